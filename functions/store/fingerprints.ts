import * as z from "zod/mini";
import { Application } from "../../shared/rules/application.ts";
import { ComparisonDecision, type Hit, OtherBid } from "../../shared/rules/comparison.ts";
import { Print } from "../../shared/rules/fingerprint.ts";
import { headOf, wholeOf } from "./application-items.ts";
import {
  applicationKey,
  comparisonKey,
  fingerprintKey,
  formKey,
  foundKey,
  type Key,
  printsKey,
  templateKey,
} from "./keys.ts";
import { formFrom } from "./rounds.ts";
import type { Change, Raw, Table } from "./table.ts";

const SCHEMA = 1;

const { decidedIn, deferredFrom, toldOf, toldFrom } = Application.shape;

/** What one submitted bid uses, as its organisation's bids are read; with what its group may know of a decision. */
export const KeptPrints = z.object({
  ...OtherBid.shape,
  ...{ decidedIn, deferredFrom, toldOf, toldFrom },
  prints: z.array(Print),
  /** The version of the head that all this was made of. */
  ofVersion: z.int(),
  /** False: not everything that follows from it is written yet; `leaving` are fingerprints that have still to go. */
  settled: z.boolean(),
  leaving: z.array(z.string()),
});
export type KeptPrints = z.infer<typeof KeptPrints>;

const Pointer = z.object({ ...OtherBid.shape, print: Print });
const Template = z.object({ hash: z.string(), isBlank: z.boolean() });
const Versioned = z.object({ version: z.int() });

/** That a thing of one bid was found in another: whether an officer still has to decide on it, with the first. */
export const Found = z.object({
  applicationId: z.string(),
  hash: z.string(),
  otherId: z.string(),
  undecided: z.boolean(),
});
export type Found = z.infer<typeof Found>;

const wasOf = (raw: Raw | undefined): Change["was"] => (raw === undefined ? "absent" : Versioned.parse(raw).version);

/** A decision as kept: one for each thing of a bid. */
const decisionFrom = (raw: Raw): ComparisonDecision => {
  const { hash, result, reason, by, byName, at, covers } = z.object(ComparisonDecision.shape).parse(raw);
  return { hash, result, reason, by, byName, at, covers };
};

const roundIdOf = (applicationId: string): string => applicationId.split("-").slice(0, 2).join("-");

