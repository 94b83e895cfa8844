import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/applications.ts";
import { applications } from "../../../shared/contract/applications.ts";
import { switched } from "../../../shared/rules/eligibility.ts";
import type { EligibilityRule } from "../../../shared/rules/eligibility-rule.ts";
import { asking, filledDraft, groupWith, HOUR, openRound } from "../../support/bid.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const fund = switched(someFund(), { "eligibility/repeat": "on" });
const AWARD = {
  id: "pa_1",
  amountPence: 1_400_00,
  source: "A letter",
  recorded: { by: "p_o", at: "2026-11-01T09:00:00.000Z" },
};

let scenes = 0;
const scene = async (of = fund) => {
  scenes += 1;
  const organisationId = `o_stops${scenes}`;
  const round = await openRound(engine.it, of, `26S${scenes}`, at, at + 6 * HOUR);
  const cookieOf = await groupWith(engine.it, organisationId, [`p_stops${scenes}`], at);
  const cookie = cookieOf(`p_stops${scenes}`);
  const stops = (changed: object = {}, id = round.id) =>
    send(engine.it, handler, applications.stops, {
      ...{ at, cookie, params: { id }, query: { organisationId, ...changed } },
    });
  const awarded = async (on: string) => {
    const line = { ...AWARD, organisationId, fundId: of.id, on, corrections: [], version: 0 };
    await engine.it.deps.store.records.writePastAward(line, { writeId: `award-${organisationId}`, at }, []);
  };
  const owing = async (dueOn: string) => {
    const { id: _, amountPence: __, ...kept } = AWARD;
    const line = {
      ...kept,
      id: "r_1",
      what: "Report on the skate nights",
      organisationId,
      dueOn,
      corrections: [],
      version: 0,
    };
    await engine.it.deps.store.records.writeReturn(line, { writeId: `return-${organisationId}`, at }, []);
  };
  const allow = async (rule: string) => {
    const answer = { allowed: true, reason: "A new committee.", at: "2026-11-22T11:00:00.000Z", by: "p_o" };
    const ask = { rule, question: "May we?", askedAt: "2026-11-22T10:00:00.000Z", askedBy: "p_a", answer };
    const allowance = { roundId: round.id, organisationId, asks: [ask], version: 0 };
    await engine.it.deps.store.allowances.write(allowance, { writeId: `allow-${organisationId}`, at }, []);
  };
  return { round, organisationId, cookie, stops, awarded, owing, allow, as: asking(engine.it, cookie) };
};

const rulesOf = ({ body }: { body: { stops: { rule: string }[] } }): string[] => body.stops.map(({ rule }) => rule);

describe("GET /api/rounds/{id}/eligibility", () => {
  it("says nothing against a group that nothing is known against", async () => {
    const { stops } = await scene();
    expect((await stops()).body).toEqual({ stops: [] });
  });

  it("tells the last award and the day from which the group can apply again, before the form", async () => {
    const { stops, awarded } = await scene();
    await awarded("2025-03-14");
    expect((await stops()).body.stops).toMatchObject([
      {
        rule: "eligibility/repeat",
        pointer: "/record/awards",
        detail: expect.stringContaining("14 March 2025; you can apply again from 14 March 2028."),
        from: "2028-03-14",
        canBeAllowed: true,
      },
    ]);
  });

  it("no longer tells what the office has allowed", async () => {
    const { stops, awarded, owing, allow } = await scene();
    await awarded("2025-03-14");
    await owing("2026-09-30");
    expect(rulesOf(await stops())).toEqual(["eligibility/return-overdue", "eligibility/repeat"]);
    await allow("eligibility/repeat");
    expect(rulesOf(await stops())).toEqual(["eligibility/return-overdue"]);
  });

  it("does not exist for a group that is not the caller's, nor for a round that is not published", async () => {
    const { stops, round } = await scene();
    const other = await scene();
    for (const reply of [await stops({ organisationId: other.organisationId }), await stops({}, `${fund.code}-99X9`)])
      expect([reply.status, reply.body.type]).toEqual([404, "/problems/not-found"]);
    expect((await stops({}, round.id)).status).toBe(200);
  });
});

describe("the rules at submission", () => {
  it("block what the record says, with the day, until the office allows it", async () => {
    const { round, organisationId, as, awarded, allow } = await scene();
    await awarded("2025-03-14");
    const { id, draftId } = await filledDraft(as, fund, round, organisationId, 900_00, at);
    const view = await as.read(id, at);
    expect(view.body.blockers).toMatchObject([{ rule: "eligibility/repeat", pointer: "/record/awards" }]);
    const refused = await as.submit(id, draftId, at);
    expect(refused.body.errors).toMatchObject([{ rule: "eligibility/repeat" }]);
    await allow("eligibility/repeat");
    expect((await as.read(id, at)).body).toMatchObject({ blockers: [], allowed: ["eligibility/repeat"] });
    expect((await as.submit(id, draftId, at)).status).toBe(200);
  });

  it("hold one application of a group in a round, where the officer has switched that on", async () => {
    const { round, organisationId, as } = await scene(switched(someFund(), { "eligibility/one-application": "on" }));
    const first = await filledDraft(as, fund, round, organisationId, 900_00, at);
    const second = await filledDraft(as, fund, round, organisationId, 900_00, at);
    expect((await as.submit(first.id, first.draftId, at)).status).toBe(200);
    expect((await as.submit(second.id, second.draftId, at)).body.errors).toMatchObject([
      { rule: "eligibility/one-application", detail: expect.stringContaining(first.id) },
    ]);
    expect((await as.read(first.id, at)).body.blockers).toEqual([]);
  });

  it("point into the form and to the group's page from the first minute", async () => {
    const years: EligibilityRule = {
      kind: "years-of-delivery",
      refusal: "Too few.",
      instead: "Wait.",
      leastYears: 900,
    };
    const documents: EligibilityRule = {
      kind: "documents",
      refusal: "It is needed.",
      instead: "Ask.",
      slots: { S: ["governing-document"] },
    };
    const { round, organisationId, as } = await scene({ ...fund, eligibility: [years, documents] });
    const { id } = (await as.start(round.id, organisationId, at)).body;
    const { blockers } = (await as.read(id, at)).body;
    const places = blockers.filter(({ rule }: { rule: string }) => rule.startsWith("eligibility/"));
    expect(places.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      "/organisation/yearsOfDelivery",
      "/documents/governing-document",
    ]);
    const same = blockers.filter(({ pointer }: { pointer: string }) => pointer === "/documents/governing-document");
    expect(same).toHaveLength(1);
  });
});
