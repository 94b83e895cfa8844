import type { scoring as contract } from "../shared/contract/scoring.ts";
import type { OfficeScoring, RegisterLine, ScoringLine, SeatProgress } from "../shared/contract/scoring-views.ts";
import type { Reply } from "../shared/contract.ts";
import { Refused } from "../shared/problem.ts";
import { SIGNED_FOR } from "../shared/rules/document.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { standingOf } from "../shared/rules/interest.ts";
import { type RegisterRow, registerCsv } from "../shared/rules/interest-facts.ts";
import { londonDate, toInstant } from "../shared/rules/london.ts";
import { leastScorersFor } from "../shared/rules/panel.ts";
import { hasCard, hiddenFrom, progressOf } from "../shared/rules/reveal.ts";
import { roundStatus } from "../shared/rules/round.ts";
import { isScored } from "../shared/rules/scorecard.ts";
import { hasEnded, isRevealed, type Seat } from "../shared/rules/scoring.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { knownFund } from "./rounds.ts";
import { isTrustee, type Prepared, scoringPrepare, type Wanted } from "./scoring-prepare.ts";
import { declarationFacts } from "./scoring-rulings.ts";
import { scoringWork, sheetOf } from "./scoring-work.ts";
import type { Head } from "./store/application-items.ts";
import type { RoundScoring } from "./store/scoring.ts";

type Contract = typeof contract;

type Found = Prepared & { form: Fund };

const seatLine = (seat: Seat, { head, sheets }: RoundScoring): SeatProgress => {
  const sheet = sheetOf({ head, sheets }, seat.personId);
  const standings = Object.keys(head.assigned).map((id) => standingOf(sheet.declarations[id]));
  const count = (wanted: string): number => standings.filter((standing) => standing === wanted).length;
  const { submitted, of } = progressOf(head, seat.personId, sheet);
  const finishedAt = head.finished[seat.personId];
  return {
    ...seat,
    ...{ toScore: of, submitted, toDeclare: count("undeclared"), waiting: count("waits"), recused: count("recused") },
    ...(finishedAt === undefined ? {} : { finishedAt }),
  };
};

const bidLine = (bid: Head, form: Fund, scoring: RoundScoring | undefined): ScoringLine => {
  const { id, organisationName, title, state, askedPence = 0 } = bid;
  const scorers = scoring?.head.assigned[id] ?? [];
  const sheets = (scoring?.sheets ?? []).filter(({ personId }) => scorers.includes(personId));
  return {
    ...{ id, organisationName, title, state, askedPence, scorers },
    hiddenFrom: hiddenFrom(sheets, id),
    least: leastScorersFor(form.scoring, askedPence),
    submitted: sheets.filter((sheet) => hasCard(sheet, id)).length,
    gone: !isScored(state),
  };
};

/** Every declaration with the names of those it is about; of people who sit no longer too. No score is in it. */
const registerRows = ({ scoring, bids, people }: Found): (RegisterRow & { personId: string })[] => {
  if (scoring === undefined) return [];
  const { head, sheets } = scoring;
  const names = new Map([
    ...people.map(({ id, name }): [string, string] => [id, name]),
    ...head.panel.map(({ personId, name }): [string, string] => [personId, name]),
  ]);
  const nameOf = (personId: string) => names.get(personId) ?? personId;
  const known = new Map(bids.map((bid) => [bid.id, bid]));
  return sheets.flatMap(({ personId, declarations }) =>
    Object.entries(declarations).map(([applicationId, declaration]) => ({
      ...{ personId, name: nameOf(personId), applicationId },
      organisationName: known.get(applicationId)?.organisationName ?? "",
      title: known.get(applicationId)?.title ?? "",
      standing: standingOf(declaration),
      declaration,
      ruledByName: declaration.ruling === undefined ? undefined : nameOf(declaration.ruling.by),
    })),
  );
};

