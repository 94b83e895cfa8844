import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/applications.ts";
import { handler as organisationsHandler } from "../../../functions/http/organisations.ts";
import { applications } from "../../../shared/contract/applications.ts";
import { organisations } from "../../../shared/contract/organisations.ts";
import { asking, filledDraft, GROUP, groupWith, HOUR, nextWriteId, openRound } from "../../support/bid.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const fund = someFund();

describe("what a group tells of itself", () => {
  it("is asked once, goes into every application, and stays there as it was when it was sent", async () => {
    const organisationId = "o_askedonce";
    const round = await openRound(engine.it, fund, "26O1", at, at + 6 * HOUR);
    const cookie = (await groupWith(engine.it, organisationId, ["p_ash"], at))("p_ash");
    const ash = asking(engine.it, cookie);
    const contentOf = async () => {
      const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
      await ash.submit(id, draftId, at);
      const read = (when: number) =>
        send(engine.it, handler, applications.submission, { at: when, cookie, params: { id, number: "1" } });
      return { read, organisation: (await read(at)).body.content.organisation };
    };
    const [first, second] = [await contentOf(), await contentOf()];
    expect(first.organisation.name).toBe(GROUP.name);
    expect(second.organisation).toEqual(first.organisation);
    const moved = { ...GROUP, addressLine1: "2 Example Street" };
    const changed = await send(engine.it, organisationsHandler, organisations.change, {
      at,
      cookie,
      params: { id: organisationId },
      body: { organisation: moved, version: 1, writeId: nextWriteId() },
    });
    expect(changed.status, changed.text).toBe(200);
    expect((await contentOf()).organisation.addressLine1).toBe("2 Example Street");
    expect((await first.read(at + HOUR)).body.content.organisation).toEqual(first.organisation);
  });
});
