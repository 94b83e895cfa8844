import { health } from "../../shared/contract/health.ts";
import { toInstant } from "../../shared/rules/london.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";

const answers = ({ store }: Deps): Answers<typeof health> => ({
  /** Reads and writes the table: an answer means that a save would be taken. */
  check: async ({ at }) => {
    await store.portal.touch(at);
    return { ok: true, at: toInstant(at) };
  },
});

export const handler = http(health, answers);
