type SpreadProps = {
  /** Places of single totals on the line, each 0 to 1. */
  dots: readonly number[];
  /** Where they come out together; undefined without one. */
  mean: number | undefined;
  /** Where the fund draws its threshold. */
  threshold?: number | undefined;
  /** The same in words: read out instead of the drawing. */
  words: string;
};

const [WIDTH, HEIGHT, EDGE] = [150, 24, 8];
const placeOf = (share: number): number => EDGE + Math.min(1, Math.max(0, share)) * (WIDTH - 2 * EDGE);

/** How far apart single totals lie: a dot for each, a bar where they come out together, a tick at the threshold. */
export const Spread = ({ dots, mean, threshold, words }: SpreadProps) => (
  <svg class="spread" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words}>
    <line class="spread__line" x1={EDGE} x2={WIDTH - EDGE} y1={HEIGHT / 2} y2={HEIGHT / 2} />
    {threshold === undefined ? null : (
      <line class="spread__threshold" x1={placeOf(threshold)} x2={placeOf(threshold)} y1="6" y2={HEIGHT - 6} />
    )}
    {dots.map((dot, n) => (
      <circle key={n} class="spread__dot" cx={placeOf(dot)} cy={HEIGHT / 2} r="5.5" />
    ))}
    {mean === undefined ? null : (
      <rect class="spread__mean" x={placeOf(mean) - 1.5} y="2" width="3" height={HEIGHT - 4} />
    )}
  </svg>
);
