import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { TABLE } from "../../../functions/store/shape.ts";
import { FUNCTION_NAMES } from "../../../infra/aws/names.ts";
import { EXPORTS } from "../../../shared/rules/retention-periods.ts";
import { actionsOf, CONFIG, counts, every, has, ofType, resourcesOf, statements, synthesised } from "./templates.ts";

const { data, portal, functions, stacks } = synthesised();
const KEPT = { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" };

describe("the data stack", () => {
  it("cannot be deleted by mistake, and lies in London", () => {
    expect(stacks.data.terminationProtection).toBe(true);
    expect(stacks.data.region).toBe("eu-west-2");
    expect(stacks.portal.region).toBe("eu-west-2");
  });

  it.each(["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::KMS::Key"])(
    "leaves every %s when it is taken away",
    (type) => {
      expect(() => data.allResources(type, KEPT)).not.toThrow();
    },
  );
});

describe("the table", () => {
  it("is the one of store/shape.ts, as the local runtime creates it", () => {
    has(data, "AWS::DynamoDB::Table", {
      TableName: "grants",
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: TABLE.key.partition, KeyType: "HASH" },
        { AttributeName: TABLE.key.sort, KeyType: "RANGE" },
      ],
      GlobalSecondaryIndexes: Object.entries(TABLE.indexes).map(([IndexName, { partition, sort, projects }]) => ({
        IndexName,
        KeySchema: [
          { AttributeName: partition, KeyType: "HASH" },
          { AttributeName: sort, KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: [...projects] },
      })),
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      TimeToLiveSpecification: { AttributeName: TABLE.timeToLive, Enabled: true },
    });
  });

  it("can be had back to any second, and is encrypted with the office's own key", () => {
    has(data, "AWS::DynamoDB::Table", {
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true, SSEType: "KMS", KMSMasterKeyId: Match.anyValue() },
    });
    has(data, "AWS::KMS::Key", { EnableKeyRotation: true });
  });

  it("has the name that is configured, in every policy too", async () => {
    const restored = synthesised({ ...CONFIG, tableName: "grants-restored" });
    has(restored.data, "AWS::DynamoDB::Table", { TableName: "grants-restored" });
    expect(JSON.stringify(restored.functions.toJSON())).toContain("table/grants-restored");
    for (const template of [restored.functions, restored.portal])
      expect(JSON.stringify(template.toJSON())).not.toMatch(/table\/grants"/);
  });

  it("of another name is another resource, so that one that was restored is taken over and the one before stays", () => {
    const restored = synthesised({ ...CONFIG, tableName: "grants-restored" });
    const [before] = Object.keys(ofType(data, "AWS::DynamoDB::Table"));
    const [after] = Object.keys(ofType(restored.data, "AWS::DynamoDB::Table"));
    expect(after).not.toBe(before);
  });

  it("is never an export that another stack holds fast", () => {
    for (const template of [portal, functions])
      expect(JSON.stringify(template.toJSON())).not.toMatch(/"Fn::ImportValue":"[^"]*Table[^"]*"/);
    expect(JSON.stringify(functions.toJSON())).toMatch(/"Fn::GetStackOutput":\{[^}]*Stream/);
  });
});

const Refusal = z.looseObject({
  Sid: z.string(),
  Effect: z.literal("Deny"),
  Action: z.array(z.string()),
  Condition: z.unknown(),
});
const documentRefusals = () =>
  Object.values(ofType(data, "AWS::S3::BucketPolicy"))
    .flatMap(({ PolicyDocument }) => z.object({ Statement: z.array(z.unknown()) }).parse(PolicyDocument).Statement)
    .flatMap((statement) => {
      const read = Refusal.safeParse(statement);
      return read.success ? [read.data] : [];
    });
const SCANNER = "arn:aws:iam::111122223333:role/grants-document-scanner";

