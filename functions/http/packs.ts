import { BIDS_AT_ONCE, type PackBid, packs } from "../../shared/contract/packs.ts";
import { Refused } from "../../shared/problem.ts";
import { hasRole, READERS } from "../../shared/rules/access.ts";
import type { DueDiligence } from "../../shared/rules/due-diligence.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { standingFacts } from "../../shared/rules/match-standing.ts";
import { countedCards, isRevealed, type Scorecard } from "../../shared/rules/scoring.ts";
import { withoutContacts } from "../../shared/rules/without-contacts.ts";
import { roundOf } from "../application-work.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { isOwnGroup, keptWords } from "../meeting-view.ts";
import { refuseOutsiders } from "../meeting-work.ts";
import { knownFund } from "../rounds.ts";
import type { RoundScoring, ScoredBid } from "../store/scoring.ts";

const NOT_REVEALED = {
  rule: "packs/after-reveal",
  detail: "The pack holds every score. It is there once scoring has ended.",
};

/** The cards of a bid that count, by name, with their words. */
const cardsOf = (
  scoring: RoundScoring | undefined,
  applicationId: string,
  cards: readonly Scorecard[],
): PackBid["cards"] =>
  scoring === undefined
    ? []
    : countedCards(scoring.head, scoring.sheets, applicationId).flatMap(({ personId }) => {
        const card = cards.find((one) => one.personId === personId);
        const name = scoring.head.panel.find((seat) => seat.personId === personId)?.name ?? "";
        return card === undefined ? [] : [{ personId, name, entries: card.entries }];
      });

const bidOf = (
  { head, submission }: ScoredBid,
  sheet: Pick<DueDiligence, "standings"> | undefined,
  cards: PackBid["cards"],
): PackBid[] =>
  submission === undefined
    ? []
    : [
        {
          id: head.id,
          organisationName: head.organisationName,
          submission: withoutContacts(submission.content),
          standings: standingFacts(sheet?.standings, submission.number),
          cards,
        },
      ];

const answers = ({ store, newWriteId }: Deps): Answers<typeof packs> => ({
  part: async ({ params, query, caller, at }) => {
    const parts = await store.meetings.parts(params.id);
    const meeting = refuseOutsiders(parts?.meeting, caller);
    if (parts === undefined) throw new Refused("not-found");
    const ofRound = parts.scorings.find(({ head }) => head.roundId === meeting.roundId);
    if (ofRound === undefined || !isRevealed(ofRound.head, at)) throw new Refused("wrong-state", NOT_REVEALED);
    const lines = meeting.lines.filter(({ struck }) => !struck);
    const elsewhere = lines.map(({ id }) => roundOf(id)).filter((roundId) => roundId !== meeting.roundId);
    // Bids that were put off at an earlier meeting were scored in another round.
    const scorings = [...parts.scorings, ...(elsewhere.length === 0 ? [] : await store.meetings.scoringsOf(elsewhere))];
    const shown = lines.filter((line) => !keptWords(meeting, line, caller, scorings));
    const from = Number(query.from ?? "0");
    const page = shown.slice(from, from + BIDS_AT_ONCE).map(({ id }) => id);
    const scoringOf = (id: string) => scorings.find(({ head }) => head.roundId === roundOf(id));
    const numbers = Object.fromEntries(page.map((id) => [id, scoringOf(id)?.head.submissions[id] ?? 0]));
    const [bids, sheets, cards] = await Promise.all([
      store.scoring.bids(numbers),
      store.dueDiligence.ofBids(page),
      Promise.all(page.map((id) => store.scoring.cardsOf(id))),
    ]);
    const as = READERS.find((role) => hasRole(caller, role));
    // Whoever reads for the office is in the history of every bid before they have it.
    if (as !== undefined)
      await Promise.all(
        page.map((subject) =>
          store.desk.saw({ subject, personId: caller.personId, as, how: "read" }, { writeId: newWriteId(), at }),
        ),
      );
    return {
      at: toInstant(at),
      form: parts.form ?? knownFund(meeting.fundId),
      bids: page.flatMap((id, n) => {
        const bid = bids.find(({ head }) => head.id === id);
        return bid === undefined || isOwnGroup(caller, bid.head)
          ? []
          : bidOf(bid, sheets[n], cardsOf(scoringOf(id), id, cards[n] ?? []));
      }),
      kept: lines.length - shown.length,
      ...(from + BIDS_AT_ONCE < shown.length ? { next: from + BIDS_AT_ONCE } : {}),
    };
  },
});

export const handler = http(packs, answers);
