import * as z from "zod/mini";
import { type Finding, finding } from "./finding.ts";
import { addDays, CivilDate } from "./london.ts";

/** What a body does here: whose money it legally is, and who answers for personal data. */
export const BODY_ROLES = ["funder", "controller"] as const;
export const BodyRole = z.enum(BODY_ROLES);
export type BodyRole = (typeof BODY_ROLES)[number];

/** `expected`: announced or planned, and no law yet. It counts for nothing and is never shown to the public. */
export const BODY_STATUSES = ["established", "expected"] as const;
export const BodyStatus = z.enum(BODY_STATUSES);
export type BodyStatus = (typeof BODY_STATUSES)[number];

/** A legal body by its days: both are days on which it is what it says, and either may be open. */
export const Body = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** How a page calls it after its name: "the PCC". */
  short: z.string(),
  roles: z.array(BodyRole),
  status: BodyStatus,
  validFrom: z.optional(CivilDate),
  validUntil: z.optional(CivilDate),
  /** The body that it takes over from. */
  succeeds: z.optional(z.string()),
  /** For the office: where this comes from. */
  note: z.string(),
});
export type Body = z.infer<typeof Body>;

/** A term of office: from the day it starts to its last day. */
export const Term = z.strictObject({ startsOn: CivilDate, endsOn: CivilDate, status: BodyStatus });
export type Term = z.infer<typeof Term>;

export const Bodies = z.strictObject({ bodies: z.array(Body), terms: z.array(Term) });
export type Bodies = z.infer<typeof Bodies>;

type Days = Pick<Body, "status" | "validFrom" | "validUntil">;
const isOn = ({ status, validFrom, validUntil }: Days, day: CivilDate): boolean =>
  status === "established" &&
  (validFrom === undefined || validFrom <= day) &&
  (validUntil === undefined || day <= validUntil);

const bodiesOn = (bodies: readonly Body[], role: BodyRole, day: CivilDate): Body[] =>
  bodies.filter((body) => body.roles.includes(role) && isOn(body, day));

/** Whose money grants legally are on a day; undefined where the record has nobody. What is expected is nobody. */
export const funderOn = (bodies: readonly Body[], day: CivilDate): Body | undefined =>
  bodiesOn(bodies, "funder", day)[0];

/** Who answers for personal data on a day. */
export const controllersOn = (bodies: readonly Body[], day: CivilDate): Body[] => bodiesOn(bodies, "controller", day);

/** The term of office that a day falls into, once it is a fact. */
export const termOn = (terms: readonly Term[], day: CivilDate): Term | undefined =>
  terms.find(({ status, startsOn, endsOn }) => status === "established" && startsOn <= day && day <= endsOn);

/**
 * What a body named in a fund is called on a day: its own name while it is there, and then that of whoever took over from
 * it. A name that is in no record stays as it is: a fund may be paid for by others.
 */
export const nameOn = (bodies: readonly Body[], name: string, day: CivilDate): string => {
  const seen = new Set<string>();
  let body = bodies.find((one) => one.name === name);
  while (body !== undefined && !isOn(body, day) && !seen.has(body.id)) {
    seen.add(body.id);
    const { id } = body;
    const next = bodies.find((one) => one.succeeds === id && one.status === "established");
    if (next === undefined || (next.validFrom !== undefined && next.validFrom > day)) return name;
    body = next;
  }
  return body?.name ?? name;
};

const at = (n: number, field: string): string => `/bodies/${n}/${field}`;

const ofBody = (body: Body, n: number, bodies: readonly Body[], today: CivilDate): Finding[] => {
  const { name, short, status, validFrom, validUntil, succeeds } = body;
  return [
    ...(name === "" ? [finding("bodies/name", at(n, "name"), "Give the legal name.")] : []),
    ...(short === "" ? [finding("bodies/name", at(n, "short"), "Give the name that pages use, like “the PCC”.")] : []),
    ...(validFrom !== undefined && validUntil !== undefined && validUntil < validFrom
      ? [finding("bodies/dates", at(n, "validUntil"), "Give a last day on or after the first.")]
      : []),
    ...(status === "expected" && (validFrom === undefined || validFrom <= today)
      ? [finding("bodies/expected", at(n, "validFrom"), "Give a first day that is to come, or say that it is a fact.")]
      : []),
    ...(succeeds !== undefined && !bodies.some(({ id }) => id === succeeds && id !== body.id)
      ? [finding("bodies/successor", at(n, "succeeds"), "Choose another body of this list.")]
      : []),
  ];
};

const ofTerm = (term: Term, n: number, terms: readonly Term[]): Finding[] => [
  ...(term.endsOn <= term.startsOn
    ? [finding("bodies/dates", `/terms/${n}/endsOn`, "Give a last day after the first.")]
    : []),
  ...(terms.some((other, m) => m < n && other.startsOn <= term.endsOn && term.startsOn <= other.endsOn)
    ? [finding("bodies/dates", `/terms/${n}/startsOn`, "This term overlaps another. Give a later first day.")]
    : []),
];

/** Days on which who is the funder can change: today, and the first and the day after the last of each. */
const turningDays = (bodies: readonly Body[], today: CivilDate): CivilDate[] => [
  today,
  ...bodies.flatMap(({ validFrom, validUntil }) => [
    ...(validFrom === undefined ? [] : [validFrom]),
    ...(validUntil === undefined ? [] : [addDays(validUntil, 1)]),
  ]),
];

/**
 * Whether a record of legal bodies can stand: names (`bodies/name`), days in their order (`bodies/dates`), nothing expected
 * that should have begun (`bodies/expected`), successors that are listed (`bodies/successor`), and one legal funder and a
 * controller today, never two funders on a day (`bodies/funder`, `bodies/controller`). DOMAIN 14.
 */
export const bodiesFindings = ({ bodies, terms }: Bodies, today: CivilDate): Finding[] => {
  const two = turningDays(bodies, today).find((day) => bodiesOn(bodies, "funder", day).length > 1);
  return [
    ...bodies.flatMap((body, n) => ofBody(body, n, bodies, today)),
    ...terms.flatMap((term, n) => ofTerm(term, n, terms)),
    ...(funderOn(bodies, today) === undefined
      ? [finding("bodies/funder", "/bodies", "Somebody has to be the legal funder today.")]
      : []),
    ...(two === undefined
      ? []
      : [finding("bodies/funder", "/bodies", `Two bodies are the legal funder on ${two}. End one of them before.`)]),
    ...(controllersOn(bodies, today).length === 0
      ? [finding("bodies/controller", "/bodies", "Somebody has to answer for personal data today.")]
      : []),
  ];
};
