import { randomBytes, randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SESClient } from "@aws-sdk/client-ses";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import { makeFiles } from "./files.ts";
import { makeMailer } from "./mail/mailer.ts";
import { makeRegisters, REGISTER_ADDRESSES, RegisterSetting } from "./registers.ts";
import { makeStaffDoor } from "./staff-door.ts";
import { makeStore } from "./store/store.ts";

/** What a deployment tells its functions. Every name is set by the CDK app and by the local runtime. */
export const Settings = z.object({
  tableName: z.string().check(z.minLength(3)),
  documentsBucket: z.string().check(z.minLength(3)),
  siteAddress: z.string().check(z.regex(/^https?:\/\/[^/]+$/)),
  sender: z.string().check(z.minLength(3)),
  replyTo: z.string().check(z.minLength(3)),
  /** What SES calls our settings of it: through it we hear what came back. */
  configurationSet: z.string().check(z.minLength(1)),
  /** `paused`: nothing is sent, every message waits (a restore, a rehearsal). */
  mail: z.enum(["sending", "paused"]),
  /** A trial writes to these addresses alone; none: to everybody. */
  mailOnlyTo: z.array(z.string()),
  staffIssuer: z.string().check(z.minLength(8)),
  staffClientId: z.string().check(z.minLength(1)),
  firstAdministrator: z.string().check(z.minLength(3)),
  /** SHA-256 of the two words that the front door may say (`edge/front-door.ts`): one is sent, the other is being renewed. */
  frontDoorHashes: z.array(z.string().check(z.regex(/^[0-9a-f]{64}$/))).check(z.length(2)),
  /** The public registers that the office holds a key of; none unless set, and only the one function is told. */
  registers: z.optional(
    z.object({ "charity-commission": z.optional(RegisterSetting), "companies-house": z.optional(RegisterSetting) }),
  ),
});
export type Settings = z.infer<typeof Settings>;

/** A register with its key; another address than the public one is a test's. */
const registerFrom = (
  register: keyof typeof REGISTER_ADDRESSES,
  key: string | undefined,
  address: string | undefined,
) => (key === undefined || key === "" ? {} : { [register]: { key, address: address || REGISTER_ADDRESSES[register] } });

const settingsFrom = (env: NodeJS.ProcessEnv): Settings =>
  Settings.parse({
    tableName: env.PORTAL_TABLE,
    documentsBucket: env.PORTAL_DOCUMENTS_BUCKET,
    siteAddress: env.PORTAL_SITE_ADDRESS,
    sender: env.PORTAL_SENDER,
    replyTo: env.PORTAL_REPLY_TO,
    configurationSet: env.PORTAL_CONFIGURATION_SET,
    mail: env.PORTAL_MAIL,
    mailOnlyTo: env.PORTAL_MAIL_ONLY_TO?.split(" ").filter(Boolean),
    staffIssuer: env.PORTAL_STAFF_ISSUER,
    staffClientId: env.PORTAL_STAFF_CLIENT_ID,
    firstAdministrator: env.PORTAL_FIRST_ADMINISTRATOR,
    frontDoorHashes: env.PORTAL_FRONT_DOOR_HASHES?.split(" "),
    registers: {
      ...registerFrom("charity-commission", env.PORTAL_CHARITY_COMMISSION_KEY, env.PORTAL_CHARITY_COMMISSION_ADDRESS),
      ...registerFrom("companies-house", env.PORTAL_COMPANIES_HOUSE_KEY, env.PORTAL_COMPANIES_HOUSE_ADDRESS),
    },
  });

// Three attempts, three seconds each: a stuck socket must never outlive the function's ten (ARCHITECTURE 3).
const CLIENT = { maxAttempts: 3, requestHandler: { requestTimeout: 3_000, connectionTimeout: 1_000 } };

/** The AWS clients, all made here. `AWS_ENDPOINT_URL_<SERVICE>` moves them to a local engine; nothing else does. */
export const makeClients = () => ({
  dynamo: DynamoDBDocumentClient.from(new DynamoDBClient(CLIENT), {
    marshallOptions: { removeUndefinedValues: true },
  }),
  // Bucket names are ours and stable, and a local engine has no wildcard DNS.
  s3: new S3Client({ ...CLIENT, forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED" }),
  // One attempt: SES may have taken what timed out, so a second try is the message's own decision, minutes later.
  ses: new SESClient({ ...CLIENT, maxAttempts: 1 }),
});

/** New ids: a prefix tells what an id is by looking. 96 random bits. */
const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString("base64url")}`;

type Replaceable = {
  clients: ReturnType<typeof makeClients>;
  settings: Settings;
  newId: typeof newId;
  now: () => number;
};

/** Everything a handler may use. Tests replace the clients, the settings and new ids; time is never here, it is an argument. */
export const makeDeps = (replaced: Partial<Replaceable> = {}) => {
  const settings = replaced.settings ?? settingsFrom(process.env);
  const clients = replaced.clients ?? makeClients();
  return {
    settings,
    newId: replaced.newId ?? newId,
    newSecret: () => randomBytes(32).toString("base64url"),
    newWriteId: () => randomUUID(),
    /** The machine's clock, for leases between functions alone. Whatever decides is told its instant. */
    now: replaced.now ?? Date.now,
    /** Lets time pass between two e-mails. */
    wait: (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms)),
    store: makeStore(clients.dynamo, settings.tableName),
    files: makeFiles(clients.s3, settings.documentsBucket),
    mailer: makeMailer(clients.ses, settings),
    registers: makeRegisters(settings.registers ?? {}),
    staffDoor: makeStaffDoor(settings),
  };
};
export type Deps = ReturnType<typeof makeDeps>;
