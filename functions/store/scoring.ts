import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { StandingInterest } from "../../shared/rules/interest.ts";
import { Scorecard, ScoringHead, Sheet } from "../../shared/rules/scoring.ts";
import { type Head, headOf, StoredSubmission } from "./application-items.ts";
import { applicationKey, cardKey, interestsKey, scoringKey, sheetKey, submissionKey } from "./keys.ts";
import type { Change, Outcome, Raw, Table, Write } from "./table.ts";

const SCHEMA = 1;

const HeadItem = z.object({ ...ScoringHead.shape });
const SheetItem = z.object({ ...Sheet.shape });
const CardItem = z.object({ ...Scorecard.shape });
const Written = z.object({ writeId: z.string() });
const InterestsItem = z.object({ interests: z.array(StandingInterest), version: z.int() });

/** Everything of a round's scoring but the words. `moderations` are as read: `store/ranking.ts` knows what they hold. */
export type RoundScoring = {
  head: ScoringHead;
  sheets: Sheet[];
  moderations: Raw[];
  /** The write that brought the head, and by person each sheet, to its version: a repeated one is known by it. */
  writeIds: { head: string; sheets: Readonly<Record<string, string>> };
};

/** Head, sheets and moderations from the items of a round's partition; undefined while nothing is prepared. */
export const roundScoringOf = (items: readonly Raw[]): RoundScoring | undefined => {
  const head = items.find(({ kind }) => kind === "scoring");
  if (head === undefined) return undefined;
  const sheets = items.filter(({ kind }) => kind === "sheet");
  return {
    head: HeadItem.parse(head),
    sheets: sheets.map((item) => SheetItem.parse(item)),
    moderations: items.filter(({ kind }) => kind === "moderation"),
    writeIds: {
      head: Written.parse(head).writeId,
      sheets: Object.fromEntries(sheets.map((item) => [SheetItem.parse(item).personId, Written.parse(item).writeId])),
    },
  };
};

/** A card with the write that brought it to its version. */
export type KeptCard = { card: Scorecard; writeId: string };
const cardFrom = (raw: Raw | undefined): KeptCard | undefined =>
  raw === undefined ? undefined : { card: CardItem.parse(raw), writeId: Written.parse(raw).writeId };

/** What a person declared last; `version` 0: nothing yet. */
export type KeptInterests = z.infer<typeof InterestsItem>;
const interestsFrom = (raw: Raw | undefined): KeptInterests =>
  raw === undefined ? { interests: [], version: 0 } : InterestsItem.parse(raw);

/** What moves in one write. Each item carries the version that was read; 0 is a new one. */
type Moving = {
  /** As it was read, and as it becomes; the very same is only checked to stand. */
  head: { was: ScoringHead | undefined; becomes: ScoringHead; events: readonly Event[] };
  sheets?: readonly { sheet: Sheet; events: readonly Event[] }[];
  cards?: readonly { card: Scorecard; events: readonly Event[] }[];
  interests?: { personId: string; kept: KeptInterests };
  /** Sheets that were read and must still be as they were. */
  unmoved?: readonly Sheet[];
};

const wasOf = (version: number): Change["was"] => (version === 0 ? "absent" : version);

const sheetChange = ({ version, ...data }: Sheet, events: readonly Event[]): Change => ({
  key: sheetKey(data.roundId, data.personId),
  kind: "sheet",
  schema: SCHEMA,
  was: wasOf(version),
  events,
  data,
});

const cardChange = ({ version, ...data }: Scorecard, events: readonly Event[]): Change => ({
  key: cardKey(data.applicationId, data.personId),
  kind: "scorecard",
  schema: SCHEMA,
  was: wasOf(version),
  events,
  data,
});

const headChange = ({ version, ...data }: ScoringHead, was: number, events: readonly Event[]): Change => ({
  key: scoringKey(data.roundId),
  kind: "scoring",
  schema: SCHEMA,
  was: wasOf(was),
  events,
  data,
});

/** One bid as it is scored: its head and the submission that stands. */
export type ScoredBid = { head: Head; submission: StoredSubmission | undefined };

