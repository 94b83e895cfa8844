const LEGAL_FORM: ReadonlySet<string> = new Set(["ltd", "limited", "cic", "cio", "plc", "llp"]);

/**
 * A name as words that can be compared: without case, accents, marks, "the" in front and the legal form behind, "&" as
 * "and". Nothing where there is neither letter nor digit.
 */
export const plainWords = (text: string): string[] => {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("&", " and ")
    .replace(/[’'`]/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const start = words.length > 1 && words[0] === "the" ? 1 : 0;
  let end = words.length;
  while (end > start + 1 && LEGAL_FORM.has(words[end - 1] ?? "")) end -= 1;
  return words.slice(start, end);
};
