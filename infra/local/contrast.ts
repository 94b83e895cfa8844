/** What stands on what: text against its ground needs 4.5 : 1, drawings and borders of controls 3 : 1 (WCAG 1.4.3, 1.4.11). */
const PAIRS = [
  ["ink", "white", 4.5],
  ["ink", "paper", 4.5],
  ["ink", "hand-pale", 4.5],
  ["ink", "accent-tint", 4.5],
  ["ink", "wrong-tint", 4.5],
  ["ink", "focus", 4.5],
  ["ink", "paper-line", 4.5],
  ["ink-soft", "white", 4.5],
  ["ink-soft", "paper", 4.5],
  ["ink-soft", "hand-pale", 4.5],
  ["white", "header", 4.5],
  ["accent-tint", "header", 4.5],
  ["white", "accent", 4.5],
  ["white", "accent-dark", 4.5],
  ["accent", "white", 4.5],
  ["accent", "paper", 4.5],
  ["accent", "accent-tint", 4.5],
  ["accent", "hand-pale", 4.5],
  ["accent-text", "accent-tint", 4.5],
  ["hand-text", "hand-tint", 4.5],
  ["hand-text", "white", 4.5],
  ["wrong", "white", 4.5],
  ["wrong-text", "wrong-tint", 4.5],
  ["accent", "paper-line", 3],
] as const;

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);

const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** The contrast of two colours ("#0b6158"), 1 to 21, as WCAG reckons it. */
export const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
};

/** What cannot be read in a palette (the text of its stylesheet), one sentence each; none when all is well. */
export const contrastFaults = (palette: string): string[] => {
  const colours = new Map(
    [...palette.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]),
  );
  return PAIRS.flatMap(([text, ground, least]) => {
    const [front, behind] = [colours.get(text), colours.get(ground)];
    if (front === undefined || behind === undefined)
      return [`The palette has no --${front === undefined ? text : ground}.`];
    const found = contrast(front, behind);
    return found >= least ? [] : [`--${text} on --${ground} has a contrast of ${found.toFixed(2)}; it needs ${least}.`];
  });
};
