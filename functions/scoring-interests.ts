import type { scoring as contract } from "../shared/contract/scoring.ts";
import type { InterestLine } from "../shared/contract/scoring-views.ts";
import type { Asked, Reply } from "../shared/contract.ts";
import type { Event } from "../shared/events.ts";
import { Refused, refuseIf } from "../shared/problem.ts";
import { type Finding, finding } from "../shared/rules/finding.ts";
import {
  type Declaration,
  declarationFindings,
  declared,
  type InterestKind,
  type Said,
  standingInterests,
  standingOf,
  wantsRuling,
} from "../shared/rules/interest.ts";
import { interestFacts } from "../shared/rules/interest-facts.ts";
import { toInstant } from "../shared/rules/london.ts";
import { rulerFor, withFinish } from "../shared/rules/reveal.ts";
import { isScored } from "../shared/rules/scorecard.ts";
import type { Scorecard, Sheet } from "../shared/rules/scoring.ts";
import { cleanText } from "../shared/rules/text.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { declarationFacts } from "./scoring-rulings.ts";
import { happenedIn, type Scene, scoringWork, seatOf, trusteeRound, withSheet } from "./scoring-work.ts";
import type { KeptInterests, ScoredBid } from "./store/scoring.ts";

type Contract = typeof contract;
type SaidOf = Said & { applicationId: string };

/** As many cards as one transaction can take back beside head, sheet and interests. */
const MOST_LATE = 90;

/** What somebody has who belongs to the group. */
const OF_A_MEMBER: InterestKind = "direct";

const DECIDED = {
  rule: "interest/decided",
  detail: "This round is decided. Tell the office about an interest that comes up now.",
};

const lineOf = (
  { head, submission }: ScoredBid,
  form: Scene["form"],
  declaration: Declaration | undefined,
  known: KeptInterests,
  caller: Caller,
): InterestLine => {
  const { id, organisationId, organisationName, title } = head;
  const before = known.interests.find((interest) => interest.organisationId === organisationId);
  const facts =
    submission === undefined
      ? { area: [], contacts: [], partners: "", suppliers: [] }
      : interestFacts(form, submission.content);
  const proposed = caller.organisations.includes(organisationId)
    ? { kind: OF_A_MEMBER, about: "I belong to this group.", at: head.startedAt }
    : before;
  return {
    ...{ id, organisationId, organisationName, title },
    ...facts,
    standing: standingOf(declaration),
    ...(declaration === undefined ? {} : { declared: declarationFacts(declaration) }),
    ...(declaration !== undefined || proposed === undefined
      ? {}
      : {
          proposed: {
            kind: proposed.kind,
            at: proposed.at,
            ...(proposed.about === undefined ? {} : { about: proposed.about }),
          },
        }),
  };
};

/** `interest/member`: whoever belongs to a group in the portal has a direct interest in its bid. */
const memberFindings = (said: readonly SaidOf[], bids: readonly ScoredBid[], caller: Caller): Finding[] =>
  said.flatMap(({ applicationId, kind }, n) => {
    const bid = bids.find(({ head }) => head.id === applicationId);
    const isMember = bid !== undefined && caller.organisations.includes(bid.head.organisationId);
    return isMember && kind !== OF_A_MEMBER
      ? [finding("interest/member", `/declarations/${n}/kind`, "You belong to this group. Declare a direct interest.")]
      : [];
  });

