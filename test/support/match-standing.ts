import { emptySheet } from "../../shared/rules/due-diligence.ts";
import { toInstant } from "../../shared/rules/london.ts";
import type { StandsAs } from "../../shared/rules/match-standing.ts";
import { nextWriteId } from "./bid.ts";
import type { Engine } from "./engine.ts";

/** What an officer recorded of a line of the first submission, on a sheet that nobody had begun. */
export const recordStanding = ({ deps }: Engine, applicationId: string, stands: StandsAs, at: number): Promise<void> =>
  deps.store.dueDiligence.write(
    {
      ...emptySheet(applicationId),
      standings: [{ ...stands, submission: 1, note: "A letter.", by: "p_officer", at: toInstant(at) }],
    },
    { writeId: nextWriteId(), at },
    [],
  );
