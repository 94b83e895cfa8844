import type { ComponentChildren } from "preact";

/** done: settled and good; hand: in hand, not yet; wrong: needs something; quiet: a plain fact. */
export type TagTone = "done" | "hand" | "wrong" | "quiet";

/** A state in one or two words. The words carry the meaning, the tone only helps the eye. */
export const Tag = ({ tone = "quiet", children }: { tone?: TagTone | undefined; children: ComponentChildren }) => (
  <strong class={`tag tag--${tone}`}>{children}</strong>
);
