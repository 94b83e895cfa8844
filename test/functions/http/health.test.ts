import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/health.ts";
import { health } from "../../../shared/contract/health.ts";
import { engineForFile, send } from "../../support/engine.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");

describe("GET /healthz", () => {
  it("answers with the instant it was received, after a write and a read of the table", async () => {
    const reply = await send(engine.it, handler, health.check, { at });
    expect(reply.status).toBe(200);
    expect(reply.body).toEqual({ ok: true, at: "2026-11-22T12:00:00.000Z" });
  });
});
