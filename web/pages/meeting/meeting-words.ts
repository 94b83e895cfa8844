import type { AgendaItem, KeptItem, MeetingPage } from "../../../shared/contract/meetings.ts";
import { formatDate } from "../../../shared/rules/london.ts";
import type { MeetingOutcome, MeetingState, Presence, Verdict } from "../../../shared/rules/meeting.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import type { TagTone } from "../../parts/tag.tsx";

export const STATE_WORDS = {
  planned: { words: "planned", tone: "quiet" },
  "in-session": { words: "in session", tone: "hand" },
  adjourned: { words: "adjourned", tone: "quiet" },
  closed: { words: "closed", tone: "done" },
} as const satisfies Record<MeetingState, { words: string; tone: TagTone }>;

export const PRESENCE_LABELS = {
  present: "In the room",
  remote: "Remote",
  absent: "Not here",
} as const satisfies Record<Presence, string>;

export const OUTCOME_LABELS = {
  full: "Full",
  part: "Part",
  reserve: "Reserve",
  defer: "Defer",
  decline: "Decline",
  pass: "Pass to the PCC",
} as const satisfies Record<MeetingOutcome, string>;

/** What the verdict says, in the words of the list: "full", "part £3,500.00". */
export const verdictWords = ({ outcome, amountPence }: Verdict): string =>
  outcome === "part"
    ? `part ${formatPounds(amountPence)}`
    : outcome === "pass"
      ? "to the PCC"
      : OUTCOME_LABELS[outcome].toLowerCase();

export const verdictTone = ({ outcome }: Verdict): TagTone =>
  outcome === "full" || outcome === "part" ? "done" : "quiet";

/** "Trustees’ meeting, Thursday 21 January 2027". */
export const meetingTitle = ({ pot, on }: Pick<MeetingPage, "pot" | "on">): string => {
  const who = pot.some(({ decides }) => decides === "trustees-decide") ? "Trustees’ meeting" : "Panel meeting";
  return `${who}, ${formatDate(on)}`;
};

export type AnyItem = AgendaItem | KeptItem;
export const isShown = (item: AnyItem): item is AgendaItem => !("kept" in item);

export const itemInHand = ({ items, inHand }: MeetingPage): AgendaItem | undefined =>
  items.filter(isShown).find(({ id }) => id === inHand);

/** The names of members by their places. */
export const namesOf = ({ members }: Pick<MeetingPage, "members">, places: readonly number[]): string =>
  places.map((place) => members[place]?.name ?? "").join(", ");

/** What is entered and waits for this person to confirm it. */
export const toConfirm = ({ items, you, may }: MeetingPage): AgendaItem[] =>
  you === undefined || !may.includes("confirm")
    ? []
    : items.filter(isShown).filter(({ entered, presides }) => entered !== undefined && presides === you);

/** What still stands against closing, counted. */
export const openItems = ({ items }: MeetingPage): { undecided: number; unconfirmed: number } => {
  const shown = items.filter(isShown).filter(({ struck }) => !struck);
  return {
    undecided: shown.filter(({ decided, entered }) => decided === undefined && entered === undefined).length,
    unconfirmed: shown.filter(({ entered }) => entered !== undefined).length,
  };
};
