import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Deps, makeClients, makeDeps, type Settings } from "../../functions/deps.ts";
import type { Mail } from "../../functions/mail/mailer.ts";
import { handler as sendDue } from "../../functions/schedule/send-due.ts";
import { messageIdOf } from "../../functions/store/messages.ts";
import { makeStore, type Store } from "../../functions/store/store.ts";
import { handler as events } from "../../functions/stream/events.ts";
import { handler as mail } from "../../functions/stream/mail.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { configured } from "../aws/config.ts";
import { fillState } from "./drill-state.ts";
import { createTable, LOCAL_CREDENTIALS, LOCAL_REGION, localClient, startDynamo } from "./engine.ts";
import { exportTable, importTable, rawItems } from "./export.ts";
import { localS3 } from "./failures.ts";
import { contextFor, type invoke } from "./functions.ts";
import { as, guarded } from "./guard.ts";
import { startObjects } from "./objects.ts";
import { keepBackups, prepareTable } from "./prepare.ts";
import { type Examined, examined, otherCounts, problemsOf } from "./restored.ts";

/** Fewer than these prove little. */
const LEAST_SUBMISSIONS = 100;
const SENT_BEFORE = "before-the-restore";

/** Marks every message that was due by an instant (milliseconds) as sent: the portal that was lost has sent them. */
export const markSent = async ({ sending }: Pick<Store, "sending">, at: number): Promise<number> => {
  let marked = 0;
  const claim = `restore-${at}`;
  for (;;) {
    const due = await sending.due(at, LEAST_SUBMISSIONS);
    let claimed = 0;
    for (const message of due) {
      if (!(await sending.claim(message, claim, toInstant(at), at))) continue;
      await sending.sent(message, claim, SENT_BEFORE, at);
      claimed += 1;
    }
    marked += claimed;
    // What a sender of the portal that was lost holds still is due again in some minutes; the next run marks it.
    if (claimed === 0) return marked;
  }
};

const said = (found: Examined): string =>
  `Examined: ${found.histories} histories, ${found.submissions} submissions hashed. ${Object.entries(found.counts)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(", ")}.`;

const DOCUMENTS = "documents";
const SITE = "http://localhost:3000";

const settingsOf = (tableName: string, mailSetting: Settings["mail"]): Settings => ({
  tableName,
  documentsBucket: DOCUMENTS,
  siteAddress: SITE,
  sender: "grants@example.org",
  replyTo: "grants@example.org",
  configurationSet: "grants",
  mail: mailSetting,
  mailOnlyTo: [],
  staffIssuer: "http://localhost:3000/local/people",
  staffClientId: "grants-portal",
  firstAdministrator: "administrator@example.org",
  frontDoorHashes: ["0".repeat(64), "1".repeat(64)],
});

/** A store of documents in a folder: what fills a portal sends papers with its bids. */
export const documentsIn = async (folder: string) => {
  const { url, close } = await startObjects({
    ...{ host: "127.0.0.1", port: 0, folder, buckets: [DOCUMENTS], allowedOrigin: SITE },
    ...{ ...LOCAL_CREDENTIALS, region: LOCAL_REGION },
  });
  return { s3: localS3(url), close };
};

/** Dependencies on one table, whose mail goes nowhere and is counted. */
export const depsOn = (
  client: DynamoDBClient,
  tableName: string,
  mailSetting: Settings["mail"],
  { s3 }: { s3: S3Client } = makeClients(),
) => {
  const dynamo = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const sent: Mail[] = [];
  const deps: Deps = {
    ...makeDeps({ clients: guarded({ ...makeClients(), dynamo, s3 }), settings: settingsOf(tableName, mailSetting) }),
    mailer: {
      send: async (one) => {
        sent.push(one);
        return `drill-${sent.length}`;
      },
      mostPerSecond: async () => 1_000,
    },
  };
  const context = contextFor("schedule/send-due", Date.now() + 60_000);
  const minute = (at: number) => as("schedule/send-due", () => sendDue.withDeps(deps)({ at: toInstant(at) }, context));
  return { deps, sent, minute };
};

/** The consumers of the stream on these dependencies, instead of the environment's. */
export const consumersOn =
  (deps: Deps): typeof invoke =>
  async (name, batch) => {
    const handler = name === "stream/mail" ? mail : events;
    return as(name, () =>
      handler.withDeps(deps)(JSON.parse(JSON.stringify(batch)), contextFor(name, Date.now() + 60_000)),
    );
  };

/** What a drill may spoil in the export's copy, to show that it would be seen. */
export type Spoil = (client: DynamoDBClient, tableName: string) => Promise<void>;