describe("the documents bucket", () => {
  it("is private, versioned, tells what arrives, and keeps what was replaced for 40 days", () => {
    has(data, "AWS::S3::Bucket", {
      BucketName: "grants-documents-111122223333",
      VersioningConfiguration: { Status: "Enabled" },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ NoncurrentVersionExpiration: { NoncurrentDays: 40 }, Status: "Enabled" }),
        ]),
      },
      CorsConfiguration: {
        CorsRules: [Match.objectLike({ AllowedOrigins: ["https://grants.example.org"], AllowedMethods: ["POST"] })],
      },
    });
    counts(functions, "AWS::S3::Bucket", 0);
    for (const template of [data, portal])
      every(template, "AWS::S3::Bucket", {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
    const policies = [data, portal, functions].flatMap((template) =>
      Object.values(ofType(template, "AWS::S3::BucketPolicy")),
    );
    expect(policies).toHaveLength(4);
    for (const policy of policies) expect(JSON.stringify(policy)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
  });

  it("has every request to it written down by S3, as the other buckets have, for as long as logs are kept", () => {
    const logged = [data, portal, functions].flatMap((template) =>
      Object.values(ofType(template, "AWS::S3::Bucket")).flatMap(
        ({ LoggingConfiguration }) => LoggingConfiguration ?? [],
      ),
    );
    expect(logged).toEqual(
      ["documents/", "failures/", "site/"].map((LogFilePrefix) => ({
        DestinationBucketName: "grants-access-logs-111122223333",
        LogFilePrefix,
      })),
    );
    has(data, "AWS::S3::Bucket", {
      BucketName: "grants-access-logs-111122223333",
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: CONFIG.logRetentionDays })] },
    });
  });

  it("keeps an export for as long as retention says, and no version of it for longer", () => {
    has(data, "AWS::S3::Bucket", {
      BucketName: "grants-documents-111122223333",
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          {
            Id: "exports",
            Prefix: EXPORTS.prefix,
            Status: "Enabled",
            ExpirationInDays: EXPORTS.keptDays,
            NoncurrentVersionExpiration: { NoncurrentDays: EXPORTS.keptDays },
          },
        ]),
      },
    });
    expect(EXPORTS).toMatchObject({ prefix: "exports/", keptDays: expect.any(Number) });
  });

  it("is the one bucket that a browser may talk to, from the pages of the site alone, to post a file", () => {
    const rules = [data, portal, functions].flatMap((template) =>
      Object.values(ofType(template, "AWS::S3::Bucket")).flatMap(({ BucketName, CorsConfiguration }) =>
        CorsConfiguration === undefined ? [] : [{ BucketName, CorsConfiguration }],
      ),
    );
    expect(rules).toEqual([
      {
        BucketName: "grants-documents-111122223333",
        CorsConfiguration: {
          CorsRules: [
            {
              AllowedOrigins: [`https://${CONFIG.domain}`],
              AllowedMethods: ["POST"],
              AllowedHeaders: ["*"],
              MaxAge: expect.any(Number),
            },
          ],
        },
      },
    ]);
  });

  it("gives nothing away by a signed link that is not marked clean", () => {
    expect(documentRefusals().find(({ Sid }) => Sid === "NoLinkToWhatIsNotClean")).toMatchObject({
      Principal: { AWS: "*" },
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Condition: {
        StringNotEquals: { "s3:ExistingObjectTag/GuardDutyMalwareScanStatus": "NO_THREATS_FOUND" },
        StringEquals: { "s3:authType": "REST-QUERY-STRING" },
      },
    });
  });

  it("is read before the scan by its scanner and by the functions that take receipt alone", () => {
    expect(documentRefusals().find(({ Sid }) => Sid === "NobodyReadsWhatIsNotClean")).toMatchObject({
      Principal: { AWS: "*" },
      Condition: {
        ArnNotEquals: {
          "aws:PrincipalArn": expect.arrayContaining([
            SCANNER,
            "arn:aws:iam::111122223333:role/grants-event-document-received",
            "arn:aws:iam::111122223333:role/grants-http-documents",
          ]),
        },
      },
    });
  });

  it("is marked by GuardDuty's role and nobody else", () => {
    expect(documentRefusals().find(({ Sid }) => Sid === "OnlyTheScannerSaysWhatIsClean")).toMatchObject({
      Principal: { AWS: "*" },
      Action: [
        "s3:DeleteObjectTagging",
        "s3:DeleteObjectVersionTagging",
        "s3:PutObjectTagging",
        "s3:PutObjectVersionTagging",
      ],
      Condition: { ArnNotEquals: { "aws:PrincipalArn": SCANNER } },
    });
    has(data, "AWS::GuardDuty::MalwareProtectionPlan", {
      Actions: { Tagging: { Status: "ENABLED" } },
      ProtectedResource: { S3Bucket: { ObjectPrefixes: ["documents/"] } },
    });
  });

  it("leaves its scanner no right with a star, but to its objects and to the rule that GuardDuty names itself", () => {
    const all = statements(data);
    expect(all.flatMap(actionsOf).filter((action) => action.includes("*"))).toEqual([]);
    const starred = all
      .flatMap(resourcesOf)
      .map((resource) => JSON.stringify(resource))
      .filter((each) => each.includes("*"));
    expect([...new Set(starred)].sort()).toEqual([
      '"arn:aws:events:eu-west-2:111122223333:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*"',
      '"arn:aws:s3:::grants-documents-111122223333/*"',
    ]);
  });
});

