import type { ComponentChildren } from "preact";

type ScrollsProps = { class: string; label: string; children: ComponentChildren };

/** What is wider than its place: it scrolls in itself, never the page, and takes the focus so that the arrow keys scroll it. */
export const Scrolls = ({ class: look, label, children }: ScrollsProps) => (
  // Safari scrolls from the keyboard only what has the focus (WCAG 2.1.1), and no interactive role says "a table that scrolls".
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without it, whoever has no mouse cannot read the columns beyond the edge
  <section class={look} tabIndex={0} aria-label={label}>
    {children}
  </section>
);
