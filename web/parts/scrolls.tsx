import type { ComponentChildren } from "preact";

type ScrollsProps = { class: string; label: string; children: ComponentChildren };

/** What is wider than its place: it scrolls in itself, never the page, and takes the focus so that the arrow keys scroll it. */
export const Scrolls = ({ class: look, label, children }: ScrollsProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled from the keyboard (WCAG 2.1.1)
  <section class={look} tabIndex={0} aria-label={label}>
    {children}
  </section>
);
