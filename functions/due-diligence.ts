import type { Sheet, SheetCheck, SheetMatch } from "../shared/contract/due-diligence.ts";
import { INTEREST_DECLARATION } from "../shared/funds/safety-questions.ts";
import { Refused } from "../shared/problem.ts";
import { hasRole, isMember, isOffice } from "../shared/rules/access.ts";
import {
  CHECK_LABELS,
  type DueDiligence,
  type Ending,
  type Entry,
  type EntryFacts,
  emptySheet,
  entriesOf,
} from "../shared/rules/due-diligence.ts";
import { type Preparing, prepared } from "../shared/rules/due-diligence-checks.ts";
import { checksFor, type Numbers } from "../shared/rules/due-diligence-numbers.ts";
import { documentsFor } from "../shared/rules/form.ts";
import type { Submission } from "../shared/rules/frozen.ts";
import { companyNumber } from "../shared/rules/identifiers.ts";
import { standingOf } from "../shared/rules/interest.ts";
import { matchStages } from "../shared/rules/ledger.ts";
import { londonDate, toInstant } from "../shared/rules/london.ts";
import { changedWords, standingsOf } from "../shared/rules/match-standing.ts";
import { REGISTERS, type Register } from "../shared/rules/register.ts";
import { subsidyTotal } from "../shared/rules/subsidy.ts";
import { roundOf } from "./application-work.ts";
import { comparing } from "./comparisons.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import { sheetFrom } from "./store/due-diligence.ts";
import type { RoundScoring } from "./store/scoring.ts";

const textIn = ({ organisation }: Submission, field: string): string => {
  const value = organisation[field];
  return typeof value === "string" ? value : "";
};

const numbersOf = (content: Submission): Numbers => ({
  type: textIn(content, "type"),
  charityRegister: textIn(content, "charityRegister"),
  charityNumber: textIn(content, "charityNumber"),
  companyNumber: textIn(content, "companyNumber"),
});

/** The number that a register is asked for, in its spelling; undefined where the group gave none of that register. */
export const numberFor = (register: Register, numbers: Numbers): { number: string; linked: number } | undefined => {
  const checks = checksFor(numbers);
  if (register === "companies-house") {
    const read = companyNumber(numbers.companyNumber);
    return checks.includes("company-register") && read.ok ? { number: read.number, linked: 0 } : undefined;
  }
  // Kept as "1076770" or, of a linked charity, "1076770-1"; only the register of England and Wales is asked.
  if (!checks.includes("charity-register") || numbers.charityRegister !== "england-and-wales") return undefined;
  const [, number, linked] = /^(\d{6,7})(?:-(\d{1,3}))?$/.exec(numbers.charityNumber) ?? [];
  return number === undefined ? undefined : { number, linked: Number(linked ?? 0) };
};

/** The register of interests is the officers' own: for others nobody on the panel has a name here. */
const panelOf = (scoring: RoundScoring | undefined, applicationId: string, caller: Caller): Preparing["panel"] =>
  (scoring?.head.panel ?? []).map(({ personId, name }) => ({
    ...(hasRole(caller, "officer") ? { name } : {}),
    kind: scoring?.sheets.find((sheet) => sheet.personId === personId)?.declarations[applicationId]?.kind,
  }));

