import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { formatPounds, formatWholePounds } from "../../shared/rules/money.ts";
import { Details } from "./details.tsx";

/** done: decided, paid, asked and covered; second: the same from another purse; hand: under discussion; left: free; gap: missing or not funded. */
export type BarTone = "done" | "second" | "hand" | "left" | "gap";
export type BarPart = { label: string; pence: number; tone: BarTone };

/** Where each part begins and how wide it is, in percent of the whole; parts of nothing are left out. */
export const barShares = (parts: readonly BarPart[]): { part: BarPart; from: number; width: number }[] => {
  const wholePence = parts.reduce((sum, { pence }) => sum + Math.max(0, pence), 0);
  let from = 0;
  return parts
    .filter(({ pence }) => pence > 0)
    .map((part) => {
      const width = (part.pence / wholePence) * 100;
      from += width;
      return { part, from: from - width, width };
    });
};

// Patterns, because a colour alone says nothing to some of us: stripes are what is missing, dots what is in hand.
const Patterns = ({ id }: { id: string }) => (
  <defs>
    <pattern id={`${id}-gap`} width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
      <rect class="fill-left" width="12" height="12" />
      <rect class="fill-hatch" width="6" height="12" />
    </pattern>
    <pattern id={`${id}-hand`} width="8" height="8" patternUnits="userSpaceOnUse">
      <rect class="fill-hand" width="8" height="8" />
      <circle class="fill-dots" cx="4" cy="4" r="0.9" />
    </pattern>
  </defs>
);

const fillOf = (id: string, tone: BarTone): { class?: string; fill?: string } =>
  tone === "gap" || tone === "hand" ? { fill: `url(#${id}-${tone})` } : { class: `fill-${tone}` };

type BarProps = {
  /** What the drawing shows; read out instead of it, and the table's caption. */
  title: string;
  parts: readonly BarPart[];
  /** Pence in the key and table where the figures must add up. */
  exact?: boolean | undefined;
  /** Pixels; 34 on the meeting's screen. */
  height?: number | undefined;
  /** "label £1" or "£1 label" in the key. */
  amountFirst?: boolean | undefined;
  /** Leaves out the table where the same figures stand in one beside it. */
  tableElsewhere?: boolean | undefined;
  total?: ComponentChildren;
};

/** One bar with its parts, a key in pounds, and the same figures as a table. */
export const Bar = ({
  title,
  parts,
  exact = false,
  height = 26,
  amountFirst = false,
  tableElsewhere = false,
  total,
}: BarProps) => {
  const id = useId();
  const pounds = exact ? formatPounds : formatWholePounds;
  const words = parts.map(({ label, pence }) =>
    amountFirst ? `${pounds(pence)} ${label}` : `${label} ${pounds(pence)}`,
  );
  return (
    <div class="bar">
      <svg class="bar__drawing" height={height} width="100%" role="img" aria-label={`${title}: ${words.join(", ")}`}>
        <Patterns id={id} />
        {barShares(parts).map(({ part, from, width }) => (
          <>
            <rect key={part.label} x={`${from}%`} width={`${width}%`} height="100%" {...fillOf(id, part.tone)} />
            {from > 0 ? <rect class="fill-between" x={`${from}%`} width="1.5" height="100%" /> : null}
          </>
        ))}
      </svg>
      <ul class="bar__key" aria-hidden="true">
        {parts.map((part, index) => (
          <li key={part.label}>
            <svg width="14" height="14" aria-hidden="true">
              <rect width="14" height="14" {...fillOf(id, part.tone)} />
            </svg>
            {words[index]}
          </li>
        ))}
      </ul>
      {tableElsewhere ? null : (
        <Details summary="The same figures as a table">
          <table class="dense">
            <caption class="govuk-visually-hidden">{title}</caption>
            <tbody>
              {parts.map(({ label, pence }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td class="dense__number">{pounds(pence)}</td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{total ?? "Together"}</th>
                <td class="dense__number">{pounds(parts.reduce((sum, { pence }) => sum + pence, 0))}</td>
              </tr>
            </tfoot>
          </table>
        </Details>
      )}
    </div>
  );
};

/** How far along: "3 of 8 sections are complete" in words, and as a line. */
export const Progress = ({ done, of, words }: { done: number; of: number; words: string }) => (
  <>
    <p class="govuk-body small soft">{words}</p>
    <svg class="progress" width="100%" height="8" aria-hidden="true">
      <rect class="fill-done" width={`${of === 0 ? 0 : Math.min(100, (done / of) * 100)}%`} height="100%" />
    </svg>
  </>
);