/** Of the register, what the office's page lists: interests, and what was one before. */
const registerLines = (rows: ReturnType<typeof registerRows>): RegisterLine[] =>
  rows.flatMap(({ declaration, ruledByName = "", ...row }) => {
    const { ruling, ...facts } = declarationFacts(declaration);
    const { earlier = [] } = declaration;
    const isInterest = facts.kind !== "none" || facts.backed === true || facts.takenBack;
    if (!isInterest && earlier.length === 0) return [];
    return [
      { ...row, ...facts, earlier, ...(ruling === undefined ? {} : { ruling: { ...ruling, byName: ruledByName } }) },
    ];
  });

const CSV = "text/csv; charset=utf-8";

/** What the office does for scoring: preparing, following, and the register. */
export const scoringOffice = (deps: Pick<Deps, "store" | "files" | "newId">) => {
  const { store, files, newId } = deps;
  const { untilWritten } = scoringWork(deps);
  const prepared = scoringPrepare(deps);

  /** Two hops: the round, its list, its scoring and who has a role; then the bids and the people. */
  const read = async (roundId: string, seats: readonly string[], at: number): Promise<Found> => {
    const [{ round, form, closures, listed }, scoring, { holders }] = await Promise.all([
      store.desk.round(roundId),
      store.scoring.round(roundId),
      store.roles.register(),
    ]);
    const held = Object.entries(holders).filter(([, roles]) => roles.includes("trustee") || roles.includes("chair"));
    const [bids, people] = await Promise.all([
      store.scoring.heads(listed.filter(({ submittedAt }) => submittedAt !== undefined).map(({ id }) => id)),
      store.people.people([...new Set([...held.map(([id]) => id), ...seats])]),
    ]);
    return {
      round,
      form: form ?? knownFund(round.fundId),
      status: roundStatus(round, closures, at),
      scoring,
      bids: bids.toSorted((a, b) => a.id.localeCompare(b.id)),
      people,
    };
  };

  const shown = (found: Found, at: number): OfficeScoring => {
    const { round, form, status, scoring, bids, people } = found;
    const head = scoring?.head;
    const ended = head !== undefined && hasEnded(head, at);
    return {
      at: toInstant(at),
      roundId: round.id,
      roundTitle: round.title,
      fundName: form.name,
      roundClosed: status === "closed" || status === "decided",
      meetingOn: round.timetable.meetingOn,
      version: head?.version ?? 0,
      candidates: people
        .filter(isTrustee)
        .map(({ id, name, roles }) => ({ personId: id, name, chair: roles.includes("chair") }))
        .toSorted((a, b) => a.name.localeCompare(b.name)),
      seats: scoring === undefined ? [] : scoring.head.panel.map((seat) => seatLine(seat, scoring)),
      ...(head === undefined ? {} : { endsAt: head.endsAt }),
      ended,
      revealed: head !== undefined && isRevealed(head, at),
      ...(head?.revealedAt === undefined ? {} : { revealedAt: head.revealedAt }),
      bids: bids.map((bid) => bidLine(bid, form, scoring)),
      interests: registerLines(registerRows(found)),
      may: {
        prepare: status === "closed" && !ended,
        enterPaper: status === "closed" && head !== undefined && !ended,
      },
    };
  };

  return {
    read: async (roundId: string, at: number): Promise<OfficeScoring> => shown(await read(roundId, [], at), at),

    prepare: (roundId: string, body: Wanted, caller: Caller, at: number) =>
      untilWritten(async () => {
        const found = await read(
          roundId,
          body.panel.map(({ personId }) => personId),
          at,
        );
        const scoring = await prepared(found, body, caller, at);
        return scoring === "moved" ? scoring : shown({ ...found, scoring }, at);
      }),

    register: async (roundId: string, at: number): Promise<Reply<Contract["register"]>> => {
      const found = await read(roundId, [], at);
      if (found.scoring === undefined) throw new Refused("not-found");
      const rows = registerRows(found);
      const name = `${roundId} interests ${londonDate(toInstant(at))}.csv`;
      const key = `exports/${roundId}/${newId("x")}.csv`;
      const versionId = await files.write({ key, contentType: CSV, bytes: Buffer.from(registerCsv(rows)) });
      return {
        url: await files.signDownload({ key, versionId, name, contentType: CSV }),
        name,
        expiresAt: toInstant(at + SIGNED_FOR),
        lines: rows.length,
      };
    },
  };
};