/** A sheet with all it is prepared from: three hops, because the group's record is known by its bid. */
export const workingOnSheets = (deps: Deps) => {
  const { store, registers } = deps;
  const { ofBid } = comparing(deps);

  /** The bid that stands, its sheet and what the portal finds about it. Refuses `not-found` where nothing was submitted. */
  const read = async (id: string, at: number) => {
    const roundId = roundOf(id);
    const [whole, { round, form }, scoring, decisions, templates] = await Promise.all([
      store.applications.whole(id),
      store.rounds.withForm(roundId),
      store.scoring.round(roundId),
      store.fingerprints.decisionsOf(id),
      store.fingerprints.templates(),
    ]);
    const submission = whole?.submissions.find(({ number }) => number === whole.head.latest?.number);
    if (whole === undefined || form === undefined || submission === undefined) throw new Refused("not-found");
    const { head } = whole;
    const { content, number, receivedAt } = submission;
    const { submissions } = whole;
    const kept = sheetFrom(whole.sheet);
    const sheet: DueDiligence = kept ?? emptySheet(id);
    const today = londonDate(toInstant(at));
    const givenOn = [round.timetable.confirmedBy, today].toSorted().at(-1) ?? today;
    const subsidy = subsidyTotal(sheet.facts.subsidies, content.requestedPence, givenOn);
    const numbers = numbersOf(content);
    const checks = checksFor(numbers);
    const facts: EntryFacts = { checks, trading: sheet.facts.trading, overPence: subsidy.overPence };
    const compared = { documents: whole.documents, kept: { decisions, templates } };
    return {
      head,
      round,
      form,
      number,
      receivedAt,
      submissions,
      content,
      scoring,
      compared,
      kept,
      sheet,
      today,
      givenOn,
      subsidy,
      numbers,
      facts,
    };
  };
  type Found = Awaited<ReturnType<typeof read>>;

  const preparing = async (found: Found, caller: Caller, at: number): Promise<Preparing> => {
    const { head, form, content, scoring, compared, sheet, today, subsidy, numbers } = found;
    const [record, comparisons] = await Promise.all([
      store.records.of(head.organisationId, at),
      ofBid({ head, content, form, documents: compared.documents }, compared.kept),
    ]);
    // What stands in another group's bid is for the office alone, that there is something too.
    const warnings = comparisons.filter(
      ({ severity, relation }) => severity === "warn" && (isOffice(caller) || relation === "own"),
    );
    return {
      ...{ today, numbers, facts: sheet.facts, subsidy, record, lookUps: sheet.lookUps },
      groupName: textIn(content, "name"),
      band: content.band,
      requestedPence: content.requestedPence,
      termMonths: form.termMonths,
      slots: documentsFor(form, content.band).map(({ id, label }) => ({
        ...{ id, label, notYet: content.notYet[id] },
        files: content.documents.filter(({ slot }) => slot === id).length,
      })),
      governingDocumentOn: textIn(content, "governingDocumentOn"),
      keys: REGISTERS.filter(registers.canAsk),
      panel: panelOf(scoring, head.id, caller),
      declared: content.answers[INTEREST_DECLARATION] !== undefined,
      comparisons: {
        ownOnly: !isOffice(caller),
        warnings: warnings.length,
        undecided: warnings.filter(({ decision }) => decision === undefined).length,
        details: isOffice(caller) ? warnings.map(({ other, detail }) => `${other.applicationId}: ${detail}`) : [],
      },
    };
  };

  const named = <T extends { by: string }>(of: T, names: ReadonlyMap<string, string>) => ({
    ...of,
    byName: names.get(of.by) ?? of.by,
  });

  /** The match as it was sent and as it stands now; what was recorded of an earlier version holds no more. */
  const matchOf = ({ content, form, number, sheet, submissions }: Found, names: ReadonlyMap<string, string>) => {
    const { lines } = content.match;
    const recorded = standingsOf(sheet.standings, number);
    return {
      lines: lines.map(
        ({ source, status, amountPence }, n): SheetMatch => ({
          ...{ source, status, amountPence },
          standings: recorded.filter(({ line }) => line === n).map((standing) => named(standing, names)),
        }),
      ),
      stages: matchStages(content, form.match, recorded),
      older: submissions
        .filter((one) => one.number !== number)
        .flatMap((one) =>
          changedWords(one.content.match.lines, standingsOf(sheet.standings, one.number)).map((says) => ({
            submission: one.number,
            says,
          })),
        ),
    };
  };

  /** The sheet as it is shown, read anew. */
  const page = async (id: string, caller: Caller, at: number): Promise<Sheet> => {
    const found = await read(id, at);
    const { head, round, form, number, content, sheet, subsidy, givenOn, numbers } = found;
    const { countsFrom, totalPence, overPence } = subsidy;
    const standing = entriesOf(sheet, number);
    const endings: Ending[] = [...sheet.earlier.map(({ ending }) => ending)];
    const people = [
      ...sheet.entries,
      ...sheet.earlier,
      ...endings,
      ...(sheet.ending ? [sheet.ending] : []),
      ...(sheet.standings ?? []),
    ];
    const [from, who] = await Promise.all([
      preparing(found, caller, at),
      store.people.people([...new Set(people.map(({ by }) => by))]),
    ]);
    const names = new Map(who.map((person) => [person.id, person.name]));
    const lineOf = (line: ReturnType<typeof prepared>[number]): SheetCheck => {
      const { check, found: verdict, says } = line;
      const base = { check, label: CHECK_LABELS[check], found: verdict, says: [...says] };
      const entry = standing.find((one) => one.check === check);
      // What an officer wrote about other bids names other groups.
      if (check === "comparisons" && !isOffice(caller))
        return entry === undefined ? base : { ...base, forOffice: true };
      const older: Entry | undefined = entry ?? sheet.entries.findLast((one) => one.check === check);
      return {
        ...base,
        ...(entry === undefined ? {} : { entry: named(entry, names) }),
        ...(entry !== undefined || older === undefined ? {} : { older: named(older, names) }),
      };
    };
    const isOfficer = hasRole(caller, "officer");
    const isOpen = isStanding(found) && sheet.ending === undefined;
    return {
      at: toInstant(at),
      ...{ applicationId: id, roundId: round.id, roundTitle: round.title, fundName: form.name },
      ...{ organisationId: head.organisationId, organisationName: head.organisationName },
      ...{ title: content.title, requestedPence: content.requestedPence, submission: number },
      checks: prepared(from).map(lineOf),
      facts: sheet.facts,
      subsidy: { countsFrom, givenOn, totalPence, overPence },
      match: matchOf(found, names),
      canAsk: REGISTERS.filter((register) => registers.canAsk(register) && numberFor(register, numbers) !== undefined),
      ...(sheet.ending === undefined ? {} : { ending: named(sheet.ending, names) }),
      earlier: sheet.earlier.map(({ ending, reason, by, at: when }) => ({
        ...{ ending: named(ending, names), reason, at: when },
        byName: names.get(by) ?? by,
      })),
      version: sheet.version,
      may: {
        enter: isOfficer && isOpen,
        reopen: isOfficer && isStanding(found) && sheet.ending !== undefined,
        step: isOfficer && isStanding(found) && sheet.facts.trading === "yes",
        record: isOfficer && isStanding(found) && !isInterested(found, caller),
      },
    };
  };

  return { read, page };
};

/** Whether somebody has an interest in a bid: as a member of its group, or by what they declared as one of the panel. */
export const isInterested = (
  { head, scoring }: { head: { id: string; organisationId: string }; scoring: RoundScoring | undefined },
  caller: Caller,
): boolean => {
  const declared = scoring?.sheets.find(({ personId }) => personId === caller.personId)?.declarations[head.id];
  return isMember(caller, head) || (declared !== undefined && standingOf(declared) !== "clear");
};

/** Whether the bid still stands: of one that is withdrawn or deleted nothing is checked any more. */
export const isStanding = ({ head }: { head: { state: string; deletedOn?: string | undefined } }): boolean =>
  head.state !== "withdrawn" && head.deletedOn === undefined;
