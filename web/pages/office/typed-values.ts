import { formatDate, isCivilDate } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";

/** An amount as it stands in a field that has its pound sign in front: "1,400.00" from pence; nothing where there is none. */
export const typedPounds = (pence: number | undefined): string =>
  pence === undefined ? "" : formatPounds(pence).slice("£".length);

/** A day that was answered, in words; nothing where it was not, or is no day. */
export const answeredDay = (date: string | undefined): string =>
  date !== undefined && isCivilDate(date) ? formatDate(date) : "";
