import { afterAll, beforeAll } from "vitest";

/** What is started before the first test of a file, as `it`, and stopped after the last. */
export const forFile = <T>(start: () => Promise<T>, stop: (started: T) => void | Promise<void>): { readonly it: T } => {
  let started: { it: T } | undefined;
  beforeAll(async () => {
    started = { it: await start() };
  });
  afterAll(() => (started === undefined ? undefined : stop(started.it)));
  return {
    get it() {
      if (started === undefined) throw new Error("It is started before the first test.");
      return started.it;
    },
  };
};
