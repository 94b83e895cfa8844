/** The local clock: real time, moved. `PORTAL_NOW` moves it at the start, the rehearsal page while it runs. */
export const makeClock = (startAt: string | undefined) => {
  let offset = 0;
  const set = (instant: string): void => {
    const wanted = Date.parse(instant);
    if (Number.isNaN(wanted))
      throw new Error(`PORTAL_NOW is "${instant}". Write an instant like 2026-12-01T11:59:00Z.`);
    offset = wanted - Date.now();
  };
  if (startAt !== undefined && startAt !== "") set(startAt);
  return { now: () => Date.now() + offset, set };
};
export type Clock = ReturnType<typeof makeClock>;