/** Declaring interests, and ruling on them. */
export const scoringInterests = (deps: Pick<Deps, "store">) => {
  const { store } = deps;
  const { sitting, untilWritten } = scoringWork(deps);

  /** Two hops: what the round's id and the person name, then the bids. */
  const read = async (roundId: string, caller: Caller, at: number) => {
    const [scene, known] = await Promise.all([sitting(roundId, caller, at), store.scoring.interests(caller.personId)]);
    const { assigned, submissions } = scene.scoring.head;
    const named = Object.fromEntries(Object.keys(assigned).map((id) => [id, submissions[id] ?? 1]));
    return { ...scene, known, bids: await store.scoring.bids(named) };
  };
  type Found = Awaited<ReturnType<typeof read>>;

  const shown = (found: Found, caller: Caller, at: number): Reply<Contract["interests"]> => {
    const { scoring, form, sheet, known, bids, round, status } = found;
    const asked = seatOf(scoring.head, caller.personId)?.asked;
    return {
      at: toInstant(at),
      round: trusteeRound({ round, form, head: scoring.head, sheet }, caller.personId, status, at),
      version: sheet.version,
      ...(asked === undefined ? {} : { asked }),
      bids: bids
        .map((bid) => lineOf(bid, form, sheet.declarations[bid.head.id], known, caller))
        .toSorted((a, b) => a.id.localeCompare(b.id)),
    };
  };

  /** Cards of bids that an interest came up in after they could be opened: withdrawn, and kept. */
  const withdrawn = async (late: readonly string[], caller: Caller, at: number) => {
    const kept = late.length === 0 ? [] : await store.scoring.cards(late, caller.personId);
    return kept.flatMap((one) => {
      if (one === undefined || one.card.state !== "submitted") return [];
      const card: Scorecard = { ...one.card, state: "withdrawn", withdrawnAt: toInstant(at) };
      const { roundId, personId, applicationId } = card;
      const event: Event = { type: "card-withdrawn", ...happenedIn(roundId, caller, at), personId, applicationId };
      return [{ card, events: [event] }];
    });
  };

  const eventsOf = (found: Found, sheet: Sheet, changed: readonly string[], caller: Caller, at: number): Event[] => {
    const { head, sheets } = found.scoring;
    const happened = { ...happenedIn(head.roundId, caller, at), personId: caller.personId };
    return [
      { type: "interests-declared", ...happened },
      ...changed.flatMap((applicationId): Event[] => {
        const declaration = sheet.declarations[applicationId];
        const ruler = rulerFor(head.panel, withSheet(sheets, sheet), caller.personId, applicationId);
        if (declaration === undefined || ruler === undefined) return [];
        const wants = wantsRuling(declaration);
        if (declaration.late === true)
          return [{ type: "interest-declared-late", ...happened, applicationId, ruler, wantsRuling: wants }];
        return wants ? [{ type: "interest-asked", ...happened, applicationId, ruler }] : [];
      }),
    ];
  };

  const declaring = async (
    roundId: string,
    { version, declarations, writeId }: Asked<Contract["declare"]>["body"],
    caller: Caller,
    at: number,
  ): Promise<Reply<Contract["declare"]> | "moved"> => {
    const found = await read(roundId, caller, at);
    const { scoring, sheet, known, bids, status } = found;
    const { head } = scoring;
    if (scoring.writeIds.sheets[caller.personId] === writeId) return shown(found, caller, at);
    if (status === "decided") throw new Refused("wrong-state", DECIDED);
    const said = declarations.map(({ about, ...one }): SaidOf => ({ ...one, about: cleanText(about ?? "").trim() }));
    refuseIf([
      ...declarationFindings(said, Object.keys(head.assigned), seatOf(head, caller.personId)?.asked !== undefined),
      ...memberFindings(said, bids, caller),
    ]);
    if (sheet.version !== version)
      throw new Refused("stale", {
        rule: "interest/sheet",
        detail: "Your list changed on another page or device since you opened it.",
      });
    const now = toInstant(at);
    const after = Object.fromEntries(
      said.map(({ applicationId, ...one }) => [applicationId, declared(sheet.declarations[applicationId], one, now)]),
    );
    const changed = Object.keys(after).filter((id) => after[id] !== sheet.declarations[id]);
    const late = changed.filter((id) => after[id]?.late === true && sheet.declarations[id]?.late !== true);
    if (late.length > MOST_LATE)
      throw new Refused("invalid-request", {
        errors: [finding("interest/late", "/declarations", `Declare ${MOST_LATE} later interests at a time.`)],
      });
    const cards = Object.fromEntries(
      Object.entries(sheet.cards).map(([id, card]) => [
        id,
        late.includes(id) && card.withdrawnAt === undefined ? { ...card, withdrawnAt: now } : card,
      ]),
    );
    const next: Sheet = { ...sheet, declarations: { ...sheet.declarations, ...after }, cards };
    const organisationOf = new Map(bids.map((bid) => [bid.head.id, bid.head]));
    const interests = standingInterests(
      known.interests,
      said.flatMap(({ applicationId, ...one }) => {
        const bid = organisationOf.get(applicationId);
        return bid === undefined
          ? []
          : [{ ...one, organisationId: bid.organisationId, organisationName: bid.organisationName }];
      }),
      now,
    );
    const gone = new Set(bids.filter((bid) => !isScored(bid.head.state)).map((bid) => bid.head.id));
    const changing = { changed: [caller.personId], gone };
    const becomes = withFinish(head, withSheet(scoring.sheets, next), changing, at);
    const reveals = becomes.revealedAt !== undefined && head.revealedAt === undefined;
    const { outcome } = await store.scoring.move(
      {
        head: {
          was: head,
          becomes,
          events: reveals ? [{ type: "scoring-revealed", ...happenedIn(roundId, caller, at) }] : [],
        },
        sheets: [{ sheet: next, events: eventsOf(found, next, changed, caller, at) }],
        cards: await withdrawn(late, caller, at),
        interests: { personId: caller.personId, kept: { ...known, interests } },
      },
      { writeId, at },
    );
    if (outcome === "refused") return "moved";
    const stored = { ...next, version: sheet.version + 1 };
    const scoringNow = { ...scoring, head: becomes, sheets: withSheet(scoring.sheets, stored) };
    return shown({ ...found, scoring: scoringNow, sheet: stored }, caller, at);
  };

  return {
    read: async (roundId: string, caller: Caller, at: number) => shown(await read(roundId, caller, at), caller, at),

    declare: (roundId: string, body: Asked<Contract["declare"]>["body"], caller: Caller, at: number) =>
      untilWritten(() => declaring(roundId, body, caller, at)),
  };
};
