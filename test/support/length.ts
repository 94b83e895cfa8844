const FULL = process.env.PORTAL_SIMULATION_LENGTH === "full";

/** How many runs a simulation makes: its full length under `npm run soak`, a tenth in `npm test`. */
export const runs = (full: number): number => (FULL ? full : Math.ceil(full / 10));

/** A small seeded generator (mulberry32), so that a failing run can be played again from its number. */
export const seeded = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    below: (limit: number): number => Math.floor(next() * limit),
    chance: (p: number): boolean => next() < p,
  };
};
export type Seeded = ReturnType<typeof seeded>;
