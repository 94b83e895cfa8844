import * as z from "zod/mini";
import { Dropped, MOST_CONDITIONS, MOST_REASON_CHARACTERS, Votes } from "./decision.ts";
import { CivilDate } from "./london.ts";
import { type MeetingMove, MeetingOutcome, Presence } from "./meeting.ts";
import { Pence } from "./money.ts";
import { PersonId } from "./person-id.ts";

const ApplicationId = z.string().check(z.regex(/^[A-Z0-9-]{8,40}$/, "There is no such bid."));
const DecisionId = z.string().check(z.regex(/^[\w-]{8,64}$/, "There is no such entry."));
const Text = (most: number, whenLong: string) => z.string().check(z.trim(), z.maxLength(most, whenLong));

/** A paper of the meeting: a link of this site or another, or a text. */
export const Paper = z.strictObject({
  title: Text(120, "Keep the title to 120 characters.").check(z.minLength(1, "Give the paper a title.")),
  url: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^(?:https:\/\/[^\s/]+\S*|\/[A-Za-z0-9][^\s\\]*)$/,
          "Enter an address that begins with https:// or a page of this site.",
        ),
        z.maxLength(500),
      ),
  ),
  text: z.optional(Text(5_000, "Keep the text to 5,000 characters.")),
});
export type Paper = z.infer<typeof Paper>;

const on = { applicationId: ApplicationId };
const command = <const T extends string, S extends z.core.$ZodShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...shape });

/** What is prepared: everything but who has an interest, which the register of interests says. */
const Preparation = {
  on: CivilDate,
  startsAt: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time like 14:00.")),
  place: Text(200, "Keep the place to 200 characters.").check(z.minLength(1, "Say where the meeting is.")),
  pot: z.array(z.strictObject({ sourceId: z.string(), amountPence: Pence })).check(z.maxLength(10)),
  /** The bids in the order in which they are taken. */
  agenda: z.array(ApplicationId).check(z.maxLength(400)),
  papers: z.array(Paper).check(z.maxLength(20, "A meeting has 20 papers at most.")),
};

/** What a clerk enters of one bid. */
export const Entered = z.strictObject({
  ...on,
  outcome: MeetingOutcome,
  amountPence: z.optional(Pence),
  sourceId: z.optional(z.string().check(z.maxLength(60))),
  conditions: z
    .array(Text(500, "Keep a condition to 500 characters."))
    .check(z.maxLength(MOST_CONDITIONS, `An award has ${MOST_CONDITIONS} conditions at most.`)),
  reasons: Text(MOST_REASON_CHARACTERS, "Keep the reasons to 2,000 characters."),
  purpose: z.optional(Text(300, "Choose one of the purposes.")),
  votes: Votes,
  dropped: z.array(Dropped).check(z.maxLength(60)),
  /** Of a new decision on what is decided: why it changes. */
  why: z.optional(Text(MOST_REASON_CHARACTERS, "Keep the reason to 2,000 characters.")),
});
export type Entered = z.infer<typeof Entered>;

/** Everything that can be done to a meeting. Closing is sent by itself, with a fresh code. */
export const MeetingCommand = z.discriminatedUnion("type", [
  command("prepare", Preparation),
  command("start", {}),
  command("attend", { personId: PersonId, here: Presence }),
  command("leave", { ...on, personId: PersonId }),
  command("return", { ...on, personId: PersonId }),
  command("declare-interest", { ...on, personId: PersonId }),
  command("elect", { ...on, personId: PersonId }),
  command("take", on),
  command("enter", Entered.shape),
  command("confirm", {
    entries: z
      .array(z.strictObject({ ...on, decisionId: DecisionId }))
      .check(z.minLength(1, "Name the entries to confirm."), z.maxLength(90, "Confirm 90 entries at a time.")),
  }),
  command("strike", on),
  command("adjourn", {}),
  command("resume", {}),
]);
export type MeetingCommand = z.infer<typeof MeetingCommand>;
type CommandType = MeetingCommand["type"];

/** The move of the state table that a command makes. */
export const MOVE_OF = {
  prepare: "prepare",
  start: "start",
  attend: "record",
  leave: "record",
  return: "record",
  "declare-interest": "record",
  elect: "record",
  take: "record",
  enter: "record",
  confirm: "confirm",
  strike: "record",
  adjourn: "adjourn",
  resume: "resume",
} as const satisfies Record<CommandType, MeetingMove>;
