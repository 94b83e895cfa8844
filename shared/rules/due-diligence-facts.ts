import type { SheetFacts } from "./due-diligence.ts";
import { type Finding, finding } from "./finding.ts";
import type { CivilDate } from "./london.ts";

const DETAIL = "Enter today or an earlier day: only what has happened is read in a paper.";

/**
 * `due-diligence/dates`: what was read in the papers bears a day that has been. A year typed wrong would make old accounts
 * new, and leave a sum out of the total of subsidy control, which counts up to the grant (DOMAIN 7).
 */
export const factsFindings = (
  { accountsOn, bankStatementOn, subsidies }: Pick<SheetFacts, "accountsOn" | "bankStatementOn" | "subsidies">,
  today: CivilDate,
): Finding[] => {
  const days: [string, CivilDate | undefined][] = [
    ["/facts/accountsOn", accountsOn],
    ["/facts/bankStatementOn", bankStatementOn],
    ...subsidies.map(({ on }, n): [string, CivilDate] => [`/facts/subsidies/${n}/on`, on]),
  ];
  return days.flatMap(([pointer, on]) =>
    on === undefined || on <= today ? [] : [finding("due-diligence/dates", pointer, DETAIL)],
  );
};
