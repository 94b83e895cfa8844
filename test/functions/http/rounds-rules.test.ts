import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { handler as publicHandler } from "../../../functions/http/funds.ts";
import { handler } from "../../../functions/http/rounds.ts";
import { roundFindings } from "../../../functions/rounds.ts";
import { roundKey } from "../../../functions/store/keys.ts";
import { funds } from "../../../shared/contract/funds.ts";
import { rounds } from "../../../shared/contract/rounds.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { rulesInForce } from "../../../shared/rules/eligibility-in-force.ts";
import { ruleIdOf } from "../../../shared/rules/eligibility-kinds.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { withRates } from "../../../shared/rules/match-rates.ts";
import { engineForFile, send, signedIn } from "../../support/engine.ts";
import { aRound, ENTERED_DATES, forgetRounds, someFund } from "../../support/rounds.ts";

const engine = engineForFile();
const at = msOf("2026-10-20T09:00:00.000Z");
const fund = someFund();
let cookie = "";
let written = 0;

beforeAll(async () => {
  cookie = (await signedIn(engine.it, { id: "p_olive", roles: ["officer"], door: "staff" }, at)).cookie;
});

beforeEach(() => forgetRounds(engine.it, fund.id));

const entered = {
  title: "Winter round",
  dates: ENTERED_DATES,
  pot: [{ sourceId: fund.sources[0]?.id ?? "", amountPence: 40_000_00 }],
};
const writeId = () => `rules-write-${++written}`;
const id = (code: string) => `${fund.code}-${code}`;
const made = async (code: string) =>
  send(engine.it, handler, rounds.create, {
    ...{ at, cookie },
    body: { fundId: fund.id, code, ...entered, writeId: writeId() },
  });
const change = (code: string, version: number, more: object) =>
  send(engine.it, handler, rounds.change, {
    ...{ at, cookie, params: { id: id(code) } },
    body: { ...entered, ...more, version, writeId: writeId() },
  });
const publish = (code: string, version: number) =>
  send(engine.it, handler, rounds.publish, {
    ...{ at, cookie, params: { id: id(code) } },
    body: { version, writeId: writeId() },
  });
const asked = async (code: string) =>
  (await send(engine.it, publicHandler, funds.round, { at, params: { id: id(code) } })).body;

const REPEAT = "eligibility/repeat";
const RESERVES = "eligibility/reserves";

describe("eligibility/switch", () => {
  it("shows an officer the rules that the fund leaves to them, off until they turn one on", async () => {
    const { body } = await made("E1");
    const off = fund.eligibility.filter((rule) => rule.switch === "off");
    expect(body.switchable.map(({ rule }: { rule: string }) => rule)).toEqual(off.map(ruleIdOf));
    expect(body.switchable).toContainEqual({
      rule: REPEAT,
      words: "Your group has had no grant of this fund in the last 36 months.",
      known: "Read in what we have on record of the group.",
      switch: "off",
    });
  });

  it("freezes what was switched into the round's form, in words that the public reads", async () => {
    await made("E2");
    const { body } = await change("E2", 1, { switches: { [REPEAT]: "on", [RESERVES]: "on" } });
    expect(body.round.switches).toEqual({ [REPEAT]: "on", [RESERVES]: "on" });
    const preview = await send(engine.it, handler, rounds.preview, { at, cookie, params: { id: id("E2") } });
    expect(preview.body.fund.whoCanApply).toContain("Your group has had no grant of this fund in the last 36 months.");
    expect((await publish("E2", 2)).status).toBe(200);
    const form = await asked("E2");
    expect(form.whoCanApply).toHaveLength(rulesInForce(fund).length + 2);
    expect(form.eligibility.map(({ rule }: { rule: string }) => rule)).toContain(RESERVES);
    const questions = form.sections.flatMap((section: { questions: { id: string }[] }) => section.questions);
    expect(questions.map((question: { id: string }) => question.id)).toContain("reserves");

    await forgetRounds(engine.it, fund.id);
    await made("E3");
    await publish("E3", 1);
    const plain = await asked("E3");
    expect(plain.whoCanApply).toHaveLength(rulesInForce(fund).length);
    expect(plain.sections).toEqual(fund.sections);
  });

  it("is fixed from publication on, and keeps to the rules that are the officer's", async () => {
    await made("E4");
    const other = await change("E4", 1, { switches: { "eligibility/area": "off" } });
    expect(other.body.errors).toMatchObject([{ rule: "eligibility/switch", pointer: "/switches" }]);
    await publish("E4", 1);
    const late = await change("E4", 2, { switches: { [REPEAT]: "on" } });
    expect(late.body.errors).toMatchObject([{ rule: "eligibility/switch", pointer: "/switches" }]);
    expect((await change("E4", 2, { switches: { [REPEAT]: "off" } })).status).toBe(200);
    expect((await change("E4", 3, { title: "Another title" })).body.round.title).toBe("Another title");
  });

  it("leaves the rules as they are where a change does not speak of them", async () => {
    await made("E5");
    await change("E5", 1, { switches: { [REPEAT]: "on" } });
    expect((await change("E5", 2, { title: "Another" })).body.round.switches).toEqual({ [REPEAT]: "on" });
  });
});

