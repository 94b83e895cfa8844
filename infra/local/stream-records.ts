import { DatabaseSync } from "node:sqlite";

/*
 * The embedded DynamoDB keeps every stream record for ever and looks for them without an index, so a portal that runs for
 * weeks writes ever more slowly (926 to 194 puts a second after 16,000 records). AWS forgets them after a day; so do we.
 */

const DAY_SECONDS = 86_400;

/** Opens the engine's own file beside the running engine (it is in WAL mode), does one thing and lets go of it. */
const within = <T>(databaseFile: string, work: (database: DatabaseSync) => T): T => {
  const database = new DatabaseSync(databaseFile);
  try {
    database.exec("PRAGMA busy_timeout = 5000");
    return work(database);
  } finally {
    database.close();
  }
};

/** The indexes that reading and numbering stream records needs. */
export const indexStreamRecords = (databaseFile: string): void =>
  within(databaseFile, (database) => {
    database.exec(`
      CREATE INDEX IF NOT EXISTS _stream_records_by_number
        ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
      CREATE INDEX IF NOT EXISTS _stream_records_by_shard
        ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER));
    `);
  });

/**
 * Deletes the records that are older than a day and that every consumer is done with; answers how many. The newest stays
 * whatever its age: the engine counts on from it, and would begin at 1 again without it, below every position on disk.
 * @param doneUpTo the sequence number up to which every consumer is done
 * @param nowSeconds the machine's clock, seconds since 1970
 */
export const dropStreamRecords = (
  databaseFile: string,
  tableName: string,
  doneUpTo: number,
  nowSeconds: number,
): number =>
  within(databaseFile, (database) => {
    const { changes } = database
      .prepare(
        `DELETE FROM _stream_records WHERE table_name = :table AND created_at < :before
           AND CAST(sequence_number AS INTEGER) <= :done
           AND CAST(sequence_number AS INTEGER) <
             (SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = :table)`,
      )
      .run({ table: tableName, before: nowSeconds - DAY_SECONDS, done: doneUpTo });
    return Number(changes);
  });

/** Keeps the records few while the portal runs: now and then every hour. */
export const tendStreamRecords = (databaseFile: string, tableName: string, doneUpTo: () => number | undefined) => {
  indexStreamRecords(databaseFile);
  const tend = (): void => {
    const done = doneUpTo();
    try {
      if (done !== undefined) dropStreamRecords(databaseFile, tableName, done, Math.floor(Date.now() / 1000));
    } catch (error) {
      console.error("Old stream records could not be deleted:", error);
    }
  };
  tend();
  const timer = setInterval(tend, 3_600_000);
  timer.unref();
  return { stop: () => clearInterval(timer) };
};