/** What bids use, and which others use it too (DOMAIN 7, 9): written from the stream, seconds late at most. */
export const fingerprintsStore = (table: Table) => {
  const foundAt = ({ applicationId, hash, otherId }: Omit<Found, "undecided">): Key =>
    foundKey(roundIdOf(applicationId), applicationId, hash, otherId);

  return {
    /** What the submitted bids of some organisations use: a query each, side by side. */
    ofOrganisations: async (organisationIds: readonly string[]): Promise<KeptPrints[]> => {
      const raws = await Promise.all(organisationIds.map((id) => table.query(printsKey(id, "").pk)));
      return raws.flat().map((raw) => KeptPrints.parse(raw));
    },

    /** The bids that use one of these things: a query each, side by side. */
    using: async (hashes: readonly string[]): Promise<Hit[]> => {
      const raws = await Promise.all([...new Set(hashes)].map((hash) => table.query(fingerprintKey(hash, "").pk)));
      return raws.flat().map((raw) => {
        const { print, ...bid } = Pointer.parse(raw);
        return { bid, print };
      });
    },

    /** The hashes of files that are blank forms. */
    templates: async (): Promise<Set<string>> => {
      const raws = await table.query(templateKey("").pk);
      return new Set(raws.map((raw) => Template.parse(raw)).flatMap(({ hash, isBlank }) => (isBlank ? [hash] : [])));
    },

    /** Everything that is kept of one bid, as it lies there, to be deleted with it. */
    itemsOf: async (organisationId: string, applicationId: string): Promise<Raw[]> => {
      const [record, found] = await Promise.all([
        table.get(printsKey(organisationId, applicationId)),
        table.query(foundKey(roundIdOf(applicationId), "", "", "").pk, `${applicationId}/`),
      ]);
      const kept = record === undefined ? undefined : KeptPrints.parse(record);
      const hashes = new Set([...(kept?.prints.map(({ hash }) => hash) ?? []), ...(kept?.leaving ?? [])]);
      const pairs = found.map((raw) => Found.parse(raw));
      const others = await table.getMany([
        ...[...hashes].map((hash) => fingerprintKey(hash, applicationId)),
        ...pairs.map(({ hash, otherId }) => foundAt({ applicationId: otherId, hash, otherId: applicationId })),
      ]);
      return [record, ...found, ...others].flatMap((raw) => (raw === undefined ? [] : [raw]));
    },

    /** The head of a bid beside what is kept of it, with the version of that: one hop. */
    kept: async (organisationId: string, applicationId: string) => {
      const [head, raw] = await table.getMany([
        applicationKey(applicationId),
        printsKey(organisationId, applicationId),
      ]);
      const prints = raw === undefined ? undefined : KeptPrints.parse(raw);
      return { head: headOf(head), before: { was: wasOf(raw), prints } };
    },

    /** The submission of a bid that stands, its files and the frozen form that it answers: one hop. Undefined without one. */
    submitted: async (applicationId: string) => {
      const [items, raw] = await Promise.all([
        table.query(applicationKey(applicationId).pk),
        table.get(formKey(roundIdOf(applicationId))),
      ]);
      const [whole, form] = [wholeOf(items), formFrom(raw)];
      const standing = whole?.submissions.find(({ number }) => number === whole.head.latest?.number);
      if (whole === undefined || standing === undefined || form === undefined) return undefined;
      return { head: whole.head, content: standing.content, documents: whole.documents, form };
    },

    /** How many things of each bid of a round an officer has still to decide on; blank forms are nothing to decide. */
    undecided: async (roundId: string): Promise<Map<string, number>> => {
      const [raws, templates] = await Promise.all([
        table.query(foundKey(roundId, "", "", "").pk),
        table.query(templateKey("").pk),
      ]);
      const blank = new Set(
        templates.map((raw) => Template.parse(raw)).flatMap(({ hash, isBlank }) => (isBlank ? [hash] : [])),
      );
      const open = new Map<string, Set<string>>();
      for (const { applicationId, hash, undecided } of raws.map((raw) => Found.parse(raw)))
        if (undecided && !blank.has(hash)) open.set(applicationId, (open.get(applicationId) ?? new Set()).add(hash));
      return new Map([...open].map(([id, hashes]) => [id, hashes.size]));
    },

    /** The pairs that are kept of one bid. */
    foundOf: async (applicationId: string): Promise<Found[]> =>
      (await table.query(foundKey(roundIdOf(applicationId), "", "", "").pk, `${applicationId}/`)).map((raw) =>
        Found.parse(raw),
      ),

    decisionsOf: async (applicationId: string): Promise<ComparisonDecision[]> =>
      (await table.query(comparisonKey(applicationId, "").pk, "comparison/")).map(decisionFrom),

    /** The decisions of several bids about several things, in one hop; those that there are, by bid. */
    decisions: async (
      wanted: readonly { applicationId: string; hash: string }[],
    ): Promise<Map<string, ComparisonDecision[]>> => {
      const raws = await table.getMany(wanted.map(({ applicationId, hash }) => comparisonKey(applicationId, hash)));
      const found = new Map<string, ComparisonDecision[]>();
      for (const [n, raw] of raws.entries()) {
        const id = wanted[n]?.applicationId;
        if (raw !== undefined && id !== undefined) found.set(id, [...(found.get(id) ?? []), decisionFrom(raw)]);
      }
      return found;
    },

    /** A decision, to be written with the head; a blank form, or that it is none, with it. */
    decisionChanges: async (applicationId: string, decision: ComparisonDecision): Promise<Change[]> => {
      const { hash, result } = decision;
      const [before, template] = await table.getMany([comparisonKey(applicationId, hash), templateKey(hash)]);
      const isBlank = result === "blank-template";
      return [
        {
          key: comparisonKey(applicationId, hash),
          kind: "comparison",
          schema: SCHEMA,
          was: wasOf(before),
          events: [],
          data: { ...decision, id: `${applicationId}/${hash}` },
        },
        ...(isBlank || template !== undefined
          ? [
              {
                key: templateKey(hash),
                kind: "template" as const,
                schema: SCHEMA,
                was: wasOf(template),
                events: [],
                data: { hash, isBlank },
              },
            ]
          : []),
      ];
    },
  };
};
