import { useEffect, useState } from "preact/hooks";
import { counted } from "../../shared/rules/counted.ts";
import { countWords } from "../../shared/rules/words.ts";

const SETTLES_MS = 1_000;

/** The value as it was when it last rested: a screen reader is told the count then, not at every key. */
export const useSettled = (value: string): string => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLES_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};

/** "You have 12 words left of 150", or by how many there are too many. */
export const countLine = (count: number, limit: number, unit: "word" | "character"): string =>
  count > limit
    ? `You have ${counted(count - limit, unit)} too many. The limit is ${limit}.`
    : `You have ${counted(limit - count, unit)} left of ${limit}`;

type WordCountProps = {
  id: string;
  text: string;
  settled: string;
  words: number | undefined;
  characters: number | undefined;
};

/** The line below a long answer. Shown at once, read out when the typing rests. */
export const WordCount = ({ id, text, settled, words, characters }: WordCountProps) => {
  const unit = words === undefined ? "character" : "word";
  const limit = words ?? characters ?? 0;
  const count = (counting: string): number => (unit === "word" ? countWords(counting) : counting.length);
  const over = count(text) > limit;
  return (
    <>
      <div
        class={`govuk-character-count__message ${over ? "govuk-error-message" : "govuk-hint"} number`}
        id={`${id}-count`}
      >
        {countLine(count(text), limit, unit)}
      </div>
      <div class="govuk-visually-hidden" role="status">
        {settled === "" ? "" : countLine(count(settled), limit, unit)}
      </div>
    </>
  );
};
