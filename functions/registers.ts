import * as z from "zod/mini";
import { isCivilDate } from "../shared/rules/london.ts";
import type { Register, RegisterAnswer, RegisterEntry } from "../shared/rules/register.ts";

/** Where a register is asked, and with which key; only the server asks, never a browser. */
export const RegisterSetting = z.object({
  address: z.string().check(z.regex(/^https?:\/\/\S+[^/]$/)),
  key: z.string().check(z.minLength(8)),
});
type RegisterSettings = { readonly [R in Register]?: z.infer<typeof RegisterSetting> | undefined };

/** The public addresses of the two registers; a test asks a server of its own. */
export const REGISTER_ADDRESSES = {
  "charity-commission": "https://api.charitycommission.gov.uk/register/api",
  "companies-house": "https://api.company-information.service.gov.uk",
} as const satisfies Record<Register, string>;

/** A stuck register must not outlive the function's ten seconds: three for each of two tries. */
const ASKED_FOR_MS = 3_000;
const TRIES = 2;
/** An entry is a few kilobytes; more than this is not one. */
const MOST_CHARACTERS = 500_000;

const nothing = z.nullish(z.string());

/** Of a charity's entry what the sheet keeps: trustees are counted where they stand, and never named. */
const Charity = z.object({
  charity_name: z.string(),
  other_names: z.nullish(z.array(z.object({ other_name: z.string() }))),
  reg_status: z.string(),
  date_of_removal: nothing,
  removal_reason: nothing,
  reporting_status: nothing,
  insolvent: z.nullish(z.boolean()),
  in_administration: z.nullish(z.boolean()),
  latest_income: z.nullish(z.number()),
  latest_acc_fin_year_end_date: nothing,
  trustee_names: z.nullish(z.array(z.unknown())),
});

/** Of a company's entry what the sheet keeps; its officers are not asked for. */
const Overdue = z.nullish(z.object({ overdue: z.nullish(z.boolean()) }));
const Company = z.object({
  company_name: z.string(),
  company_status: nothing,
  accounts: Overdue,
  confirmation_statement: Overdue,
  has_insolvency_history: z.nullish(z.boolean()),
});

const trimmed = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 200);

const dayOf = (instant: string | null | undefined) => {
  const day = (instant ?? "").slice(0, 10);
  return isCivilDate(day) ? { yearEndsOn: day } : {};
};

const charityEntry = (charity: z.infer<typeof Charity>): RegisterEntry => {
  const onRegister = charity.reg_status === "R";
  const reporting = trimmed(charity.reporting_status ?? "");
  const income = charity.latest_income ?? undefined;
  return {
    name: trimmed(charity.charity_name),
    otherNames: (charity.other_names ?? []).slice(0, 20).map(({ other_name }) => trimmed(other_name)),
    onRegister,
    status: onRegister ? "registered" : `removed ${(charity.date_of_removal ?? "").slice(0, 10)}`.trim(),
    overdue: /overdue|late|default/i.test(reporting) ? [`the register says “${reporting}”`] : [],
    insolvent: charity.insolvent === true || charity.in_administration === true,
    ...(charity.trustee_names == null ? {} : { trustees: charity.trustee_names.length }),
    // The register speaks of whole pounds.
    ...(income === undefined || income < 0 || income > 1e12 ? {} : { incomePence: Math.round(income * 100) }),
    ...dayOf(charity.latest_acc_fin_year_end_date),
  };
};

const companyEntry = (company: z.infer<typeof Company>): RegisterEntry => {
  const status = trimmed(company.company_status ?? "unknown");
  return {
    name: trimmed(company.company_name),
    otherNames: [],
    onRegister: ["active", "open", "registered"].includes(status),
    status,
    overdue: [
      ...(company.accounts?.overdue === true ? ["accounts"] : []),
      ...(company.confirmation_statement?.overdue === true ? ["confirmation statement"] : []),
    ],
    insolvent: company.has_insolvency_history === true,
  };
};

/** What one register is asked, and how its answer is read; undefined: it is in another form than was agreed. */
const ASKING = {
  "charity-commission": {
    // The last part is the number of a linked charity; 0 is the charity itself.
    path: (number: string, linked: number) => `/allcharitydetailsV2/${number}/${linked}`,
    headers: (key: string) => ({ "Ocp-Apim-Subscription-Key": key }),
    entryOf: (answer: unknown) => {
      const read = Charity.safeParse(answer);
      return read.success ? charityEntry(read.data) : undefined;
    },
  },
  "companies-house": {
    path: (number: string, _linked: number) => `/company/${number}`,
    // The key is the user's name, and there is no password.
    headers: (key: string) => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` }),
    entryOf: (answer: unknown) => {
      const read = Company.safeParse(answer);
      return read.success ? companyEntry(read.data) : undefined;
    },
  },
} as const satisfies Record<Register, unknown>;

const parsed = (text: string): unknown => {
  try {
    return text.length > MOST_CHARACTERS ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** One try. `no-answer` is a time-out, a broken line or a fault on their side: worth another. */
const tryOnce = async (
  url: string,
  headers: Record<string, string>,
  askedForMs: number,
): Promise<{ status: number; text: string } | "no-answer"> => {
  try {
    const reply = await fetch(url, {
      headers: { accept: "application/json", ...headers },
      // An answer from elsewhere is no answer of the register; the key goes nowhere else.
      redirect: "error",
      signal: AbortSignal.timeout(askedForMs),
    });
    return reply.status >= 500 || reply.status === 429
      ? "no-answer"
      : { status: reply.status, text: await reply.text() };
  } catch {
    return "no-answer";
  }
};

/** The public registers that the office holds a key of (DOMAIN 7). Nothing about a person is taken from an answer. */
export const makeRegisters = (settings: RegisterSettings, askedForMs = ASKED_FOR_MS) => ({
  /** Whether this register can be asked at all. */
  canAsk: (register: Register): boolean => settings[register] !== undefined,

  /** What a register says of a number in its own spelling. Undefined where the office has no key. Never throws. */
  lookUp: async (register: Register, number: string, linked = 0): Promise<RegisterAnswer | undefined> => {
    const setting = settings[register];
    if (setting === undefined) return undefined;
    const { path, headers, entryOf } = ASKING[register];
    const url = `${setting.address}${path(encodeURIComponent(number), linked)}`;
    for (let tries = 1; tries <= TRIES; tries += 1) {
      const reply = await tryOnce(url, headers(setting.key), askedForMs);
      if (reply === "no-answer") continue;
      if (reply.status === 404) return { is: "not-there" };
      if (reply.status === 401 || reply.status === 403) return { is: "refused" };
      if (reply.status !== 200) return { is: "unreadable" };
      const entry = entryOf(parsed(reply.text));
      return entry === undefined ? { is: "unreadable" } : { is: "found", entry };
    }
    return { is: "no-answer" };
  },
});
