import type { Caller } from "../../functions/identity.ts";
import { meetingWork } from "../../functions/meeting-work.ts";
import { makeStore, type Store } from "../../functions/store/store.ts";
import { communityAction } from "../../shared/funds/community-action.ts";
import { Refused } from "../../shared/problem.ts";
import type { Meeting } from "../../shared/rules/meeting.ts";
import type { MeetingCommand } from "../../shared/rules/meeting-commands.ts";
import type { Seeded } from "./length.ts";
import { clientOver } from "./versioned-store.ts";

/** What breaks: the process dies before a call, or its answer is lost after the call was carried out. */
export class Broken extends Error {}

export type Faults = { crash: number; loss: number };

/** Lets several people's store calls happen one at a time, in an order the seed chooses, some of them broken. */
export const playing = (send: (command: unknown) => Promise<unknown>, random: Seeded, faults: Faults) => {
  const waiting: (() => void)[] = [];
  let working = 0;
  const client = clientOver(async (command) => {
    await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      if (random.chance(faults.crash)) throw new Broken("The process died before the call.");
      const reply = await send(command);
      if (random.chance(faults.loss)) throw new Broken("The answer was lost.");
      return reply;
    } finally {
      working -= 1;
    }
  });
  const play = async (people: readonly Promise<void>[]): Promise<void> => {
    let finished = false;
    const all = Promise.all(people).finally(() => {
      finished = true;
    });
    while (!finished) {
      await new Promise((resolve) => setImmediate(resolve));
      if (working > 0 || waiting.length === 0) continue;
      const [next] = waiting.splice(random.below(waiting.length), 1);
      working += 1;
      next?.();
    }
    await all;
  };
  return { store: makeStore(client, "grants"), play };
};

/** What one run told its people: what was taken, and why the rest was not. */
export type Told = {
  entered: { applicationId: string; id: string }[];
  confirmed: { applicationId: string; decisionId: string }[];
  taken: Set<string>;
  refusedBy: Map<string, number>;
  closed: boolean;
};
export const nothingTold = (): Told => ({
  ...{ entered: [], confirmed: [], taken: new Set<string>(), refusedBy: new Map<string, number>(), closed: false },
});

const callerOf = (personId: string, clerk: boolean): Caller => ({
  ...{ personId, name: personId, email: `${personId}@example.org`, organisations: [], sessionHash: "" },
  door: clerk ? "staff" : "code",
  roles: clerk ? ["officer"] : ["trustee"],
});

type Who = { personId: string; clerk: boolean };
type Playing = {
  store: Store;
  meetingId: string;
  at: number;
  random: Seeded;
  told: Told;
  prefix: string;
};

const PURPOSE = communityAction.sources.find(({ id }) => id === "trust")?.purposes[0] ?? "";
const OUTCOMES = ["full", "full", "part", "part", "reserve", "defer", "decline", "pass"] as const;

/** What a person does next, by what they last saw of the ledger. */
const chosen = (meeting: Meeting, { clerk }: Who, random: Seeded): MeetingCommand | "close" | "wait" => {
  const oneOf = <T>(of: readonly T[], otherwise: T): T => of[random.below(of.length)] ?? otherwise;
  const applicationId = oneOf(meeting.lines, undefined)?.id ?? "";
  const personId = oneOf(meeting.members, undefined)?.personId ?? "";
  if (!clerk) {
    const open = meeting.lines.flatMap(({ id, entered }) =>
      entered === undefined ? [] : [{ applicationId: id, decisionId: entered.id }],
    );
    if (open.length > 0 && random.chance(0.8))
      return {
        type: "confirm",
        entries: random.chance(0.5) ? open : [oneOf(open, { applicationId, decisionId: "none-such" })],
      };
    if (meeting.state === "adjourned") return { type: "resume" };
    if (random.chance(0.1)) return { type: "adjourn" };
    return random.chance(0.2) || meeting.lines.every(({ decided }) => decided !== undefined) ? "close" : "wait";
  }
  const what = random.below(20);
  if (what === 0) return { type: "attend", personId, here: oneOf(["present", "remote", "absent"] as const, "present") };
  if (what === 1) return { type: "leave", applicationId, personId };
  if (what === 2) return { type: "return", applicationId, personId };
  if (what === 3) return { type: "declare-interest", applicationId, personId };
  if (what <= 5) return { type: "take", applicationId };
  if (what === 6 || meeting.state === "adjourned") return { type: "resume" };
  const line = meeting.lines.find(({ id }) => id === applicationId);
  const asked = line?.askedPence ?? 0;
  const outcome = oneOf(OUTCOMES, "full");
  const amountPence = outcome === "part" ? Math.floor(asked / (1 + random.below(5))) : undefined;
  const sourceId = outcome === "pass" ? "pcc" : oneOf(["pcc", "trust"], "pcc");
  const isAward = outcome === "full" || outcome === "part";
  return {
    ...{
      type: "enter",
      applicationId,
      outcome,
      conditions: [],
      reasons: "It is needed.",
      votes: { kind: "consensus" },
    },
    ...(amountPence === undefined ? {} : { amountPence }),
    ...(isAward || outcome === "pass" ? { sourceId, purpose: PURPOSE } : {}),
    dropped:
      outcome === "part" && amountPence !== asked ? [{ item: "Hall", amountPence: asked - (amountPence ?? 0) }] : [],
    ...(random.chance(0.4) ? { why: "We looked again." } : {}),
  };
};

/** One person at their page: looks, chooses, sends, and sends again with the same write id when nothing comes back. */
export const person = async (who: Who, moves: number, play: Playing): Promise<void> => {
  const { store, meetingId, at, random, told, prefix } = play;
  const work = meetingWork({ store });
  const caller = callerOf(who.personId, who.clerk);
  const note = (rule: string): void => void told.refusedBy.set(rule, (told.refusedBy.get(rule) ?? 0) + 1);
  const looked = async (): Promise<Meeting | undefined> => {
    try {
      return await store.meetings.ledger(meetingId);
    } catch (error) {
      if (error instanceof Broken) return undefined;
      throw error;
    }
  };
  for (let move = 1; move <= moves; move += 1) {
    const seen = await looked();
    const command = seen === undefined ? "wait" : chosen(seen, who, random);
    if (command === "wait") continue;
    const writeId = `${prefix}-${who.personId}-${move}`;
    for (let sent = 1; sent <= 3; sent += 1) {
      try {
        if (command === "close") {
          await work.close({ id: meetingId, writeId, caller, at }, async () => []);
          told.closed = true;
        } else {
          await work.commanded({ id: meetingId, command, writeId, caller, at });
          if (command.type === "enter") told.entered.push({ applicationId: command.applicationId, id: writeId });
          if (command.type === "confirm") told.confirmed.push(...command.entries);
        }
        told.taken.add(writeId);
        break;
      } catch (error) {
        if (error instanceof Refused) {
          note(error.refusal.errors?.[0]?.rule ?? error.refusal.rule ?? error.slug);
          break;
        }
        if (!(error instanceof Broken)) throw error;
        // Half of those whose page broke never come back to it.
        if (random.chance(0.5)) break;
      }
    }
  }
};
