import { S3Client } from "@aws-sdk/client-s3";
import { SESClient } from "@aws-sdk/client-ses";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { type Deps, makeDeps } from "../../functions/deps.ts";
import { handler as mailSent } from "../../functions/event/mail-sent.ts";
import type { Mail } from "../../functions/mail/mailer.ts";
import { handler as sendDue } from "../../functions/schedule/send-due.ts";
import { StoredMessage } from "../../functions/store/messages.ts";
import { handler as streamMail } from "../../functions/stream/mail.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { NO_CONTEXT, SETTINGS } from "./engine.ts";
import type { Seeded } from "./length.ts";
import { memoryDynamo } from "./memory-dynamo.ts";

/** How often what goes wrong, of one: at each call to the table, and at each e-mail. */
export type Faults = { lost: number; crash: number; throttled: number; timedOut: number; timedOutAfter: number };
export const NO_FAULTS: Faults = { lost: 0, crash: 0, throttled: 0, timedOut: 0, timedOutAfter: 0 };

class Crash extends Error {}
type Process = { dead: boolean; accepted: string | undefined };
type Told = { key: string; mailId: string; at: number };

const failure = (name: string, httpStatusCode?: number): Error =>
  Object.assign(new Error(name), { name, ...(httpStatusCode === undefined ? {} : { $metadata: { httpStatusCode } }) });

/**
 * Everything that mail passes through, with a clock of its own: the table, the stream, SES with its quota and what it tells
 * later, and functions that die. Time passes only where somebody waits, and from minute to minute.
 */
