/**
 * An exact fraction in lowest terms, its denominator above nought. Scores are means and weighted sums of small whole
 * numbers; as floating point 13.35 would sometimes be 13.3 and sometimes 13.4, and two equal totals would differ.
 */
export type Ratio = { readonly num: bigint; readonly den: bigint };

const divisorOf = (a: bigint, b: bigint): bigint => {
  let [large, small] = [a < 0n ? -a : a, b];
  while (small !== 0n) [large, small] = [small, large % small];
  return large;
};

const lowest = (num: bigint, den: bigint): Ratio => {
  const divisor = divisorOf(num, den);
  return { num: num / divisor, den: den / divisor };
};

/** A whole number, or one over another that is above nought. */
export const ratio = (num: number, den = 1): Ratio => lowest(BigInt(num), BigInt(den));

export const ZERO: Ratio = { num: 0n, den: 1n };

export const plus = (a: Ratio, b: Ratio): Ratio => lowest(a.num * b.den + b.num * a.den, a.den * b.den);
export const minus = (a: Ratio, b: Ratio): Ratio => lowest(a.num * b.den - b.num * a.den, a.den * b.den);
export const times = (a: Ratio, b: Ratio): Ratio => lowest(a.num * b.num, a.den * b.den);

export const sumOf = (all: readonly Ratio[]): Ratio => all.reduce(plus, ZERO);

/** Below nought, nought or above it as `a` is less than, equal to or more than `b`: by cross-multiplication, never rounded. */
export const compare = (a: Ratio, b: Ratio): -1 | 0 | 1 => {
  const [left, right] = [a.num * b.den, b.num * a.den];
  return left < right ? -1 : left > right ? 1 : 0;
};

export const isSame = (a: Ratio, b: Ratio): boolean => compare(a, b) === 0;

/** The mean of whole numbers; undefined of none. */
export const meanOf = (all: readonly number[]): Ratio | undefined =>
  all.length === 0
    ? undefined
    : ratio(
        all.reduce((sum, one) => sum + one, 0),
        all.length,
      );

/** For the eye only: as many figures after the point, half up ("67.0", "13.3"). Nothing is ever compared or added in this form. */
export const formatRatio = ({ num, den }: Ratio, figures = 1): string => {
  const size = num < 0n ? -num : num;
  const scale = 10n ** BigInt(figures);
  const scaled = (2n * size * scale + den) / (2n * den);
  const whole = `${num < 0n && scaled > 0n ? "-" : ""}${scaled / scale}`;
  return figures === 0 ? whole : `${whole}.${String(scaled % scale).padStart(figures, "0")}`;
};

/** All of it, nothing rounded: "4", "3 1/3", "2/3". */
export const exactly = ({ num, den }: Ratio): string => {
  const [sign, size] = num < 0n ? ["-", -num] : ["", num];
  const [whole, rest] = [size / den, size % den];
  if (rest === 0n) return `${sign}${whole}`;
  return `${sign}${whole === 0n ? "" : `${whole} `}${rest}/${den}`;
};

/** How near to a whole a fraction lies, for a drawing: 0 to 1 of `most`. A picture needs no more than a float has. */
export const shareOf = ({ num, den }: Ratio, most: number): number => Number(num) / Number(den) / most;
