import { randomUUID } from "node:crypto";
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command, type S3Client } from "@aws-sdk/client-s3";
import * as z from "zod/mini";
import type { FunctionName } from "../../functions/manifest.ts";
import type { failuresStore } from "../../functions/store/failures.ts";
import { physicalName } from "../aws/names.ts";
import { FUNCTION_NAMES, specOf } from "./functions.ts";

/*
 * What was put aside, and handing it over again (`npm run replay`). It lies in two places: a record that was itself wrong as a
 * `failure` item, what a function could not take at all (a crash, an hour of faults) whole in the bucket of failures.
 */

const Entry = z.looseObject({
  eventID: z.optional(z.string()),
  dynamodb: z.looseObject({ SequenceNumber: z.string() }),
});
type Entry = z.infer<typeof Entry>;
const Batch = z.object({ Records: z.array(Entry) });
/** As Lambda writes it: the payload of a stream as text, that of an event as it was. */
const Invocation = z.object({
  requestContext: z.object({ functionArn: z.string(), condition: z.optional(z.string()) }),
  payload: z.optional(z.union([z.string(), Batch])),
  requestPayload: z.optional(z.unknown()),
});
const Answer = z.object({ batchItemFailures: z.array(z.unknown()) });

/** One thing that was put aside: where it lies, and what is handed over again to whom. */
export type Kept = {
  readonly where: string;
  readonly problem: string;
  readonly handed: Handed;
  readonly remove: () => Promise<unknown>;
};
type Handed =
  | { readonly to: FunctionName; readonly records: readonly Entry[] }
  | { readonly to: FunctionName; readonly event: unknown }
  | { readonly impossible: string };

export type Shelf = {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly failures: ReturnType<typeof failuresStore>;
  /** Runs a function on an event by its own way, as the platform does; throws when it fails. */
  readonly run: (name: FunctionName, event: unknown) => Promise<unknown>;
};

const consumers = () => FUNCTION_NAMES.filter((name) => "stream" in specOf(name).trigger);

const asItems = async ({ failures }: Shelf): Promise<Kept[]> => {
  const found = await Promise.all(
    consumers().map(async (consumer) => ({ consumer, all: await failures.of(consumer) })),
  );
  return found.flatMap(({ consumer, all }) =>
    all.map(({ id, item, problem, record }) => ({
      where: `${consumer}: failure ${id} of ${item}`,
      problem,
      handed:
        record === undefined
          ? { impossible: "its record was too large to be kept: look at the item" }
          : { to: consumer, records: [Entry.parse(JSON.parse(record))] },
      remove: () => failures.remove(consumer, id),
    })),
  );
};

const keysIn = async ({ s3, bucket: Bucket }: Shelf): Promise<string[]> => {
  const keys: string[] = [];
  let next: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket, ...(next === undefined ? {} : { ContinuationToken: next }) }),
    );
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
    next = page.NextContinuationToken;
  } while (next !== undefined);
  return keys;
};

/** The function that an address of Lambda names, whatever version of it. */
const functionIn = (arn: string): FunctionName | undefined => {
  const [, named] = /:function:([^:]+)/.exec(arn) ?? [];
  return FUNCTION_NAMES.find((name) => physicalName(name) === named);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const handedIn = (text: string): { of: string; problem: string; handed: Handed } => {
  const read = Invocation.safeParse(parsed(text));
  if (!read.success) return { of: "nobody", problem: "", handed: { impossible: "it is nothing that Lambda wrote" } };
  const { requestContext, payload, requestPayload } = read.data;
  const to = functionIn(requestContext.functionArn);
  const said = { of: to ?? requestContext.functionArn, problem: requestContext.condition ?? "" };
  if (to === undefined) return { ...said, handed: { impossible: "there is no such function any more" } };
  if (payload === undefined) return { ...said, handed: { to, event: requestPayload } };
  const batch = Batch.safeParse(typeof payload === "string" ? parsed(payload) : payload);
  if (!batch.success) return { ...said, handed: { impossible: "its records cannot be read" } };
  return { ...said, handed: { to, records: batch.data.Records } };
};

const asObject = async ({ s3, bucket: Bucket }: Shelf, Key: string): Promise<Kept> => {
  const text = await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
  const { of, problem, handed } = handedIn(text ?? "");
  return {
    where: `${of}: object ${Key}`,
    problem,
    handed,
    remove: () => s3.send(new DeleteObjectCommand({ Bucket, Key })),
  };
};

const sequenceOf = ({ handed }: Kept): string =>
  "records" in handed ? (handed.records[0]?.dynamodb.SequenceNumber ?? "") : "";
/** Sequence numbers are numerals of any length. */
const inTurn = (a: Kept, b: Kept): number => {
  const [one, other] = [sequenceOf(a), sequenceOf(b)];
  return one.length - other.length || (one < other ? -1 : Number(one > other));
};

/** Everything that was put aside, in the order in which it happened. */
export const allPutAside = async (shelf: Shelf): Promise<Kept[]> => {
  const objects: Kept[] = [];
  for (const key of await keysIn(shelf)) objects.push(await asObject(shelf, key));
  return [...(await asItems(shelf)), ...objects].sort(inTurn);
};

/**
 * One record, under an id of its own: a consumer that finds it wrong again puts it aside under that, which is how we are told.
 * That second failure goes, the first one stays.
 */
const record = async ({ run, failures }: Shelf, consumer: FunctionName, entry: Entry): Promise<string | undefined> => {
  const eventID = `replay-${randomUUID()}`;
  const answer = Answer.parse(await run(consumer, { Records: [{ ...entry, eventID }] }));
  if (answer.batchItemFailures.length > 0) return "the function asks for it again";
  const again = (await failures.of(consumer)).find(({ id }) => id === eventID);
  if (again === undefined) return undefined;
  await failures.remove(consumer, eventID);
  return again.problem;
};

const handOver = async (shelf: Shelf, { handed }: Kept): Promise<string | undefined> => {
  if ("impossible" in handed) return handed.impossible;
  try {
    if ("event" in handed) {
      await shelf.run(handed.to, handed.event);
      return undefined;
    }
    for (const entry of handed.records) {
      const problem = await record(shelf, handed.to, entry);
      if (problem !== undefined) return problem;
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
};

/** A line for each thing that was put aside, and how much is left. */
export type Replayed = { readonly lines: readonly string[]; readonly left: number };

/** Names what was put aside and leaves it there. */
export const listPutAside = async (shelf: Shelf): Promise<Replayed> => {
  const all = await allPutAside(shelf);
  return { lines: all.map(({ where, problem }) => `${where} (${problem})`), left: all.length };
};

/** Hands everything over again, in order. What is carried on goes; what is not stays, and is named. Safe to run twice. */
export const replayPutAside = async (shelf: Shelf): Promise<Replayed> => {
  const lines: string[] = [];
  let left = 0;
  for (const kept of await allPutAside(shelf)) {
    const problem = await handOver(shelf, kept);
    if (problem === undefined) await kept.remove();
    else left += 1;
    lines.push(`${kept.where}: ${problem === undefined ? "delivered" : `left, ${problem}`}`);
  }
  return { lines, left };
};