export const mailWorld = (
  random: Seeded,
  faults: Faults,
  { startsAt, perSecond }: { startsAt: number; perSecond: number },
) => {
  let now = startsAt;
  const records: Record<string, unknown>[] = [];
  const memory = memoryDynamo((item) => {
    if (item.kind === "message" && item.relay === "yes") records.push(item);
  });
  /** E-mails that SES took, by message; and how often a function died over one. */
  const taken = new Map<string, number[]>();
  const diedOver = new Map<string, number>();
  const telling: Told[] = [];
  let crashes = 0;
  let throttles = 0;
  let whileWaiting = async (): Promise<void> => undefined;
  const lastSecond: number[] = [];

  const dies = (process: Process): Crash => {
    process.dead = true;
    crashes += 1;
    const key = process.accepted;
    if (key !== undefined) diedOver.set(key, (diedOver.get(key) ?? 0) + 1);
    return new Crash("killed");
  };

  /** Three attempts, as the client makes them: what was lost is asked again, done or not. */
  const clientOf = (process: Process): DynamoDBDocumentClient => {
    const send = async (command: never): Promise<unknown> => {
      for (let attempt = 1; ; attempt += 1) {
        if (process.dead) throw new Crash("killed");
        if (random.chance(faults.crash)) throw dies(process);
        const isLost = attempt < 3 && random.chance(faults.lost);
        if (isLost && random.chance(0.5)) continue;
        const answer = await memory.client.send(command);
        if (random.chance(faults.crash)) throw dies(process);
        if (!isLost) return answer;
      }
    };
    return new Proxy(memory.client, {
      get: (client: DynamoDBDocumentClient, name) => (name === "send" ? send : Reflect.get(client, name)),
    });
  };

  const mailerOf = (process: Process): Deps["mailer"] => ({
    mostPerSecond: async () => perSecond,
    send: async ({ message: { recipient, id } }: Mail) => {
      const key = `${recipient}/${id}`;
      process.accepted = undefined;
      while ((lastSecond[0] ?? now) <= now - 1_000) lastSecond.shift();
      if (lastSecond.length >= perSecond || random.chance(faults.throttled)) {
        throttles += 1;
        throw failure("ThrottlingException", 400);
      }
      if (random.chance(faults.timedOut)) throw failure("TimeoutError");
      lastSecond.push(now);
      taken.set(key, [...(taken.get(key) ?? []), now]);
      const mailId = `ses-${key}-${taken.get(key)?.length}`;
      for (let n = random.chance(0.1) ? 2 : 1; n > 0; n -= 1)
        telling.push({ key, mailId, at: now + random.below(5 * 60_000) });
      if (random.chance(faults.timedOutAfter)) throw failure("TimeoutError");
      process.accepted = key;
      return mailId;
    },
  });

  const nowhere = { region: "eu-west-2", endpoint: "http://127.0.0.1:9" };
  const [s3, ses] = [new S3Client(nowhere), new SESClient(nowhere)];
  /** A function's own dependencies, for as long as it lives. */
  const lives = (): Deps => {
    const process: Process = { dead: false, accepted: undefined };
    const deps = makeDeps({
      clients: { dynamo: clientOf(process), s3, ses },
      settings: SETTINGS,
      newId: (prefix) => `${prefix}_x`,
      now: () => now,
    });
    const wait = async (ms: number): Promise<void> => {
      now += ms;
      await whileWaiting();
    };
    return { ...deps, mailer: mailerOf(process), wait };
  };
  /** Runs something that may die or fail; true when it did not. */
  const survives = async (run: (deps: Deps) => Promise<unknown>): Promise<boolean> => {
    try {
      await run(lives());
      return true;
    } catch (error) {
      if (error instanceof Crash || (error instanceof Error && error.name === "ThrottlingException")) return false;
      throw error;
    }
  };

  /** Some of what the stream has, in any order, some of it twice: what is not taken comes again. */
  const stream = async (): Promise<void> => {
    const batch = records.splice(0, 100).sort(() => random.next() - 0.5);
    if (batch.length === 0) return;
    const again = batch.filter(() => random.chance(0.1));
    const Records = [...batch, ...again].map((item, n) => ({
      eventID: `${n}`,
      eventName: "INSERT" as const,
      dynamodb: { SequenceNumber: `${n}`, NewImage: JSON.parse(JSON.stringify(marshall(item))) },
    }));
    const isTaken = await survives(async (deps) => {
      const { batchItemFailures } = await streamMail.withDeps(deps)({ Records }, NO_CONTEXT);
      if (batchItemFailures.length > 0) throw new Crash("not taken");
    });
    if (!isTaken) records.push(...batch);
  };

  const hear = async (): Promise<void> => {
    for (const told of telling.splice(0).sort(() => random.next() - 0.5)) {
      const [recipient = "", message = ""] = told.key.split("/");
      const tags = { recipient: [recipient], message: [message] };
      const event = {
        ...{ id: "e", time: toInstant(now), "detail-type": "Email Sent" },
        detail: { eventType: "Send", mail: { messageId: told.mailId, tags } },
      };
      const isDue = told.at <= now;
      if (!isDue || !(await survives((deps) => mailSent.withDeps(deps)(event, NO_CONTEXT)))) telling.push(told);
    }
  };

  const messages = (): StoredMessage[] =>
    [...memory.items.values()].filter(({ kind }) => kind === "message").map((raw) => StoredMessage.parse(raw));

  return {
    survives,
    messages,
    taken,
    put: (item: Record<string, unknown>) => void memory.items.set(`${item.pk}\n${item.sk}`, item),
    /** What else happens while somebody waits. */
    meanwhile: (what: () => Promise<void>): void => {
      whileWaiting = what;
    },
    counts: () => ({ now, crashes, throttles }),
    diedOver,
    stream,
    /** A minute: the stream, two runs of the job at once, and what SES has to tell. */
    minute: async (): Promise<void> => {
      const startsAtMs = now;
      while (records.length > 0 && !random.chance(faults.crash * 100)) await stream();
      await hear();
      const run = () => survives((deps) => sendDue.withDeps(deps)({ at: toInstant(startsAtMs) }, NO_CONTEXT));
      await Promise.all([run(), run()]);
      now = Math.max(now, startsAtMs + 60_000);
    },
    isDone: () =>
      records.length === 0 &&
      [...memory.items.values()].every(({ state }) => state !== "waiting" && state !== "sending"),
  };
};
