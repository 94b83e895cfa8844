import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toInstant } from "../../../shared/rules/london.ts";
import { personAt } from "../../support/by-api.ts";
import { WHOLE_CHARITY } from "../../support/organisations.ts";
import { type PortalProcess, startPortalProcess, until } from "../../support/portal.ts";

const at = Date.parse("2026-11-22T12:00:30.000Z");
let portal: PortalProcess;

beforeAll(async () => {
  portal = await startPortalProcess({ empty: true, now: toInstant(at) });
}, 120_000);
afterAll(() => portal.stop());

describe("startSchedules", () => {
  it("runs a function when its next time comes by the local clock", async () => {
    const member = await personAt(portal, "ash@harbour.example");
    await member.ask("POST", "/api/organisations", { organisation: WHOLE_CHARITY });
    const asker = await personAt(portal, "kit@harbour.example");
    const { charityRegister, charityNumber } = WHOLE_CHARITY;
    await asker.ask("POST", "/api/organisations/joins", {
      search: { by: "charity-number", charityRegister, charityNumber },
    });
    // The letter is not urgent: once it is written, nothing but the minute's job sends it.
    await until("The message", async () => (await member.ask("GET", "/api/messages")).messages[0]);
    await portal.setClock(toInstant(at + 60_000));
    const letter = await until("The letter", async () =>
      (await portal.mailTo("ash@harbour.example")).find(({ subject }) => !/^\d{6}/.test(subject)),
    );
    expect(letter.subject).toContain("join");
  });
});
