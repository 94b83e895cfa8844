import type { scoring as contract } from "../shared/contract/scoring.ts";
import type { Asked, Reply } from "../shared/contract.ts";
import { Refused, refuseIf } from "../shared/problem.ts";
import { toInstant } from "../shared/rules/london.ts";
import { mayOpen } from "../shared/rules/reveal.ts";
import { cardFindings, cleanEntries, criterionFindings, scoringRefusal } from "../shared/rules/scorecard.ts";
import type { Scorecard } from "../shared/rules/scoring.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { happenedIn, scoringWork, seatOf, sheetOf } from "./scoring-work.ts";

type Contract = typeof contract;

const NO_SEAT = { rule: "scoring/seat", detail: "This person does not sit on the panel of this round." };
const NOT_OPEN = {
  rule: "scoring/paper-interest",
  detail: "This person has an interest in the bid, or has not declared in all bids. No card of theirs can be entered.",
};
const BEGUN = {
  rule: "scoring/paper-begun",
  detail: "This person has begun a card of this bid in the portal. Ask them to finish it there.",
};

/** Cards that came on paper. The officer sees nothing of any card, not of the one that was entered before either. */
export const scoringPaper = (deps: Pick<Deps, "store">) => {
  const { store } = deps;
  const { scene, untilWritten } = scoringWork(deps);

  const entering = async (
    roundId: string,
    { applicationId, personId, entries, writeId }: Asked<Contract["enterPaper"]>["body"],
    caller: Caller,
    at: number,
  ): Promise<Reply<Contract["enterPaper"]> | "moved"> => {
    const [{ scoring, form, status }, application, kept] = await Promise.all([
      scene(roundId, at),
      store.applications.head(applicationId),
      store.scoring.card(applicationId, personId),
    ]);
    const { head } = scoring;
    if (application === undefined || head.assigned[applicationId] === undefined) throw new Refused("not-found");
    const enteredAt = toInstant(at);
    if (kept?.writeId === writeId) return { state: "to-confirm", enteredAt: kept.card.enteredAt ?? enteredAt };
    if (seatOf(head, personId) === undefined) throw new Refused("wrong-state", NO_SEAT);
    if (mayOpen(scoring, personId, applicationId) !== "allowed") throw new Refused("wrong-state", NOT_OPEN);
    const refusal = scoringRefusal(
      { head, personId, applicationId, state: application.state, roundStatus: status },
      at,
    );
    if (refusal !== undefined) throw new Refused("wrong-state", refusal);
    // Only what an officer entered, and nobody has touched since, may be entered again.
    if (kept !== undefined && kept.card.state !== "to-confirm") throw new Refused("wrong-state", BEGUN);
    const clean = cleanEntries(entries);
    refuseIf([...criterionFindings(form.criteria, clean), ...cardFindings(form.criteria, clean)]);
    const card: Scorecard = {
      ...{ applicationId, roundId, personId, entries: clean, enteredAt },
      state: "to-confirm",
      savedAt: enteredAt,
      enteredBy: caller.personId,
      version: kept?.card.version ?? 0,
    };
    const sheet = sheetOf(scoring, personId);
    const toConfirm = [...new Set([...(sheet.toConfirm ?? []), applicationId])];
    const { outcome } = await store.scoring.move(
      {
        head: { was: head, becomes: head, events: [] },
        sheets: [{ sheet: { ...sheet, toConfirm }, events: [] }],
        cards: [
          {
            card,
            events: [{ type: "card-entered", ...happenedIn(roundId, caller, at), personId, applicationId }],
          },
        ],
      },
      { writeId, at },
    );
    return outcome === "refused" ? "moved" : { state: "to-confirm", enteredAt };
  };

  return (roundId: string, body: Asked<Contract["enterPaper"]>["body"], caller: Caller, at: number) =>
    untilWritten(() => entering(roundId, body, caller, at));
};