/**
 * The drill: fills a portal, exports it, restores the export into another table, starts on it with mail paused, examines it,
 * and releases it. Says plainly what it does; answers the problems it found.
 */
export const drill = async (
  say: (line: string) => void,
  { bids, spoil }: { bids: number; spoil?: Spoil },
  now = Date.now(),
): Promise<string[]> => {
  const dynamo = await startDynamo();
  const folder = mkdtempSync(join(tmpdir(), "drill-"));
  const file = join(folder, "grants.jsonl");
  const client = localClient(dynamo.url);
  const documents = await documentsIn(join(folder, "objects"));
  const [original, restored] = ["grants", "grants-restored"];
  try {
    await createTable(client, original);
    await createTable(client, restored);
    const before = depsOn(client, original, "paused", documents);
    const state = { client, url: dynamo.streamsUrl, tableName: original, bids, run: consumersOn(before.deps) };
    const { counts } = await fillState(before.deps, state, now);
    const label = await exportTable(client, original, file);
    say(`Exported: ${label.items} items, SHA-256 ${label.sha256.slice(0, 16)}….`);
    await importTable(client, restored, file);
    await spoil?.(client, restored);

    const paused = depsOn(client, restored, "paused");
    await paused.minute(now);
    const marked = await markSent(paused.deps.store, now);
    say(`Restored with mail paused: ${paused.sent.length} messages went out, ${marked} older ones are marked as sent.`);
    const found = await examined(rawItems(client, restored));
    say(said(found));
    const problems = [
      ...otherCounts(counts, found.counts),
      ...problemsOf(found, Math.min(bids, LEAST_SUBMISSIONS)),
      ...(paused.sent.length > 0 ? [`${paused.sent.length} messages went out while mail was paused`] : []),
    ];
    if (problems.length > 0) return problems;

    const released = depsOn(client, restored, "sending");
    const at = now + 60_000;
    const of = { eventId: "drill", recipient: "p_drill-0", template: "withdrawn" as const };
    const facts = { reference: "DRILL", title: "Drill", on: "today" };
    const message = {
      id: messageIdOf(of, at),
      template: of.template,
      to: "person@drill.example",
      facts,
      urgent: false,
    };
    await released.deps.store.messages.create([{ ...message, recipient: of.recipient }], at);
    await released.minute(at);
    say(`Released: ${released.sent.length} message went out, the one that was written since.`);
    return released.sent.length === 1 ? [] : [`${released.sent.length} messages went out after the release, not one`];
  } finally {
    dynamo.stop();
    await documents.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

const optionOf = (args: readonly string[], name: string): string | undefined => {
  const at = args.indexOf(name);
  return at === -1 ? undefined : args[at + 1];
};

/** The same checks on a table that AWS has restored, with the credentials of whoever runs it. */
const examineTable = async (tableName: string, args: readonly string[]): Promise<string[]> => {
  const client = new DynamoDBClient({ region: configured().region });
  if (args.includes("--prepare")) {
    await prepareTable(client, tableName);
    await keepBackups(client, tableName);
    console.log(`${tableName} has its stream, time to live, protection and backups.`);
  }
  if (args.includes("--mark-sent")) {
    const store = makeStore(DynamoDBDocumentClient.from(client), tableName);
    console.log(`${await markSent(store, Date.now())} older messages are marked as sent.`);
  }
  const found = await examined(rawItems(client, tableName));
  console.log(said(found));
  const original = optionOf(args, "--original");
  if (original !== undefined) {
    // A point in time is earlier than now: other numbers are told, and judged by whoever reads them.
    const { counts } = await examined(rawItems(client, original));
    for (const line of otherCounts(counts, found.counts)) console.log(`Differs from ${original}: ${line}.`);
  }
  return problemsOf(found);
};

/** More than are hashed; the demonstration brings some of its own. */
const BIDS = 100;

/** `npm run drill`, and `npm run drill -- --table <restored> [--prepare] [--mark-sent] [--original <table>]`. */
export const run = async (args: readonly string[]): Promise<void> => {
  const startedAt = Date.now();
  const table = optionOf(args, "--table");
  const problems = table === undefined ? await drill(console.log, { bids: BIDS }) : await examineTable(table, args);
  for (const problem of problems) console.error(`Wrong: ${problem}.`);
  console.log(
    `${problems.length === 0 ? "Nothing is wrong" : `${problems.length} wrong`}, ${Math.ceil((Date.now() - startedAt) / 1000)} s`,
  );
  process.exit(problems.length === 0 ? 0 : 1);
};
