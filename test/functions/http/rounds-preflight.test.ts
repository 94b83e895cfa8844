import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/rounds.ts";
import { rounds } from "../../../shared/contract/rounds.ts";
import { msOf } from "../../../shared/rules/london.ts";
import type { Preflight } from "../../../shared/rules/preflight.ts";
import { engineForFile, send, signedIn } from "../../support/engine.ts";
import { ENTERED_DATES, someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const at = msOf("2026-10-20T09:00:00.000Z");
const fund = someFund();
const id = `${fund.code}-P9`;
const FOUND: Preflight = {
  checkedAt: "2026-10-19T17:00:00.000Z",
  findings: [{ rule: "preflight/sandbox", detail: "Request production access." }],
};

describe("GET /api/office/rounds/{id}", () => {
  it("shows what preflight found, and when, until the round is published; nothing where it never ran", async () => {
    const { cookie } = await signedIn(engine.it, { id: "p_officer", roles: ["officer"], door: "staff" }, at);
    const [source] = fund.sources;
    const body = {
      ...{ fundId: fund.id, code: "P9", title: "Winter round", writeId: "write-id-create" },
      pot: [{ sourceId: source?.id ?? "", amountPence: 40_000_00 }],
      dates: ENTERED_DATES,
    };
    expect(await send(engine.it, handler, rounds.create, { at, cookie, body })).toMatchObject({ status: 200 });
    const read = () => send(engine.it, handler, rounds.one, { at, cookie, params: { id } });
    expect((await read()).body).not.toHaveProperty("preflight");

    await engine.it.deps.store.portal.keepPreflight({ ...FOUND, findings: [] });
    await engine.it.deps.store.portal.keepPreflight(FOUND);
    expect((await read()).body).toMatchObject({ preflight: FOUND });
    const { dates, pot } = body;
    const changed = { title: "Spring round", dates, pot, version: 1, writeId: "write-id-change" };
    const sent = { at, cookie, params: { id } };
    expect((await send(engine.it, handler, rounds.change, { ...sent, body: changed })).body).toMatchObject({
      preflight: FOUND,
    });

    // It warns and stops nobody.
    const published = { version: 2, writeId: "write-id-publish" };
    expect(await send(engine.it, handler, rounds.publish, { ...sent, body: published })).toMatchObject({ status: 200 });
    expect((await read()).body).not.toHaveProperty("preflight");
  });
});
