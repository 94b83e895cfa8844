import type { SheetFacts } from "./due-diligence.ts";
import { type Finding, finding } from "./finding.ts";
import type { CivilDate } from "./london.ts";

/**
 * `due-diligence/dates`: what was read in the papers bears a day that has been. A year typed wrong would make old accounts
 * new, and leave a sum out of the total of subsidy control, which counts up to the grant (DOMAIN 7).
 */
export const factsFindings = (
  { accountsOn, bankStatementOn, subsidies }: Pick<SheetFacts, "accountsOn" | "bankStatementOn" | "subsidies">,
  today: CivilDate,
): Finding[] => {
  const days: [string, CivilDate | undefined, string][] = [
    ["/facts/accountsOn", accountsOn, "The accounts’ year"],
    ["/facts/bankStatementOn", bankStatementOn, "The bank statement"],
    ...subsidies.map(({ on }, n): [string, CivilDate, string] => [`/facts/subsidies/${n}/on`, on, `Sum ${n + 1}`]),
  ];
  return days.flatMap(([pointer, on, what]) =>
    on === undefined || on <= today
      ? []
      : [finding("due-diligence/dates", pointer, `${what}: enter today or an earlier day.`)],
  );
};
