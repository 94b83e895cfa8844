import type { MeetingPage } from "../../../shared/contract/meetings.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { Bar, type BarPart } from "../../parts/bar.tsx";
import { itemInHand } from "./meeting-words.ts";

const TONES = ["done", "second"] as const;

/** The pot as it runs: what is decided from each source, what is entered for the bid in hand and for others, what is left. */
const partsOf = (page: MeetingPage): BarPart[] => {
  const { pot } = page;
  const entered = pot.reduce((sum, { enteredPence }) => sum + enteredPence, 0);
  const hand = itemInHand(page);
  const inHand = Math.max(0, (hand?.entered?.amountPence ?? 0) - (hand?.decided?.amountPence ?? 0));
  return [
    ...pot.map(({ name, decidedPence }, n): BarPart => {
      return { label: `decided, ${name}`, pence: decidedPence, tone: TONES[n % TONES.length] ?? "done" };
    }),
    ...(inHand > 0 ? [{ label: "bid in hand", pence: inHand, tone: "hand" } satisfies BarPart] : []),
    ...(entered > inHand
      ? [{ label: "waits for the chair", pence: entered - inHand, tone: "gap" } satisfies BarPart]
      : []),
    { label: "left", pence: pot.reduce((sum, { leftPence }) => sum + leftPence, 0), tone: "left" },
  ];
};

/** What is left, first and large; then where it went, drawn and in pounds. */
export const Pot = ({ page }: { page: MeetingPage }) => {
  const { pot } = page;
  const all = pot.reduce((sum, { amountPence }) => sum + amountPence, 0);
  const left = pot.reduce((sum, { leftPence }) => sum + leftPence, 0);
  return (
    <section class="paper" aria-labelledby="pot">
      <div class="pot-words">
        <h2 class="pot-left number" id="pot">
          {formatPounds(left)} left
        </h2>
        <p class="govuk-body soft">
          of {formatPounds(all)}:{" "}
          {pot.map(({ amountPence, name }) => `${formatPounds(amountPence)} from ${name}`).join(", ")}
        </p>
      </div>
      <Bar title="The pot" parts={partsOf(page)} exact height={34} total="The pot" />
      {pot.length < 2 ? null : (
        <p class="govuk-body small number">
          Left in each:{" "}
          {pot.map(({ sourceId, name, leftPence }, n) => (
            <span key={sourceId}>
              {n === 0 ? "" : "; "}
              {name} <strong>{formatPounds(leftPence)}</strong>
            </span>
          ))}
        </p>
      )}
    </section>
  );
};
