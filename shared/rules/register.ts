import * as z from "zod/mini";
import { CivilDate, formatShortDate, Instant, londonDate } from "./london.ts";
import { formatWholePounds, Pence } from "./money.ts";

/** The public registers that the portal can ask by itself, each with a key of the office's own. */
export const REGISTERS = ["charity-commission", "companies-house"] as const;
export const Register = z.enum(REGISTERS);
export type Register = (typeof REGISTERS)[number];

export const REGISTER_NAMES = {
  "charity-commission": "the Register of Charities of England and Wales",
  "companies-house": "the Companies House register",
} as const satisfies Record<Register, string>;

/** Where anybody can look for themselves. */
export const REGISTER_PLACES = {
  "charity-commission": "https://register-of-charities.charitycommission.gov.uk",
  "companies-house": "https://find-and-update.company-information.service.gov.uk",
  scotland: "https://www.oscr.org.uk",
  "northern-ireland": "https://www.charitycommissionni.org.uk",
} as const;

/** What is kept of an entry: nothing about a person; of trustees how many there are. DOMAIN 13. */
export const RegisterEntry = z.strictObject({
  name: z.string(),
  /** Names by which it is known besides. */
  otherNames: z.array(z.string()),
  onRegister: z.boolean(),
  /** The register's own word for its state, such as "active". */
  status: z.string(),
  /** What is late, in the register's words; nothing where all is filed. */
  overdue: z.array(z.string()),
  insolvent: z.boolean(),
  trustees: z.optional(z.int()),
  incomePence: z.optional(Pence),
  yearEndsOn: z.optional(CivilDate),
});
export type RegisterEntry = z.infer<typeof RegisterEntry>;

/** What came of asking. `refused`: the key is not taken. `unreadable`: an answer in another form than was agreed. */
export const RegisterAnswer = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("found"), entry: RegisterEntry }),
  z.strictObject({ is: z.literal("not-there") }),
  z.strictObject({ is: z.literal("no-answer") }),
  z.strictObject({ is: z.literal("refused") }),
  z.strictObject({ is: z.literal("unreadable") }),
]);
export type RegisterAnswer = z.infer<typeof RegisterAnswer>;

export const LookUp = z.strictObject({
  register: Register,
  number: z.string(),
  answer: RegisterAnswer,
  at: Instant,
  by: z.string(),
});
export type LookUp = z.infer<typeof LookUp>;

/** What the portal makes of something: in order, to be looked at, wrong, or not known to it. */
export type Found = "clear" | "look" | "wrong" | "unknown";
export type Says = { readonly found: Found; readonly says: readonly string[] };

/** A name as two registers would agree on it: no case, accents, punctuation, "the" in front or legal form behind. */
const plainName = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/[’'`.]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/^the /, "")
    .replace(/ (?:limited|ltd|cio|cic|community interest company)$/, "");

/** Whether a group's name is one of an entry's. */
export const namesMatch = (entry: Pick<RegisterEntry, "name" | "otherNames">, groupName: string): boolean =>
  [entry.name, ...entry.otherNames].some((name) => plainName(name) === plainName(groupName));

const entryWords = (entry: RegisterEntry, groupName: string): Says => {
  const isSame = namesMatch(entry, groupName);
  const says = [
    entry.onRegister ? `On the register: ${entry.status}.` : `Not on the register any more: ${entry.status}.`,
    isSame
      ? `The name is the group’s: ${entry.name}.`
      : `The register’s name is ${entry.name}; the group calls itself ${groupName}.`,
    entry.overdue.length === 0 ? "Nothing is overdue." : `Overdue: ${entry.overdue.join(", ")}.`,
    ...(entry.insolvent ? ["The register records insolvency or administration."] : []),
    ...(entry.trustees === undefined ? [] : [`Trustees: ${entry.trustees}.`]),
    ...(entry.incomePence === undefined
      ? []
      : [
          `Income ${formatWholePounds(entry.incomePence)}${entry.yearEndsOn === undefined ? "" : ` in the year to ${formatShortDate(entry.yearEndsOn)}`}.`,
        ]),
  ];
  if (!entry.onRegister) return { found: "wrong", says };
  const isClear = isSame && entry.overdue.length === 0 && !entry.insolvent;
  return { found: isClear ? "clear" : "look", says };
};

const CAME_OF_IT = {
  "not-there": { found: "wrong", says: "The register has no entry of this number." },
  "no-answer": { found: "unknown", says: "The register did not answer. Try again, or look it up by hand." },
  refused: { found: "unknown", says: "The register did not take the office’s key. Tell whoever runs the portal." },
  unreadable: { found: "unknown", says: "The register answered in a form that the portal does not read." },
} as const satisfies Record<Exclude<RegisterAnswer["is"], "found">, { found: Found; says: string }>;

/** What a look-up says about a group, with its source and day. DOMAIN 7. */
export const lookUpWords = ({ answer, number, register, at }: LookUp, groupName: string): Says => {
  const source = `Asked ${REGISTER_NAMES[register]} for ${number} on ${formatShortDate(londonDate(at))}.`;
  if (answer.is === "found") {
    const { found, says } = entryWords(answer.entry, groupName);
    return { found, says: [source, ...says] };
  }
  const { found, says } = CAME_OF_IT[answer.is];
  return { found, says: [source, says] };
};
