import { RemovalPolicy, type Stack } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPool,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  PasskeyUserVerification,
  UserPool,
  UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import type { Config } from "./config.ts";
import { namesOf } from "./names.ts";

/** The door of the staff: the office's own directory, or, where it has none, a pool in which only the office makes accounts. */
export const staffPool = (stack: Stack, config: Config): { issuer: string; clientId: string } => {
  const { staffIssuer, staffClientId, account } = config;
  if (staffIssuer !== undefined && staffClientId !== undefined) return { issuer: staffIssuer, clientId: staffClientId };
  const { siteAddress } = namesOf(config);
  const pool = new UserPool(stack, "Staff", {
    featurePlan: FeaturePlan.ESSENTIALS,
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    standardAttributes: { email: { required: true, mutable: true }, fullname: { required: true, mutable: true } },
    autoVerify: { email: true },
    // Whoever takes over a half-changed address must not take over the account.
    keepOriginal: { email: true },
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    // A passkey instead of password and authenticator: it counts as both only where the device has verified its user.
    signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
    passkeyUserVerification: PasskeyUserVerification.REQUIRED,
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 14,
      requireDigits: false,
      requireLowercase: false,
      requireSymbols: false,
      requireUppercase: false,
    },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  // The construct has no word for it yet; without it a passkey is one factor, and MFA is required.
  const { defaultChild } = pool.node;
  if (!(defaultChild instanceof CfnUserPool)) throw new Error("A user pool without its resource.");
  defaultChild.webAuthnFactorConfiguration = "MULTI_FACTOR_WITH_USER_VERIFICATION";
  pool.addDomain("StaffDomain", {
    cognitoDomain: { domainPrefix: `grants-${account}` },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  const client = new UserPoolClient(stack, "StaffClient", {
    userPool: pool,
    // Public, with PKCE (`functions/staff-door.ts`): there is no secret to keep.
    generateSecret: false,
    preventUserExistenceErrors: true,
    authFlows: {},
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls: [`${siteAddress}/sign-in/staff/return`],
      logoutUrls: [`${siteAddress}/`],
    },
  });
  return { issuer: pool.userPoolProviderUrl, clientId: client.userPoolClientId };
};
