import { Refused } from "../../shared/problem.ts";

const LOOKS = 4;

/**
 * A write that is made from what was read: when something moved in between, it is read and made again, a few times.
 * `undefined` asks for another look. Refuses `stale` when it moved each time.
 */
export const lookingAgain = async <T>(attempt: () => Promise<T | undefined>): Promise<T> => {
  for (let looks = 1; looks <= LOOKS; looks += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new Refused("stale");
};
