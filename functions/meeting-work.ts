import { fundById } from "../shared/funds/funds.ts";
import { Refused, refuseIf } from "../shared/problem.ts";
import { hasRole, isReader } from "../shared/rules/access.ts";
import { closureOver } from "../shared/rules/closure.ts";
import type { Finding } from "../shared/rules/finding.ts";
import { toInstant } from "../shared/rules/london.ts";
import { type Meeting, meetingIdOf, placeOf } from "../shared/rules/meeting.ts";
import { apply } from "../shared/rules/meeting-apply.ts";
import type { MeetingCommand } from "../shared/rules/meeting-commands.ts";
import { closed } from "../shared/rules/meeting-confirm.ts";
import { isApplied, type Judged, type MeetingFacts } from "../shared/rules/meeting-facts.ts";
import { gathered } from "../shared/rules/meeting-prepare.ts";
import { roundStatus } from "../shared/rules/round.ts";
import { roundOf } from "./application-work.ts";
import type { Deps } from "./deps.ts";
import { refuseInElection } from "./elections.ts";
import type { Caller } from "./identity.ts";
import { eventsOf } from "./meeting-events.ts";
import { bidFacts, gatheringOf, membersOf, recusedBy } from "./meeting-facts.ts";
import type { TransactItem } from "./store/claims.ts";
import type { Papers } from "./store/meeting-items.ts";
import type { Beside, ForCommand } from "./store/meetings.ts";

const MOST_TRIES = 6;

const moved = (): Refused =>
  new Refused("stale", { detail: "Others are recording in this meeting right now. Try again." });

/** For whoever does not sit in it and is not of the office, a meeting does not exist. */
export const refuseOutsiders = (meeting: Meeting | undefined, caller: Caller): Meeting => {
  if (meeting === undefined || !(isReader(caller) || placeOf(meeting, caller.personId) !== undefined))
    throw new Refused("not-found");
  return meeting;
};

const refuse = (findings: readonly Finding[]): never => {
  const state = findings.find(({ rule }) => rule === "meeting/state");
  if (state !== undefined) throw new Refused("wrong-state", { rule: state.rule, detail: state.detail });
  const role = findings.find(({ rule }) => rule === "meeting/clerk" || rule === "meeting/chair-closes");
  if (role !== undefined) throw new Refused("forbidden", { rule: role.rule, detail: role.detail });
  refuseIf(findings);
  throw new Error("A command was refused for no reason.");
};

const judgedOrRefused = (judged: Judged) => (isApplied(judged) ? judged : refuse(judged));

/** The bids and the entries that a command names: they are read with the ledger. */
const namedBy = (command: MeetingCommand) => {
  const entries = command.type === "confirm" ? command.entries : [];
  const alone = "applicationId" in command ? [command.applicationId] : [];
  return { entries, applicationIds: [...alone, ...entries.map(({ applicationId }) => applicationId)] };
};

/** Commands whose judgement asks the register of interests. */
const ASKS_INTERESTS: readonly MeetingCommand["type"][] = ["take", "enter", "confirm"];

type Asked = { id: string; command: MeetingCommand; writeId: string; caller: Caller; at: number };

