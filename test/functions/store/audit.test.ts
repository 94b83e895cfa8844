import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type AuditRow, checked } from "../../../functions/store/audit.ts";
import { applicationKey, auditKey } from "../../../functions/store/keys.ts";
import type { Event } from "../../../shared/events.ts";
import { engineForFile } from "../../support/engine.ts";

const engine = engineForFile();
const id = "CAF-26Q4-0017-K";
const asked = (questionId: string): Event => ({
  type: "information-asked",
  at: "2026-12-01T12:00:00.000Z",
  by: "p_officer",
  applicationId: id,
  roundId: "CAF-26Q4",
  organisationId: "o_1",
  questionId,
});

let rows: AuditRow[] = [];
beforeAll(async () => {
  const { audit } = engine.it.deps.store;
  for (const version of [1, 2, 5, 12])
    await audit.record(
      { key: applicationKey(id), version, events: [asked(`q_${version}`), asked(`q_${version}b`)] },
      undefined,
    );
  rows = (await audit.history(`application/${id}`)).rows;
});
const copy = (): AuditRow[] => structuredClone(rows);

describe("audit/chain", () => {
  it("links every event of every version to the one before", () => {
    expect(rows.map((row) => row.id)).toEqual(
      [1, 2, 5, 12].flatMap((version) => [`application/${id}@${version}.0`, `application/${id}@${version}.1`]),
    );
    expect(rows.map(({ previous }) => previous)).toEqual(["", ...rows.slice(0, -1).map(({ hash }) => hash)]);
    expect(checked(copy())).toMatchObject({ intact: true });
  });

  it("notices a row that was changed, wherever it is and whatever was changed", () => {
    const change = fc.constantFrom<(row: AuditRow) => void>(
      (row) => Object.assign(row.event, { by: "p_somebody" }),
      (row) => Object.assign(row.event, { at: "2026-12-01T12:00:00.001Z" }),
      (row) => Object.assign(row, { hash: "0".repeat(64) }),
      (row) => Object.assign(row, { previous: "0".repeat(64) }),
      (row) => Object.assign(row, { ofVersion: row.ofVersion + 1 }),
    );
    fc.assert(
      fc.property(fc.nat(7), change, (n, tamper) => {
        const changed = copy();
        const row = changed[n];
        if (row !== undefined) tamper(row);
        expect(checked(changed)).toMatchObject({ intact: false });
      }),
    );
  });

  it.each([0, 1, 3, 6])("notices that row %i was taken out", (n) => {
    const [gone, next] = [rows[n]?.id, rows[n + 1]?.id];
    expect(checked(copy().filter((row) => row.id !== gone))).toMatchObject({ intact: false, brokenAt: next });
  });

  it("notices rows that changed places, and one passed off as late", () => {
    const swapped = copy();
    swapped.splice(2, 2, ...copy().slice(2, 4).reverse());
    const late = copy();
    Object.assign(late[3] ?? {}, { late: true });
    expect([checked(swapped).intact, checked(late).intact]).toEqual([false, false]);
  });

  it("is checked whenever a history is read", async () => {
    const key = auditKey(`application/${id}`, 5, 1);
    await engine.it.table.update(
      {
        Key: key,
        UpdateExpression: "SET #event.#by = :by",
        ExpressionAttributeNames: { "#event": "event", "#by": "by" },
        ExpressionAttributeValues: { ":by": "p_nobody" },
      },
      "tampering",
    );
    expect(await engine.it.deps.store.audit.history(`application/${id}`)).toMatchObject({
      intact: false,
      brokenAt: `application/${id}@5.1`,
    });
  });

  it("gives an item that nothing happened to an empty history", async () => {
    expect(await engine.it.deps.store.audit.history("application/none")).toEqual({ rows: [], intact: true });
  });
});
