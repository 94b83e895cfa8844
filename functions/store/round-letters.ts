import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { RoundLetter } from "../../shared/rules/round-letter.ts";
import { letterKey } from "./keys.ts";
import { refuseStale, type Table, type Write } from "./table.ts";

const Stored = z.object(RoundLetter.shape);

/** What officers wrote to everyone of a round: as it went out, for good. */
export const roundLettersStore = (table: Table) => ({
  /** The letters of a round, the newest first. */
  ofRound: async (roundId: string): Promise<RoundLetter[]> => {
    const { pk, sk } = letterKey(roundId, "");
    const letters = (await table.query(pk, sk)).map((raw) => Stored.parse(raw));
    return letters.toSorted((a, b) => b.writtenAt.localeCompare(a.writtenAt));
  },

  /** Sends a letter on its way: the stream writes to each group. The same one again stays as it went. */
  write: async (letter: RoundLetter, write: Write): Promise<void> => {
    const { id: letterId, roundId, writtenAt, writtenBy } = letter;
    const event: Event = { type: "round-letter-written", at: writtenAt, by: writtenBy, roundId, letterId };
    refuseStale(
      await table.write(
        [
          {
            key: letterKey(roundId, letterId),
            kind: "letter",
            schema: 1,
            was: "absent",
            events: [event],
            data: letter,
          },
        ],
        write,
      ),
    );
  },
});
