import type { FunctionName } from "../../functions/manifest.ts";
import type { Clock } from "./clock.ts";
import { FUNCTION_NAMES, invoke, specOf } from "./functions.ts";

const EVERY = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
/** EventBridge Scheduler tries again; so do we, a little. */
const TRIES = 3;

export const scheduledFunctions = (): FunctionName[] =>
  FUNCTION_NAMES.filter((name) => "every" in specOf(name).trigger);

/** Runs one job for an instant, as the scheduler does: the event is the scheduled time. */
export const runSchedule = async (name: FunctionName, at: number): Promise<void> => {
  for (let tries = 1; ; tries += 1) {
    try {
      await invoke(name, { at: new Date(at).toISOString() });
      return;
    } catch (error) {
      if (tries === TRIES) throw error;
    }
  }
};

/** Runs every scheduled function by the local clock: once for each period, with the period's own instant. */
export const startSchedules = (clock: Clock) => {
  const last = new Map<FunctionName, number>();
  const tick = async (): Promise<void> => {
    for (const name of scheduledFunctions()) {
      const { trigger } = specOf(name);
      if (!("every" in trigger)) continue;
      const period = Math.floor(clock.now() / EVERY[trigger.every]);
      if (last.get(name) === period) continue;
      last.set(name, period);
      try {
        await runSchedule(name, period * EVERY[trigger.every]);
      } catch (error) {
        console.error(`${name} failed at its time:`, error);
      }
    }
  };
  let running: Promise<void> = tick();
  const timer = setInterval(() => {
    running = running.then(tick);
  }, 1_000);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
};
