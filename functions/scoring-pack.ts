import type { scoring as contract } from "../shared/contract/scoring.ts";
import type { PackLine, TrusteeBid } from "../shared/contract/scoring-views.ts";
import type { Reply } from "../shared/contract.ts";
import { FUNDS } from "../shared/funds/funds.ts";
import { Refused } from "../shared/problem.ts";
import { hasRole } from "../shared/rules/access.ts";
import { documentsJudged, factsOf } from "../shared/rules/document.ts";
import { standingOf } from "../shared/rules/interest.ts";
import { toInstant } from "../shared/rules/london.ts";
import { assignedTo, mayOpen, progressOf } from "../shared/rules/reveal.ts";
import { roundStatus } from "../shared/rules/round.ts";
import { isScored } from "../shared/rules/scorecard.ts";
import { hasEnded, isRevealed } from "../shared/rules/scoring.ts";
import { withoutContacts } from "../shared/rules/without-contacts.ts";
import { roundOf } from "./application-work.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { knownFund } from "./rounds.ts";
import {
  cardView,
  moveRefusal,
  refuseUnlessOpened,
  scoringWork,
  seatOf,
  sheetOf,
  trusteeRound,
} from "./scoring-work.ts";
import { standingsIn } from "./store/due-diligence.ts";

type Contract = typeof contract;

/** What trustees read: their rounds, a pack, one bid beside their card. */
export const scoringPack = (deps: Pick<Deps, "store" | "newWriteId">) => {
  const { store, newWriteId } = deps;
  const { sitting, scene } = scoringWork(deps);

  return {
    /** Two hops: which rounds there are; those rounds with their scoring and one's own sheets. */
    rounds: async ({ personId }: Caller, at: number): Promise<Reply<Contract["rounds"]>> => {
      const ids = await store.rounds.idsOf(FUNDS.map(({ id }) => id));
      const [{ rounds, closures }, mine] = await Promise.all([
        store.rounds.byIds(ids),
        store.scoring.ofPerson(ids, personId),
      ]);
      const lines = rounds.flatMap((round) => {
        const found = mine[ids.indexOf(round.id)];
        if (found === undefined || seatOf(found.head, personId) === undefined) return [];
        const form = knownFund(round.fundId);
        return [trusteeRound({ round, form, ...found }, personId, roundStatus(round, closures, at), at)];
      });
      // What is to be done first, comes first.
      return {
        at: toInstant(at),
        rounds: lines.toSorted((a, b) => Number(a.decided) - Number(b.decided) || a.endsAt.localeCompare(b.endsAt)),
      };
    },

    /** Two hops: the round's numbers; then heads and one's own cards of its bids. */
    pack: async (roundId: string, caller: Caller, at: number): Promise<Reply<Contract["pack"]>> => {
      const { scoring, round, form, sheet, status } = await sitting(roundId, caller, at);
      const { head } = scoring;
      const ids = Object.keys(head.assigned).toSorted();
      const [heads, cards] = await Promise.all([store.scoring.heads(ids), store.scoring.cards(ids, caller.personId)]);
      const mine = assignedTo(head, caller.personId);
      const bids = heads.map((bid): PackLine => {
        const { id, organisationName, title, state, askedPence } = bid;
        const standing = standingOf(sheet.declarations[id]);
        const card = cards[ids.indexOf(id)]?.card.state;
        const line = { id, organisationName, title, standing, assigned: mine.includes(id) };
        if (standing !== "clear") return { ...line, gone: false };
        return {
          ...line,
          gone: !isScored(state) && state !== "awarded" && state !== "declined" && state !== "reserved",
          ...(askedPence === undefined ? {} : { askedPence }),
          ...(card === undefined ? {} : { card }),
        };
      });
      return {
        at: toInstant(at),
        round: trusteeRound({ round, form, head, sheet }, caller.personId, status, at),
        bids,
      };
    },

    /** Two hops: all that its id names; then that it was read is kept, before it is shown. */
    bid: async (id: string, caller: Caller, at: number): Promise<TrusteeBid> => {
      const { personId } = caller;
      const [{ scoring, round, form, status }, whole, kept] = await Promise.all([
        scene(roundOf(id), at),
        store.applications.whole(id),
        store.scoring.card(id, personId),
      ]);
      refuseUnlessOpened(scoring, caller, id, whole?.head);
      const submission = whole?.submissions.find(({ number }) => number === whole.head.latest?.number);
      if (whole === undefined || submission === undefined || whole.head.deletedOn !== undefined)
        throw new Refused("not-found");
      const { head: application, documents } = whole;
      const { head } = scoring;
      const standings = standingsIn(whole.sheet, submission.number);
      const enteredBy = kept?.card.enteredBy;
      const [[officer]] = await Promise.all([
        store.people.people(enteredBy === undefined ? [] : [enteredBy]),
        store.desk.saw(
          { subject: id, personId, as: hasRole(caller, "chair") ? "chair" : "trustee", how: "read" },
          { writeId: newWriteId(), at },
        ),
      ]);
      const open = Object.keys(head.assigned)
        .filter((other) => mayOpen(scoring, personId, other) === "allowed")
        .toSorted();
      const [previous, next] = [open[open.indexOf(id) - 1], open[open.indexOf(id) + 1]];
      const state = kept?.card.state ?? "draft";
      const facts = { scoring, application, status };
      const may = (move: "save" | "submit" | "reopen" | "confirm") =>
        moveRefusal(facts, personId, state, move, at) === undefined;
      return {
        at: toInstant(at),
        id,
        roundId: round.id,
        roundTitle: round.title,
        fundName: form.name,
        organisationName: application.organisationName,
        title: application.title,
        askedPence: submission.content.requestedPence,
        endsAt: head.endsAt,
        ended: hasEnded(head, at),
        revealed: isRevealed(head, at),
        form,
        submission: withoutContacts(submission.content),
        ...(standings.length === 0 ? {} : { standings }),
        documents: documentsJudged(
          submission.content.documents.map(({ documentId }) => documentId),
          documents,
        ).map(factsOf),
        card: cardView(kept?.card, officer?.name),
        assigned: assignedTo(head, personId).includes(id),
        may: { save: may("save"), submit: may("submit"), reopen: may("reopen"), confirm: may("confirm") },
        ...(previous === undefined ? {} : { previous }),
        ...(next === undefined ? {} : { next }),
        progress: progressOf(head, personId, sheetOf(scoring, personId)),
      };
    },
  };
};