describe("eligibility/unpassable", () => {
  it("stands against a round whose rules nobody could pass, once they are switched on", () => {
    const cap = fund.eligibility.find((rule) => rule.kind === "total-cost-cap");
    const eligibility = cap === undefined ? [] : [{ ...cap, capPence: 99_99 }];
    const odd = { ...fund, eligibility };
    expect(roundFindings(aRound(), odd, at)).toEqual([]);
    const found = roundFindings(aRound({ switches: { "eligibility/total-cost": "on" } }), odd, at);
    expect(found).toMatchObject([{ rule: "eligibility/unpassable", pointer: "/eligibility/0" }]);
  });

  it("stands against no round of the funds that come with the portal", () => {
    for (const each of FUNDS) {
      const pot = [{ sourceId: each.sources[0]?.id ?? "", amountPence: each.potPence }];
      expect(roundFindings(aRound({ fundId: each.id, pot }), each, at)).toEqual([]);
    }
  });
});

describe("match-funding/rate-past", () => {
  const standing = fund.match.rates ?? [];
  const dearer = { id: "skilled", label: "Skilled work", pencePerHour: 23_00, from: "2027-01-01" };
  it("takes a rate from a day to come, and freezes it with the round in its rule and in its form", async () => {
    await made("R1");
    const { status, body } = await change("R1", 1, { rates: [...standing, dearer] });
    expect([status, body.round.rates]).toEqual([200, [...standing, dearer]]);
    // Who changed what an hour is worth, and to what, stays in the audit.
    const kept = await engine.it.table.get(roundKey(id("R1")));
    expect(kept?.events).toMatchObject([{ type: "round-changed", by: "p_olive", rates: [...standing, dearer] }]);
    expect((await publish("R1", 2)).status).toBe(200);
    const { form } = await engine.it.deps.store.rounds.withForm(id("R1"));
    expect(form?.match.rates).toContainEqual(dearer);
    const offered = form?.sections.flatMap(({ questions }) =>
      questions.flatMap(({ columns = [] }) => columns.flatMap(({ options = [] }) => options)),
    );
    expect(offered?.map(({ label }) => label)).toContain("Skilled work (£21.43 an hour, £23.00 from 1 January 2027)");
  });

  it("refuses a rate edited into the past, and any change once the round is published", async () => {
    await made("R2");
    const past = await change("R2", 1, { rates: [...standing, { ...dearer, from: "2026-10-01" }] });
    expect([past.status, past.body.errors]).toMatchObject([
      422,
      [{ rule: "match-funding/rate-past", pointer: `/rates/${standing.length}/from` }],
    ]);
    const edited = await change("R2", 1, { rates: standing.map((rate) => ({ ...rate, pencePerHour: 99_00 })) });
    expect(edited.body.errors).toHaveLength(standing.length);
    expect((await change("R2", 1, { rates: [{ ...dearer, pencePerHour: -5 }] })).status).toBe(422);
    await publish("R2", 1);
    const late = await change("R2", 2, { rates: [...standing, dearer] });
    expect(late.body.errors).toMatchObject([{ rule: "match-funding/rate-past", pointer: "/rates" }]);
    expect((await change("R2", 2, { rates: standing })).status).toBe(200);
  });
});

describe("withRates", () => {
  it("leaves a fund with its own rates as it is: its form offers what its rule says", () => {
    for (const each of FUNDS) expect(withRates(each, each.match.rates)).toEqual(each);
  });
});
