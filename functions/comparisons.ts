import type { AsTold } from "../shared/rules/application.ts";
import { asTold } from "../shared/rules/application.ts";
import {
  type Bid,
  type Comparison,
  type ComparisonDecision,
  comparisonsOf as compared,
  ownFindings,
} from "../shared/rules/comparison.ts";
import { type DocumentFacts, documentsJudged, receivedDocuments } from "../shared/rules/document.ts";
import type { Finding } from "../shared/rules/finding.ts";
import { type Print, type Trace, tracesOf, type Used, usedIn, usedInDraft } from "../shared/rules/fingerprint.ts";
import { answersBySection } from "../shared/rules/form.ts";
import type { Submission } from "../shared/rules/frozen.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { toInstant } from "../shared/rules/london.ts";
import type { Organisation } from "../shared/rules/organisation.ts";
import type { Deps } from "./deps.ts";
import { sha256 } from "./identity.ts";
import type { Head, WholeApplication } from "./store/application-items.ts";
import type { KeptPrints } from "./store/fingerprints.ts";

const hashOf = ({ kind, spelling }: Trace): string => sha256(`${kind} ${spelling}`);

const printOf = (trace: Trace): Print => {
  const { spelling: _, pointer: __, ...rest } = trace;
  return { ...rest, hash: hashOf(trace) };
};

type Papers = readonly Pick<DocumentFacts, "id" | "slot" | "name" | "sha256" | "state" | "replaces">[];

/** What a submission uses, with the files that have come since for those that nobody could open. */
const usedSince = (content: Submission, documents: Papers): Used => {
  const named = content.documents.map(({ documentId }) => documentId);
  const since = receivedDocuments(documentsJudged(named, documents)).flatMap(({ id, slot, name, sha256: hash }) =>
    named.includes(id) || hash === undefined ? [] : [{ slot, name, sha256: hash }],
  );
  const used = usedIn(content);
  return { ...used, files: [...used.files, ...since] };
};

/** What a bid uses that was sent, each thing by the hash of its one spelling. */
export const printsOf = (content: Submission, form: Fund, documents: Papers): Print[] =>
  tracesOf(usedSince(content, documents), form).map(printOf);

/** A bid as it is held against others. */
export const bidOf = (head: Head, prints: readonly Print[]): Bid => ({
  applicationId: head.id,
  roundId: head.roundId,
  organisationId: head.organisationId,
  organisationName: head.organisationName,
  title: head.title,
  state: head.state,
  prints,
});

type Parts = { head: Head; content: Submission; form: Fund; documents: Papers };
type Kept = { decisions: readonly ComparisonDecision[]; templates: ReadonlySet<string> };

/** What of bids is in other bids too, as the office reads it. Other groups are named: for nobody else. */
export const comparing = ({ store }: Pick<Deps, "store">) => {
  /** Of a bid that was read, with its decisions and the blank forms: one hop more. */
  const ofBid = async (
    { head, content, form, documents }: Parts,
    { decisions, templates }: Kept,
  ): Promise<Comparison[]> => {
    const mine = bidOf(head, printsOf(content, form, documents));
    const hits = await store.fingerprints.using(mine.prints.map(({ hash }) => hash));
    return compared(mine, hits, templates, decisions);
  };

  return {
    ofBid,

    /** Of the submission that stands; nothing for a draft or what does not exist. Two hops. */
    of: async (applicationId: string): Promise<Comparison[]> => {
      const [submitted, decisions, templates] = await Promise.all([
        store.fingerprints.submitted(applicationId),
        store.fingerprints.decisionsOf(applicationId),
        store.fingerprints.templates(),
      ]);
      return submitted === undefined ? [] : ofBid(submitted, { decisions, templates });
    },
  };
};

/** What of one bid is in other bids too, with what was decided about it (`comparison/*`); for the office alone. */
export const comparisonsOf = (applicationId: string, deps: Pick<Deps, "store">): Promise<Comparison[]> =>
  comparing(deps).of(applicationId);

/** What the group may know of the state of one of its bids at an instant (milliseconds). */
const toldState = (kept: KeptPrints, at: number): AsTold["state"] => asTold(kept, toInstant(at)).state;

type Own = {
  whole: WholeApplication;
  form: Fund;
  organisation: Organisation;
  kept: readonly KeptPrints[];
  templates: ReadonlySet<string>;
};

/**
 * What an applicant is told: the same thing in another bid of their own group, as a warning. Of an open draft as it is
 * now, else of what stands. No other group's bid is looked at, and no decision that the group has not been told.
 */
export const ownComparisons = ({ whole, form, organisation, kept, templates }: Own, at: number): Finding[] => {
  const { head, submissions, documents } = whole;
  const standing = submissions.find(({ number }) => number === head.latest?.number);
  const used =
    head.draft === undefined
      ? standing && usedSince(standing.content, documents)
      : usedInDraft({
          form,
          organisation,
          answers: answersBySection(head.draft),
          documents: documents.filter(({ state }) => state === "received"),
        });
  if (used === undefined) return [];
  const traces = tracesOf(used, form);
  // What was sent is changed nowhere: there is no place to lead to.
  const placed = head.draft === undefined ? [] : traces;
  const pointers = new Map(placed.map((trace) => [hashOf(trace), trace.pointer ?? ""]));
  const { state } = asTold(head, toInstant(at));
  const mine = { ...bidOf(head, traces.map(printOf)), state: state === "draft" ? ("submitted" as const) : state };
  const hits = kept
    .filter(({ organisationId }) => organisationId === head.organisationId)
    .flatMap((bid) => bid.prints.map((print) => ({ bid: { ...bid, state: toldState(bid, at) }, print })));
  return ownFindings(compared(mine, hits, templates), pointers);
};
