import { describe, expect, it } from "vitest";
import { sha256 } from "../../functions/identity.ts";
import type { Grants } from "../../functions/manifest/spec.ts";
import { MANIFEST } from "../../functions/manifest.ts";
import {
  allowanceKey,
  cardKey,
  failureKey,
  type Key,
  loginKey,
  messageKey,
  minutesKey,
  personKey,
  sheetKey,
  viewKey,
} from "../../functions/store/keys.ts";
import type { Change } from "../../functions/store/table.ts";
import { addDays, toInstant } from "../../shared/rules/london.ts";
import { ITEM_KINDS, RETENTION } from "../../shared/rules/retention.ts";
import type { Ends } from "../../shared/rules/retention-periods.ts";
import { nextWriteId } from "../support/bid.ts";
import { engineForFile, signedIn } from "../support/engine.ts";
import { nightOf, runDeletion, runRetention } from "../support/retention.ts";
import { aRound, putPublished } from "../support/rounds.ts";

const engine = engineForFile();
const written = nightOf("2026-11-22");

/** An item straight in the table; answers the day that its rule gives it. */
const put = async (key: Key, kind: Change["kind"], data: Change["data"] = {}): Promise<string> => {
  const change = { key, kind, schema: 1, was: "absent" as const, events: [], data };
  await engine.it.table.write([change], { writeId: nextWriteId(), at: written });
  return String((await engine.it.table.get(key))?.deleteOn);
};

describe("schedule/delete-expired", () => {
  const { reads, writes, deletes }: Grants = MANIFEST["schedule/delete-expired"].grants;
  const placesOf = (how: Ends["how"]) =>
    ITEM_KINDS.filter((kind) => RETENTION[kind].ends.how === how).flatMap((kind) =>
      RETENTION[kind].where.split(", ").map((place) => place.replace("/", "")),
    );
  const lacking = (places: readonly string[], granted: readonly string[] = []) =>
    [...new Set(places)].filter((place) => !granted.includes(place));

  it("may read and delete wherever something lies that is deleted on its day", () => {
    expect([lacking(placesOf("deleted"), deletes), lacking(placesOf("deleted"), reads)]).toEqual([[], []]);
  });

  it("may write wherever a tombstone is left", () => {
    expect([lacking(placesOf("tombstone"), writes), lacking(placesOf("by-state"), writes)]).toEqual([[], []]);
  });
});

describe("what stands for itself", () => {
  const kinds: [Change["kind"], Key, Change["data"]][] = [
    ["message", messageKey("p_1", "m_1"), { id: "m_1", to: "ash@example.org" }],
    ["view", viewKey("p_2", "CAF-26Q4-0001-K", "2026-11-22"), { personId: "p_2" }],
    ["scorecard", cardKey("CAF-26Q4-0001-K", "p_3"), { personId: "p_3" }],
    ["sheet", sheetKey("CAF-26Q4", "p_3"), { personId: "p_3" }],
    ["minutes", minutesKey("CAF-26Q4-M1"), { text: "Agreed." }],
    ["failure", failureKey("stream/events", "e_1"), { id: "e_1", record: "{}" }],
  ];

  it.each(kinds)("a %s goes on the day that its rule says, and not before", async (kind, key, data) => {
    const { deps, table } = engine.it;
    const day = await put(key, kind, data);
    expect(day).toMatch(/^20\d\d-\d\d-\d\d$/);
    await runDeletion(deps, addDays(day, -1));
    expect(await table.get(key)).toBeDefined();
    await runDeletion(deps, day);
    expect(await table.get(key)).toBeUndefined();
  });
});

describe("what a group asked about a rule", () => {
  it("is dated by its round and stays as a fact, without its words", async () => {
    const { deps, table } = engine.it;
    const round = await putPublished(engine.it, aRound({ code: "R77" }));
    const key = allowanceKey(round.id, "o_7");
    await put(key, "allowance", {
      organisationId: "o_7",
      roundId: round.id,
      asks: [{ rule: "eligibility/area", question: "Zelda asks", askedAt: toInstant(written), askedBy: "p_zelda" }],
      deleteOn: "2026-12-01",
      retentionShard: "0",
    });
    await runRetention(deps, "2027-02-05");
    const day = String((await table.get(key))?.deleteOn);
    expect(day > "2027-02-05").toBe(true);
    await runDeletion(deps, day);
    const left = await table.get(key);
    expect(left).toMatchObject({ organisationId: "o_7", deletedOn: day });
    expect(JSON.stringify(left)).not.toContain("Zelda");
  });
});

describe("a login", () => {
  it("waits for its person, however old it is itself", async () => {
    const { deps, table } = engine.it;
    await signedIn(engine.it, { id: "p_login", door: "staff", roles: ["officer"] }, nightOf("2028-06-01"));
    const key = loginKey(sha256("staff/p_login"));
    const day = await put(key, "login", { personId: "p_login" });
    await runDeletion(deps, day);
    const { deleteOn } = (await table.get(personKey("p_login"))) ?? {};
    expect(await table.get(key)).toMatchObject({ personId: "p_login", deleteOn });
  });
});
