import { forgetPerson } from "./drafts.ts";
import type { SectionText } from "./section-sync.ts";
import { sendUnsent } from "./send-unsent.ts";
import { deviceShelf } from "./shelf.ts";

/** Text that is on this device only: what signing out would take away. */
export type UnsentText = { applicationId: string; section: string; text: SectionText };

/**
 * Before signing out: sends what the portal lacks and answers what could not be sent. Nothing left: call
 * `clearDevice` and sign out. Something left: offer to stay, or to download it and clear.
 */
export const beforeSignOut = async (personId: string): Promise<UnsentText[]> =>
  (await sendUnsent(deviceShelf(), personId)).map(({ place, sync }) => ({
    applicationId: place.applicationId,
    section: place.section,
    text: sync.text,
  }));

/** Takes everything of this person from this device. */
export const clearDevice = (personId: string): void => forgetPerson(deviceShelf(), personId);

const cellLines = (row: Record<string, string>): string =>
  Object.entries(row)
    .map(([column, cell]) => `  ${column}: ${cell}`)
    .join("\n");

const answerLines = (answer: SectionText["answers"][string]): string =>
  typeof answer === "string"
    ? answer
    : answer.map((item) => (typeof item === "string" ? `- ${item}` : cellLines(item))).join("\n\n");

/** The unsent text as a person can read it and paste it again. */
export const asPlainText = (texts: readonly UnsentText[]): string =>
  texts
    .map(({ applicationId, section, text }) =>
      [
        `Application ${applicationId}, section “${section}”`,
        ...Object.entries(text.answers).map(([question, answer]) => `${question}\n${answerLines(answer)}`),
      ].join("\n\n"),
    )
    .join("\n\n----------\n\n");

/** Saves the unsent text as a file on the device. */
export const downloadUnsent = (texts: readonly UnsentText[]): void => {
  const address = URL.createObjectURL(new Blob([asPlainText(texts)], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "what-i-typed.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};
