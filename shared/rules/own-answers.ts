import type { Application } from "./application.ts";
import { KNOWN } from "./form.ts";
import type { Submission } from "./frozen.ts";
import type { Fund } from "./fund.ts";

/**
 * What a submission says of its own standing among others, kept with the head so that a ranking reads no answers: the
 * smallest amount that is of use, integer pence, and whether the group had public money of this kind before. What the form
 * does not ask is not there (DOMAIN 8.2).
 */
export const ownAnswers = (
  { sections }: Pick<Fund, "sections">,
  { band, answers }: Pick<Submission, "band" | "answers">,
): Pick<Application, "leastUsefulPence" | "hadPublicMoney"> => {
  const [least, money] = [answers[KNOWN.leastUseful], answers[KNOWN.otherPublicMoney]];
  const asked = sections
    .flatMap(({ questions }) => questions)
    .some(({ id, bands }) => id === KNOWN.otherPublicMoney && bands.includes(band));
  return {
    ...(typeof least === "number" ? { leastUsefulPence: least } : {}),
    ...(asked ? { hadPublicMoney: Array.isArray(money) && money.length > 0 } : {}),
  };
};