/** Scoring heads, sheets and cards (DOMAIN 8). */
export const scoringStore = (table: Table) => {
  const stands = (key: { pk: string; sk: string }, version: number) => ({
    ConditionCheck: {
      TableName: table.name,
      Key: { ...key },
      ConditionExpression: version === 0 ? "attribute_not_exists(pk)" : "#version = :was",
      ...(version === 0
        ? {}
        : { ExpressionAttributeNames: { "#version": "version" }, ExpressionAttributeValues: { ":was": version } }),
    },
  });

  return {
    /** All numbers of a round in ONE query; undefined while its scoring is not prepared. EXACT. */
    round: async (roundId: string): Promise<RoundScoring | undefined> =>
      roundScoringOf(await table.query(scoringKey(roundId).pk)),

    /** All cards of one bid with their words, in one query. Whoever shows them asks `isRevealed` and `mayOpen` first. EXACT. */
    cardsOf: async (applicationId: string): Promise<Scorecard[]> =>
      (await table.query(cardKey(applicationId, "").pk)).map((raw) => CardItem.parse(raw)),

    /** One person's card of one bid. */
    card: async (applicationId: string, personId: string): Promise<KeptCard | undefined> =>
      cardFrom(await table.get(cardKey(applicationId, personId))),

    /** One person's cards of some bids, in one hop; in the order asked. */
    cards: async (applicationIds: readonly string[], personId: string): Promise<(KeptCard | undefined)[]> =>
      (await table.getMany(applicationIds.map((id) => cardKey(id, personId)))).map(cardFrom),

    /** What a person declared last, by group. */
    interests: async (personId: string): Promise<KeptInterests> =>
      interestsFrom(await table.get(interestsKey(personId))),

    /** Heads and a person's sheets of some rounds, in one hop; undefined where nothing is prepared. In the order asked. */
    ofPerson: async (
      roundIds: readonly string[],
      personId: string,
    ): Promise<({ head: ScoringHead; sheet: Sheet | undefined } | undefined)[]> => {
      const raws = await table.getMany(roundIds.flatMap((id) => [scoringKey(id), sheetKey(id, personId)]));
      return roundIds.map((_, n) => {
        const [head, sheet] = [raws[2 * n], raws[2 * n + 1]];
        if (head === undefined) return undefined;
        return { head: HeadItem.parse(head), sheet: sheet === undefined ? undefined : SheetItem.parse(sheet) };
      });
    },

    /** The heads of some applications, in one hop. */
    heads: async (applicationIds: readonly string[]): Promise<Head[]> =>
      (await table.getMany(applicationIds.map(applicationKey))).flatMap((raw) => headOf(raw) ?? []),

    /**
     * Applications with the submission of the number that the scoring head names, in one hop. Where another stands by now
     * (the round was extended), a second hop reads that.
     */
    bids: async (submissions: Readonly<Record<string, number>>): Promise<ScoredBid[]> => {
      const named = Object.entries(submissions);
      const raws = await table.getMany(
        named.flatMap(([id, number]) => [applicationKey(id), submissionKey(id, number)]),
      );
      const found = named.flatMap((_, n): ScoredBid[] => {
        const head = headOf(raws[2 * n]);
        const raw = raws[2 * n + 1];
        return head === undefined
          ? []
          : [{ head, submission: raw === undefined ? undefined : StoredSubmission.parse(raw) }];
      });
      const moved = found.filter(({ head, submission }) => head.latest?.number !== submission?.number);
      const fresh = await table.getMany(moved.map(({ head }) => submissionKey(head.id, head.latest?.number ?? 0)));
      const byId = new Map(moved.map(({ head }, n) => [head.id, fresh[n]]));
      return found.map((bid) => {
        const raw = byId.get(bid.head.id);
        return raw === undefined ? bid : { ...bid, submission: StoredSubmission.parse(raw) };
      });
    },

    /**
     * Saves a card alone, under the version it carries: what is typed. `repeated` and `refused` come with the card that the
     * write met.
     */
    saveCard: async (
      card: Scorecard,
      write: Write,
      events: readonly Event[] = [],
    ): Promise<{ outcome: Outcome["outcome"]; met: KeptCard | undefined }> => {
      const outcome = await table.write([cardChange(card, events)], write);
      return { outcome: outcome.outcome, met: outcome.outcome === "done" ? undefined : cardFrom(outcome.found) };
    },

    /**
     * What a write carries beside its own changes so that no score comes between: the head moves on, so that whoever submits at
     * this moment reads again, and every sheet must still be as it was read. Nothing prepared must stay so.
     */
    untouched: (
      roundId: string,
      scoring: RoundScoring | undefined,
    ): { changes: Change[]; others: ReturnType<typeof stands>[] } => {
      if (scoring === undefined) return { changes: [], others: [stands(scoringKey(roundId), 0)] };
      const { head, sheets } = scoring;
      const people = new Set([...head.panel, ...sheets].map(({ personId }) => personId));
      return {
        changes: [headChange(head, head.version, [])],
        others: [...people].map((personId) =>
          stands(sheetKey(roundId, personId), sheets.find((sheet) => sheet.personId === personId)?.version ?? 0),
        ),
      };
    },

    /**
     * What happened to sheets and cards together with the head, in one transaction: whoever finishes is finished in the write
     * that brings the last card, and the one reveal is in the write of the last to finish. `refused`: something moved.
     */
    move: ({ head, sheets = [], cards = [], interests, unmoved = [] }: Moving, write: Write): Promise<Outcome> => {
      const isSame = head.was === head.becomes && head.events.length === 0;
      const kept: Change[] =
        interests === undefined
          ? []
          : [
              {
                key: interestsKey(interests.personId),
                kind: "interests",
                schema: SCHEMA,
                was: wasOf(interests.kept.version),
                events: [],
                data: { personId: interests.personId, interests: interests.kept.interests },
              },
            ];
      return table.write(
        [
          ...(isSame ? [] : [headChange(head.becomes, head.was?.version ?? 0, head.events)]),
          ...sheets.map(({ sheet, events }) => sheetChange(sheet, events)),
          ...cards.map(({ card, events }) => cardChange(card, events)),
          ...kept,
        ],
        write,
        [
          ...(isSame ? [stands(scoringKey(head.becomes.roundId), head.becomes.version)] : []),
          ...unmoved.map((sheet) => stands(sheetKey(sheet.roundId, sheet.personId), sheet.version)),
        ],
      );
    },
  };
};