/** Commands to a meeting, and its close: read, judged, written under the version that was judged; again when it has moved. */
export const meetingWork = ({ store }: Pick<Deps, "store">) => {
  /** The round of a meeting. Refuses `paused` where a closure freezes meetings, to whoever starts or resumes one. */
  const roundToMeet = async (meeting: Meeting, at: number, type: MeetingCommand["type"]) => {
    const { round, closures } = await store.rounds.withForm(meeting.roundId);
    const closure = type === "prepare" ? undefined : closureOver(round, closures, "meetings", at);
    if (closure !== undefined) throw new Refused("paused", { detail: closure.wording });
    if (type !== "prepare") await refuseInElection({ store }, "meeting", round, at);
    return round;
  };

  /** Prepare and start: what came onto the agenda since, with the ledgers it comes from. */
  const gatheringFor = async (read: ForCommand, at: number, type: MeetingCommand["type"]) => {
    const { meeting } = read;
    const round = await roundToMeet(meeting, at, type);
    const { gaveOn, arriving, most, heads, scorings, scoring } = await gatheringOf(store, meeting, round);
    const members = membersOf(scoring);
    return { gaveOn, facts: { arriving, most, members, bids: bidFacts({ members }, heads, scorings) } };
  };

  const besideOf = (
    read: ForCommand,
    command: MeetingCommand,
    applied: ReturnType<typeof judgedOrRefused>,
    facts: MeetingFacts,
    papers: Papers | undefined,
  ): Beside => ({
    entered: applied.entered,
    confirmed: (applied.confirmed ?? []).flatMap(({ decisionId }) => {
      const words = read.decisions.find((decision) => decision.id === decisionId);
      return words === undefined ? [] : [{ ...words, confirmedBy: facts.by.personId, confirmedAt: facts.at }];
    }),
    ...(command.type === "prepare"
      ? { papers: { papers: command.papers, was: papers?.version ?? ("absent" as const) } }
      : {}),
  });

  return {
    /** Carries out a command; the version of the ledger that stands for it. Refuses what the rules refuse, and `stale` after some tries. */
    commanded: async ({ id, command, writeId, caller, at }: Asked): Promise<number> => {
      const named = namedBy(command);
      const roundIds = ASKS_INTERESTS.includes(command.type) ? named.applicationIds.map(roundOf) : [];
      const by = { personId: caller.personId, clerk: hasRole(caller, "officer") };
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const read = await store.meetings.forCommand(id, writeId, named, roundIds);
        const meeting = refuseOutsiders(read?.meeting, caller);
        if (read === undefined || read.taken) return meeting.version;
        const gathers = command.type === "prepare" || command.type === "start";
        if (command.type === "resume") await roundToMeet(meeting, at, command.type);
        const gathering = gathers ? await gatheringFor(read, at, command.type) : undefined;
        const facts: MeetingFacts = {
          ...{ by, at: toInstant(at), writeId },
          bids: bidFacts(meeting, read.heads, read.scorings),
          ...gathering?.facts,
        };
        const applied = judgedOrRefused(apply(meeting, command, facts));
        const papers = command.type === "prepare" ? await store.meetings.papers(id) : undefined;
        const events = eventsOf(meeting, command, facts);
        const beside = { ...besideOf(read, command, applied, facts, papers), gaveOn: gathering?.gaveOn ?? [] };
        const { outcome } = await store.meetings.write(applied.meeting, { writeId, at }, events, beside);
        if (outcome !== "refused") return meeting.version + 1;
      }
      throw moved();
    },

    /** Closes a meeting in one write, which uses the code up. What was decided is carried out from its event. */
    close: async (
      { id, writeId, caller, at }: Omit<Asked, "command">,
      usedUp: () => Promise<readonly TransactItem[]>,
    ): Promise<number> => {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const read = await store.meetings.forCommand(id, writeId, { applicationIds: [], entries: [] }, []);
        const meeting = refuseOutsiders(read?.meeting, caller);
        if (read === undefined || read.taken) return meeting.version;
        const by = { personId: caller.personId, clerk: hasRole(caller, "officer") };
        const instant = toInstant(at);
        const scorings = await store.meetings.scoringsOf(meeting.lines.map((line) => roundOf(line.id)));
        // What may no longer be decided on is told when it is carried out; who may not have decided, now.
        const bids = Object.fromEntries(
          meeting.lines.map((line) => {
            const recused = recusedBy(meeting, scorings, line.id);
            return [line.id, { gone: false, ...(recused === undefined ? {} : { recused }) }];
          }),
        );
        const applied = judgedOrRefused(closed(meeting, { by, at: instant, writeId, bids }));
        const others = await usedUp();
        const { outcome } = await store.meetings.write(
          applied.meeting,
          { writeId, at },
          [{ type: "meeting-closed", at: instant, by: by.personId, meetingId: id, roundId: meeting.roundId }],
          { others },
        );
        if (outcome !== "refused") return meeting.version + 1;
      }
      throw moved();
    },

    /** A planned meeting of a closed round, with all that waits for one on its agenda. Sent again, the same meeting. */
    create: async (
      roundId: string,
      writeId: string,
      caller: Caller,
      at: number,
    ): Promise<{ id: string; version: number }> => {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const [started, { round, form, closures }] = await Promise.all([
          store.meetings.started(caller.personId, writeId),
          store.rounds.withForm(roundId),
        ]);
        if (started !== undefined) return { id: started, version: 1 };
        if (roundStatus(round, closures, at) !== "closed")
          throw new Refused("wrong-state", {
            rule: "meeting/round",
            detail: "A meeting decides on a round that has closed and is not decided.",
          });
        const fund = form ?? fundById(round.fundId);
        if (fund === undefined) throw new Refused("not-found");
        const before = await store.meetings.ofFunds([round.fundId]);
        const id = meetingIdOf(roundId, before.filter((other) => other.roundId === roundId).length + 1);
        const { arriving, gaveOn, most, heads, scorings, scoring } = await gatheringOf(store, { id, lines: [] }, round);
        const members = membersOf(scoring);
        const planned: Meeting = {
          ...{ id, roundId, fundId: round.fundId, state: "planned" as const },
          ...{ on: round.timetable.meetingOn, startsAt: "10:00", place: "" },
          ...{ panel: fund.panel, members, movements: [], sittings: [] },
          pot: round.pot.flatMap(({ sourceId }) => {
            const source = fund.sources.find((each) => each.id === sourceId);
            if (source === undefined) return [];
            return [
              {
                sourceId,
                name: source.name,
                decides: source.decides,
                purposes: source.purposes,
                amountPence: most[sourceId] ?? 0,
              },
            ];
          }),
          minimumPence: fund.minimumPence,
          lines: [],
          version: 1,
        };
        const instant = toInstant(at);
        const facts = {
          ...{ by: { personId: caller.personId, clerk: true }, at: instant, writeId },
          ...{ bids: bidFacts({ members }, heads, scorings), members, arriving },
        };
        const { outcome } = await store.meetings.create(
          gathered(planned, facts),
          caller.personId,
          gaveOn,
          { writeId, at },
          [{ type: "meeting-prepared", at: instant, by: caller.personId, meetingId: id, roundId }],
        );
        if (outcome !== "refused") return { id, version: 1 };
      }
      throw moved();
    },
  };
};
