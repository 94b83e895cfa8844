import type { scoring as contract } from "../shared/contract/scoring.ts";
import type { RulingLine } from "../shared/contract/scoring-views.ts";
import type { Asked, Reply } from "../shared/contract.ts";
import { Refused } from "../shared/problem.ts";
import { type Declaration, wantsRuling } from "../shared/rules/interest.ts";
import { toInstant } from "../shared/rules/london.ts";
import { rulerFor, withFinish } from "../shared/rules/reveal.ts";
import type { Sheet } from "../shared/rules/scoring.ts";
import { cleanText } from "../shared/rules/text.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { happenedIn, type Scene, scoringWork, seatOf, sheetOf, trusteeRound, withSheet } from "./scoring-work.ts";

type Contract = typeof contract;

/** A declaration as its pages show it. */
export const declarationFacts = ({ kind, about, backed, at, late, takenBack, ruling }: Declaration) => ({
  kind,
  ...(about === undefined ? {} : { about }),
  ...(backed === undefined ? {} : { backed }),
  at,
  late: late === true,
  takenBack: takenBack === true,
  ...(ruling === undefined ? {} : { ruling }),
});

const RULED_BY_OTHERS = {
  rule: "interest/ruling",
  detail: "The chair decides about interests, and the deputy about the chair’s own.",
};
const NOTHING_TO_RULE = {
  rule: "interest/ruling",
  detail: "There is no interest that waits for a decision here. Open the page again.",
};

/** What the chair, or the deputy, decides about interests. */
export const scoringRulings = (deps: Pick<Deps, "store">) => {
  const { store } = deps;
  const { goneOf, sitting, untilWritten } = scoringWork(deps);

  type Found = Scene & { sheet: Sheet };
  const linesOf = async ({ scoring: { head, sheets } }: Found, caller: Caller): Promise<RulingLine[]> => {
    const mine = sheets.flatMap(({ personId, declarations }) =>
      Object.entries(declarations)
        .filter(
          ([id, one]) =>
            (one.ruling !== undefined && one.ruling.by === caller.personId) ||
            (wantsRuling(one) && rulerFor(head.panel, sheets, personId, id) === caller.personId),
        )
        .map(([applicationId, declaration]) => ({ personId, applicationId, declaration })),
    );
    const bids = new Map(
      (await store.scoring.heads(mine.map(({ applicationId }) => applicationId))).map((bid) => [bid.id, bid]),
    );
    return mine.flatMap(({ personId, applicationId, declaration }) => {
      const bid = bids.get(applicationId);
      if (bid === undefined) return [];
      const { organisationName, title } = bid;
      const name = seatOf(head, personId)?.name ?? "Somebody who sat before";
      return [{ personId, name, applicationId, organisationName, title, ...declarationFacts(declaration) }];
    });
  };

  const shown = async (found: Found, caller: Caller, at: number): Promise<Reply<Contract["rulings"]>> => {
    const { scoring, round, form, sheet, status } = found;
    const lines = await linesOf(found, caller);
    return {
      at: toInstant(at),
      round: trusteeRound({ round, form, head: scoring.head, sheet }, caller.personId, status, at),
      // What waits comes first, the oldest before the others.
      lines: lines.toSorted(
        (a, b) => Number(a.ruling !== undefined) - Number(b.ruling !== undefined) || a.at.localeCompare(b.at),
      ),
    };
  };

  const ruling = async (
    roundId: string,
    { personId, applicationId, decision, reason, writeId }: Asked<Contract["rule"]>["body"],
    caller: Caller,
    at: number,
  ): Promise<Reply<Contract["rule"]> | "moved"> => {
    const found = await sitting(roundId, caller, at);
    const { scoring, status } = found;
    const { head, sheets } = scoring;
    if (scoring.writeIds.sheets[personId] === writeId) return shown(found, caller, at);
    if (rulerFor(head.panel, sheets, personId, applicationId) !== caller.personId)
      throw new Refused("forbidden", RULED_BY_OTHERS);
    const sheet = sheetOf(scoring, personId);
    const declaration = sheet.declarations[applicationId];
    if (declaration === undefined || !wantsRuling(declaration) || status === "decided")
      throw new Refused("wrong-state", NOTHING_TO_RULE);
    const ruled: Declaration = {
      ...declaration,
      ruling: { decision, reason: cleanText(reason), by: caller.personId, at: toInstant(at) },
    };
    const next: Sheet = { ...sheet, declarations: { ...sheet.declarations, [applicationId]: ruled } };
    const after = withSheet(sheets, next);
    const gone = await goneOf(head, personId, next);
    const becomes = withFinish(head, after, { changed: [personId], gone }, at);
    const reveals = becomes.revealedAt !== undefined && head.revealedAt === undefined;
    const happened = happenedIn(roundId, caller, at);
    const { outcome } = await store.scoring.move(
      {
        head: { was: head, becomes, events: reveals ? [{ type: "scoring-revealed", ...happened }] : [] },
        sheets: [{ sheet: next, events: [{ type: "interest-ruled", ...happened, personId, applicationId, decision }] }],
      },
      { writeId, at },
    );
    if (outcome === "refused") return "moved";
    return shown({ ...found, scoring: { ...scoring, head: becomes, sheets: after } }, caller, at);
  };

  return {
    read: async (roundId: string, caller: Caller, at: number) => shown(await sitting(roundId, caller, at), caller, at),

    rule: (roundId: string, body: Asked<Contract["rule"]>["body"], caller: Caller, at: number) =>
      untilWritten(() => ruling(roundId, body, caller, at)),
  };
};
