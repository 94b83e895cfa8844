import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Application, Draft } from "../../shared/rules/application.ts";
import { DocumentFacts } from "../../shared/rules/document.ts";
import { Submission } from "../../shared/rules/frozen.ts";
import { Instant } from "../../shared/rules/london.ts";
import { applicationKey } from "./keys.ts";
import type { Change, Raw } from "./table.ts";

/** The head as the table keeps it: what lists show stands beside the draft. */
export const Head = z.object({ ...Application.shape });
export type Head = z.infer<typeof Head>;

/** One immutable submission: the canonical content with its hash, and the draft it was made from, for a later change. */
export const StoredSubmission = z.object({
  applicationId: z.string(),
  number: z.int(),
  receivedAt: Instant,
  submittedBy: z.string(),
  sha256: z.string(),
  content: Submission,
  sections: Draft.shape.sections,
  writeId: z.string(),
});
export type StoredSubmission = z.infer<typeof StoredSubmission>;

/** A document as its application reads it: the facts shown, and the version that its hash is of. */
const StoredDocument = z.object({ ...DocumentFacts.shape, versionId: z.optional(z.string()) });
type StoredDocument = z.infer<typeof StoredDocument>;

export const StoredInquiry = z.object({
  id: z.string(),
  applicationId: z.string(),
  question: z.string(),
  askedAt: Instant,
  askedBy: z.string(),
  answerBy: z.optional(z.string()),
  answer: z.optional(z.string()),
  answeredAt: z.optional(Instant),
  answeredBy: z.optional(z.string()),
  writeId: z.optional(z.string()),
  version: z.int(),
});
export type StoredInquiry = z.infer<typeof StoredInquiry>;

/** Everything in an application's partition. */
export type WholeApplication = {
  head: Head;
  /** The write that brought the head to this version: a repeated one is known by it. */
  lastWriteId: string;
  submissions: StoredSubmission[];
  inquiries: StoredInquiry[];
  documents: StoredDocument[];
  /** The due-diligence sheet as it lies there; `store/due-diligence.ts` knows what it holds. */
  sheet?: Raw | undefined;
};

const SCHEMA = 1;
const Written = z.object({ writeId: z.string() });

/** What the head is written as. Lists read these attributes from the index; the draft's text is not among them. */
export const headChange = (head: Head, events: readonly Event[], was: Change["was"] = head.version): Change => {
  const { version: _, draft, ...rest } = head;
  return {
    key: applicationKey(head.id),
    kind: "application",
    schema: SCHEMA,
    was,
    events,
    data: {
      ...rest,
      ...(draft === undefined ? {} : { draft }),
      inRound: head.roundId,
      hasDraft: draft === undefined ? "no" : "yes",
      ...(head.latest === undefined ? {} : { submittedAt: head.latest.receivedAt }),
    },
  };
};

/** The head of an item as read. */
export const headOf = (raw: Raw | undefined): Head | undefined => (raw === undefined ? undefined : Head.parse(raw));

/** An application from the items of its partition; undefined without a head. */
export const wholeOf = (items: readonly Raw[]): WholeApplication | undefined => {
  const item = items.find(({ kind }) => kind === "application");
  const head = headOf(item);
  if (head === undefined) return undefined;
  return {
    head,
    lastWriteId: Written.parse(item).writeId,
    submissions: items.filter(({ kind }) => kind === "submission").map((item) => StoredSubmission.parse(item)),
    inquiries: items.filter(({ kind }) => kind === "inquiry").map((item) => StoredInquiry.parse(item)),
    documents: items.filter(({ kind }) => kind === "document").map((item) => StoredDocument.parse(item)),
    sheet: items.find(({ kind }) => kind === "due-diligence"),
  };
};