describe("the staff pool", () => {
  it("does not exist beside the office's own directory", () => {
    counts(data, "AWS::Cognito::UserPool", 0);
  });

  it("lets nobody make an account, asks for a second factor, and tells nobody who has one", async () => {
    const { staffIssuer: _issuer, staffClientId: _client, ...config } = CONFIG;
    const pool = synthesised(config);
    expect(() => pool.data.allResources("AWS::Cognito::UserPool", KEPT)).not.toThrow();
    has(pool.data, "AWS::Cognito::UserPool", {
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: "ON",
      // A passkey of a device that knows its user is both factors; a password needs the authenticator.
      Policies: Match.objectLike({ SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] } }),
      WebAuthnUserVerification: "required",
      WebAuthnFactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      UsernameConfiguration: { CaseSensitive: false },
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      UserPoolTier: "ESSENTIALS",
      DeletionProtection: "ACTIVE",
    });
    has(pool.data, "AWS::Cognito::UserPoolClient", {
      PreventUserExistenceErrors: "ENABLED",
      GenerateSecret: false,
      AllowedOAuthFlows: ["code"],
      CallbackURLs: ["https://grants.example.org/sign-in/staff/return"],
    });
    const issuers = Object.values(ofType(pool.functions, "AWS::Lambda::Function")).map((each) => JSON.stringify(each));
    expect(issuers.filter((each) => /"PORTAL_STAFF_ISSUER":\{"Fn::(ImportValue|Join)"/.test(each)).length).toBe(
      FUNCTION_NAMES.length,
    );
  });
});

describe("the mail domain", () => {
  it("is proven by DKIM, and what was taken, arrived or came back is told", () => {
    has(data, "AWS::SES::EmailIdentity", { EmailIdentity: "grants.example.org" });
    // The portal's own marks on addresses are confirmed by their owners; a second list would keep their codes back.
    has(data, "AWS::SES::ConfigurationSet", {
      DeliveryOptions: { TlsPolicy: "REQUIRE" },
      SuppressionOptions: Match.objectLike({ SuppressedReasons: [] }),
    });
    has(data, "AWS::SES::ConfigurationSetEventDestination", {
      EventDestination: Match.objectLike({ MatchingEventTypes: ["send", "delivery", "bounce", "complaint"] }),
    });
  });
});
