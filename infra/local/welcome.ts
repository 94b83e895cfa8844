import {
  CODE_PEOPLE,
  DEMONSTRATION_ADMINISTRATOR,
  type DemonstrationPerson,
  STAFF_PEOPLE,
} from "./demonstration-people.ts";

const listed = (people: readonly DemonstrationPerson[]): string =>
  people.map(({ name, email, part }) => `  ${email.padEnd(26)}${name}, ${part}`).join("\n");

const THERE = (
  address: string,
): string => `Demonstration people, all invented. With a code by email, which arrives at ${address}/local/mail:
${listed(CODE_PEOPLE)}
With one button at ${address}/sign-in/staff:
${listed(STAFF_PEOPLE)}`;

/** The local directory knows its staff whatever the portal holds; the portal knows none of them before the first invites. */
const EMPTY = (
  address: string,
): string => `It has no demonstration data. The local directory at ${address}/sign-in/staff has one button each for these
invented people; ${DEMONSTRATION_ADMINISTRATOR} comes in first and invites the others:
${listed(STAFF_PEOPLE)}
Anybody else signs in with a code by email, which arrives at ${address}/local/mail.`;

/** What `npm start` says once the portal runs: where, and who can come in. */
export const welcome = (address: string, data: "demonstration" | "empty"): string => `The portal runs at ${address}

${data === "empty" ? EMPTY(address) : THERE(address)}

Everything for a rehearsal is at ${address}/local/. Stop with Ctrl+C.`;
