import type { Configuration } from "openid-client";
import * as z from "zod/mini";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** What the browser keeps between leaving for the provider and coming back; every part is random but the path to return to. */
const Journey = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });
type Journey = z.infer<typeof Journey>;

const pack = (journey: Journey): string => Buffer.from(JSON.stringify(journey)).toString("base64url");
const unpack = (packed: string): Journey | undefined => {
  try {
    return Journey.safeParse(JSON.parse(Buffer.from(packed, "base64url").toString())).data;
  } catch {
    return undefined;
  }
};

// Some directories write the flag as text.
const Claims = z.object({
  sub: z.string(),
  email: z.optional(z.string()),
  email_verified: z.optional(z.union([z.boolean(), z.string()])),
  name: z.optional(z.string()),
});

type StaffIdentity = {
  subject: string;
  email: string;
  emailVerified: boolean;
  name: string;
  idToken: string;
  next: string;
};

type Settings = { staffIssuer: string; staffClientId: string; siteAddress: string };

/**
 * The office's own sign-in: OpenID Connect, authorization code with PKCE, held on the server (ARCHITECTURE 6). The provider is
 * discovered once per process; plain HTTP is allowed for a loopback issuer alone.
 */
export const makeStaffDoor = ({ staffIssuer, staffClientId, siteAddress }: Settings) => {
  // Loaded when somebody uses this door: no other function pays for it.
  const client = () => import("openid-client");
  let known: Promise<Configuration> | undefined;
  const discover = async (): Promise<Configuration> => {
    const { allowInsecureRequests, discovery, None } = await client();
    const issuer = new URL(staffIssuer);
    const execute = LOOPBACK.has(issuer.hostname) ? [allowInsecureRequests] : [];
    return discovery(issuer, staffClientId, undefined, None(), { execute, timeout: 5 });
  };
  const configuration = (): Promise<Configuration> => {
    known ??= discover().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };

  return {
    /** The provider's address to go to, and what the browser must bring back. `prompt: "login"` asks who it is, whoever is signed in there. */
    begin: async (next: string, more: { prompt?: "login" } = {}): Promise<{ url: string; journey: string }> => {
      const oidc = await client();
      const config = await configuration();
      const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: `${siteAddress}/sign-in/staff/return`,
        scope: "openid email profile",
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        ...more,
      });
      return { url: url.href, journey: pack({ state, nonce, verifier, next }) };
    },

    /** Who came back, or undefined: another browser, a stale page, somebody who said no. The provider's signature is checked. */
    finish: async (
      query: Readonly<Record<string, string | undefined>>,
      packed: string,
    ): Promise<StaffIdentity | undefined> => {
      const journey = unpack(packed);
      if (journey === undefined) return undefined;
      const oidc = await client();
      const config = await configuration();
      const returned = new URL(`${siteAddress}/sign-in/staff/return`);
      for (const [name, value] of Object.entries(query))
        if (value !== undefined) returned.searchParams.set(name, value);
      try {
        const tokens = await oidc.authorizationCodeGrant(config, returned, {
          expectedState: journey.state,
          expectedNonce: journey.nonce,
          pkceCodeVerifier: journey.verifier,
          idTokenExpected: true,
        });
        const claims = Claims.parse(tokens.claims());
        return {
          subject: claims.sub,
          email: claims.email ?? "",
          emailVerified: String(claims.email_verified) === "true",
          name: claims.name ?? "",
          idToken: tokens.id_token ?? "",
          next: journey.next,
        };
      } catch (error) {
        // Refused by the provider or by a check of the answer; what is neither (no network) is the caller's to tell.
        if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError)
          return undefined;
        if (error instanceof oidc.ClientError && error.code !== "OAUTH_TIMEOUT") return undefined;
        throw error;
      }
    },

    /** Where the browser goes to end the provider's session too; `logout_uri` is what Cognito calls the way back. */
    endSession: async (idToken: string): Promise<string> => {
      const { buildEndSessionUrl } = await client();
      return buildEndSessionUrl(await configuration(), {
        post_logout_redirect_uri: `${siteAddress}/`,
        logout_uri: `${siteAddress}/`,
        id_token_hint: idToken,
      }).href;
    },
  };
};
