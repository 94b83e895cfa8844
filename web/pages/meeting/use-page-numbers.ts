import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** How many columns of the height of a page a part fills: on paper it fills as many pages. */
const pagesOf = (part: Element, measure: HTMLElement): number => {
  const copy = part.cloneNode(true);
  measure.replaceChildren(copy);
  const { width } = measure.getBoundingClientRect();
  const pages = width === 0 ? 1 : Math.max(1, Math.round(measure.scrollWidth / width));
  measure.replaceChildren();
  return pages;
};

/**
 * The page on which each part begins when it is printed, by its id. Each part begins a page (`_pack.scss`). Counted again when
 * `of` changes: what is in the pack.
 */
export const usePageNumbers = (
  pack: RefObject<HTMLElement | null>,
  measure: RefObject<HTMLElement | null>,
  of: unknown,
): ReadonlyMap<string, number> => {
  const [numbers, setNumbers] = useState<ReadonlyMap<string, number>>(new Map());
  useLayoutEffect(() => {
    const ruler = measure.current;
    if (pack.current === null || ruler === null) return;
    let next = 1;
    const begins = new Map<string, number>();
    for (const part of pack.current.querySelectorAll(".pack__part")) {
      begins.set(part.id, next);
      next += pagesOf(part, ruler);
    }
    setNumbers(begins);
  }, [of]);
  return numbers;
};
