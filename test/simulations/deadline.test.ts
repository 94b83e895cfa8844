import { describe, expect, it } from "vitest";
import { FUNDS } from "../../shared/funds/funds.ts";
import { msOf, toInstant } from "../../shared/rules/london.ts";
import { HOUR, nextWriteId } from "../support/bid.ts";
import { fillFolder, type ReadyBid } from "../support/many-bids.ts";
import { type PortalProcess, startPortalProcess, temporaryFolder } from "../support/portal.ts";

const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");
const at = Date.parse("2026-11-30T10:00:00.000Z");
const closesAt = Date.parse("2026-11-30T12:00:00.000Z");

type Outcome = {
  bid: ReadyBid;
  writeId: string;
  status: number;
  body: { rule?: string; receivedAt?: string; sha256?: string; number?: number };
};

const submit = async ({ address }: PortalProcess, bid: ReadyBid, writeId: string): Promise<Outcome> => {
  const reply = await fetch(`${address}/api/applications/${bid.id}/submission`, {
    method: "POST",
    headers: { cookie: bid.cookie, origin: address, "content-type": "application/json" },
    body: JSON.stringify({ draftId: bid.draftId, declaredBy: "Ash Example", writeId }),
  });
  return { bid, writeId, status: reply.status, body: await reply.json() };
};

const read = async ({ address }: PortalProcess, { id, cookie }: ReadyBid) =>
  (await fetch(`${address}/api/applications/${id}`, { headers: { cookie } })).json();

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("200 submissions around the last second before a deadline", () => {
  it("take each one that was received in time, once, and no other", async () => {
    const folder = temporaryFolder();
    const bids = await fillFolder(folder, fund, "26D1", 200, at, closesAt);
    const portal = await startPortalProcess({ folder, empty: true, now: toInstant(at) });
    try {
      await portal.setClock(toInstant(closesAt - 1_200));
      // Spread over the second before the close and a little after it, four in each five milliseconds.
      const outcomes = await Promise.all(
        bids.map(async (bid, n) => {
          await after(n * 8);
          return submit(portal, bid, nextWriteId());
        }),
      );
      const taken = outcomes.filter(({ status }) => status === 200);
      const refused = outcomes.filter(({ status }) => status === 409);
      expect(taken.length + refused.length).toBe(bids.length);
      expect(taken.length).toBeGreaterThan(0);
      expect(refused.length).toBeGreaterThan(0);
      for (const { body } of taken) expect(msOf(body.receivedAt ?? "")).toBeLessThan(closesAt);
      for (const { body } of refused) {
        expect(body.rule).toBe("round/closed");
        expect(msOf(body.receivedAt ?? "")).toBeGreaterThanOrEqual(closesAt);
      }
      // Sent once more, late: the same receipt for what was taken, the same no for what was not.
      for (const { bid, writeId, status, body } of outcomes) {
        const again = await submit(portal, bid, writeId);
        expect(again.status).toBe(status);
        if (status === 200) expect(again.body).toEqual(body);
        expect((await read(portal, bid)).latest?.number).toBe(status === 200 ? 1 : undefined);
      }
    } finally {
      await portal.stop();
    }
  }, 300_000);
});

describe("a power cut during a burst of submissions", () => {
  it("loses nothing that was acknowledged, and stores nothing twice", async () => {
    const folder = temporaryFolder();
    const bids = await fillFolder(folder, fund, "26D2", 120, at, closesAt);
    const first = await startPortalProcess({ folder, empty: true, now: toInstant(at) });
    const acknowledged: Outcome[] = [];
    const burst = bids.map(async (bid) => {
      const writeId = nextWriteId();
      try {
        const outcome = await submit(first, bid, writeId);
        if (outcome.status === 200) acknowledged.push(outcome);
        if (acknowledged.length === 30) await first.kill();
      } catch {
        // The portal died before it answered: this person knows nothing yet and will send it again.
      }
      return { bid, writeId };
    });
    const sent = await Promise.all(burst);
    expect(acknowledged.length).toBeGreaterThanOrEqual(30);
    const second = await startPortalProcess({ folder, now: toInstant(at + HOUR / 2) });
    try {
      for (const { bid, body } of acknowledged) expect((await read(second, bid)).latest?.sha256).toBe(body.sha256);
      const again = await Promise.all(sent.map(({ bid, writeId }) => submit(second, bid, writeId)));
      expect(again.map(({ status }) => status)).toEqual(bids.map(() => 200));
      for (const { bid, body } of again) {
        const before = acknowledged.find((outcome) => outcome.bid === bid);
        if (before !== undefined) expect(body).toEqual(before.body);
        expect((await read(second, bid)).latest?.number).toBe(1);
      }
    } finally {
      await second.stop();
    }
  }, 300_000);
});
