import type { ComponentChildren } from "preact";

/** One number that matters: "£40,000" "in this round", and a second line if needed ("9 days, 2 hours left"). */
export type Fact = { figure: ComponentChildren; label: ComponentChildren; more?: ComponentChildren };

/** The numbers that matter, in a row of four; two by two on a tablet, one below the other on a phone. */
export const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <ul class="facts">
    {facts.map(({ figure, label, more }, index) => (
      <li key={index}>
        <strong class="facts__figure">{figure}</strong> <span class="facts__label">{label}</span>
        {more === undefined ? null : <span class="facts__label">{more}</span>}
      </li>
    ))}
  </ul>
);
