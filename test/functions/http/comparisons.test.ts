import { beforeAll, describe, expect, it } from "vitest";
import { comparisonsOf } from "../../../functions/comparisons.ts";
import { handler as sheets } from "../../../functions/http/due-diligence.ts";
import { dueDiligence } from "../../../shared/contract/due-diligence.ts";
import { communityAction } from "../../../shared/funds/community-action.ts";
import type { Comparison } from "../../../shared/rules/comparison.ts";
import type { Fund } from "../../../shared/rules/fund.ts";
import type { Role } from "../../../shared/rules/role.ts";
import { GROUP, HOUR, MINUTE, nextWriteId } from "../../support/bid.ts";
import { atComparisons, bidUsing, draftUsing, relayAll, typeUses, type Uses } from "../../support/comparisons.ts";
import { atDesk, counting, deskScene, withRole } from "../../support/desk.ts";
import { engineForFile, send } from "../../support/engine.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
/** As it is, with a document that proves a cost. */
const fund: Fund = {
  ...communityAction,
  documents: [
    ...communityAction.documents.map((slot) => ({ ...slot, about: "group" as const })),
    { id: "quotes", label: "Quotes", bands: ["S", "M", "L"], optional: true },
  ],
};

/** A group with a round of its own, whose bids use what they are told to. */
const group = async () => {
  const scene = { ...(await deskScene(engine.it, fund, at)), engine: engine.it, fund };
  return {
    ...scene,
    using: (uses: Uses, when = at) => bidUsing(scene, uses, when),
    drafted: (uses: Uses) => draftUsing(scene, uses, at),
    typed: (id: string, uses: Uses) => typeUses(scene, id, uses, at),
    findings: async (id: string, when = at) => (await scene.as.read(id, when)).body.findings,
  };
};
type Group = Awaited<ReturnType<typeof group>>;

const asRole = async (role: Role) => {
  const { cookie } = await withRole(engine.it, role, at);
  return { ...atComparisons(engine.it, cookie), desk: atDesk(engine.it, cookie), cookie };
};
const found = (comparisons: Comparison[]) =>
  comparisons.map(({ rule, severity, relation, other }) => `${rule} ${severity} ${relation} ${other.applicationId}`);
const invoice = { slot: "quotes", name: "invoice 412.pdf", letter: "a" };

describe("two bids of one group", () => {
  let own: Group;
  let first: string;
  let second: string;
  beforeAll(async () => {
    own = await group();
    first = await own.using({
      costs: [{ item: "Hire of the hall", basis: "30 evenings at £150", pence: 450_000 }],
      match: [{ source: "The Example Trust Ltd", pence: 50_000 }],
      files: [invoice, { slot: "governing-document", name: "constitution.pdf", letter: "c" }],
    });
    second = await own.using({
      costs: [
        { item: "A boxing ring", pence: 20_000 },
        { item: "HIRE OF THE HALL.", basis: "30 evenings, at £150", pence: 450_000 },
      ],
      match: [{ source: "example  trust", pence: 50_000 }],
      files: [
        { ...invoice, name: "rechnung.pdf" },
        { slot: "governing-document", name: "c.pdf", letter: "c" },
      ],
    });
    await relayAll(engine.it);
  });

  it("find the same paper, money and cost in each other, and not the paper about the group itself", async () => {
    const officer = await asRole("officer");
    const expected = (other: string) => [
      `comparison/cost-line warn own ${other}`,
      `comparison/file warn own ${other}`,
      `comparison/match-source warn own ${other}`,
    ];
    expect(found((await officer.read(first, at)).body.comparisons).toSorted()).toEqual(expected(second));
    const { comparisons, may } = (await officer.read(second, at)).body;
    expect(found(comparisons).toSorted()).toEqual(expected(first));
    expect(may.decide).toBe(true);
    const file = comparisons.find(({ kind }: Comparison) => kind === "file");
    expect(file.detail).toContain("There it is called “invoice 412.pdf”.");
    expect(file.other).toMatchObject({ applicationId: first, organisationName: "Example Youth Club" });
  });

  it("are told to the group, as findings that stop nothing", async () => {
    const told = await own.findings(second);
    expect(told.map(({ rule, pointer }: { rule: string; pointer: string }) => [rule, pointer])).toEqual(
      expect.arrayContaining([["comparison/file", ""]]),
    );
    expect(told).toHaveLength(3);
    expect(JSON.stringify(told)).toContain(`You named the same file, “rechnung.pdf”, in ${first}.`);
  });

  it("are handed to whoever asks for the comparisons of one bid", async () => {
    expect(found(await comparisonsOf(first, engine.it.deps))).toHaveLength(3);
    expect(await comparisonsOf(`${own.round.id}-9999-X`, engine.it.deps)).toEqual([]);
  });

  it("are told in an open draft row by row, with their places, before anything is sent", async () => {
    const { id, draftId } = await own.drafted({
      costs: [
        { item: "Something new", pence: 10_000 },
        { item: "hire of the hall", basis: "30 evenings at 150", pence: 450_000 },
      ],
      files: [{ ...invoice, name: "again.pdf" }],
    });
    const told = await own.findings(id);
    expect(told.map(({ rule, pointer }: { rule: string; pointer: string }) => [rule, pointer])).toEqual(
      expect.arrayContaining([
        ["comparison/file", "/documents/quotes"],
        ["comparison/cost-line", expect.stringMatching(/^\/sections\/.*\/answers\/budget\/1\/item$/)],
      ]),
    );
    expect((await own.as.submit(id, draftId, at)).status).toBe(200);
    await own.as.withdraw(id, at + MINUTE);
  });

  it("count no longer once one is withdrawn", async () => {
    const third = await own.using({ files: [invoice] });
    await relayAll(engine.it);
    const officer = await asRole("officer");
    expect((await officer.read(third, at)).body.comparisons).toHaveLength(2);
    await own.as.withdraw(third, at + MINUTE);
    await relayAll(engine.it);
    expect((await officer.read(third, at)).body.comparisons).toEqual([]);
    expect(JSON.stringify((await officer.read(first, at)).body)).not.toContain(third);
    expect(JSON.stringify(await own.findings(first))).not.toContain(third);
  });
});

describe("a changed submission", () => {
  it("replaces what the one before it used", async () => {
    const own = await group();
    const first = await own.using({ files: [{ slot: "quotes", name: "x.pdf", letter: "d" }] });
    const second = await own.using({ costs: [{ item: "Chairs", pence: 40_000 }] });
    await own.as.openChange(second, at);
    await own.typed(second, {
      costs: [{ item: "Tables", pence: 200_000 }],
      files: [{ slot: "quotes", name: "y.pdf", letter: "d" }],
    });
    const { draft } = (await own.as.read(second, at)).body;
    await own.as.submit(second, draft.id, at + MINUTE);
    const third = await own.using({
      costs: [
        { item: "chairs", pence: 40_000 },
        { item: "tables", pence: 200_000 },
      ],
    });
    await relayAll(engine.it);
    const officer = await asRole("officer");
    const ofOwn = async (id: string): Promise<Comparison[]> =>
      (await officer.read(id, at)).body.comparisons.filter(({ relation }: Comparison) => relation === "own");
    expect(found(await ofOwn(first))).toEqual([`comparison/file warn own ${second}`]);
    expect((await ofOwn(third)).map(({ label }) => label)).toEqual(["tables"]);
  });
});

describe("bids of two groups", () => {
  let one: Group;
  let other: Group;
  let mine: string;
  let theirs: string;
  const shared = { slot: "quotes", name: "shared.pdf", letter: "e" };
  beforeAll(async () => {
    [one, other] = [await group(), await group()];
    mine = await one.using({ files: [shared], costs: [{ item: "Coach hire", basis: "one trip", pence: 450_000 }] });
    theirs = await other.using({ files: [shared], costs: [{ item: "Coach hire", basis: "one trip", pence: 450_000 }] });
    await relayAll(engine.it);
  });

  it.each<Role>(["officer", "approver"])("are read by the role %s", async (role) => {
    const { status, body } = await (await asRole(role)).read(mine, at);
    expect(status).toBe(200);
    expect(found(body.comparisons.filter(({ other: bid }: Comparison) => bid.applicationId === theirs))).toEqual([
      `comparison/file warn other ${theirs}`,
      `comparison/address information other ${theirs}`,
      `comparison/cost-line information other ${theirs}`,
    ]);
    expect(body.may.decide).toBe(role === "officer");
  });

  it.each<Role>(["applicant", "trustee", "chair", "observer", "administrator"])(
    "are neither read nor decided on by the role %s",
    async (role) => {
      const caller = await asRole(role);
      const { comparisons } = (await (await asRole("officer")).read(mine, at)).body;
      const replies = [await caller.read(mine, at), await caller.decide(mine, comparisons[0].hash, at)];
      expect(replies.map(({ status }) => status)).toEqual([403, 403]);
    },
  );

  it("are nothing that either group is told, in any answer", async () => {
    for (const [own, id, not] of [
      [one, mine, theirs],
      [other, theirs, mine],
    ] as const) {
      expect(await own.findings(id)).toEqual([]);
      expect((await own.as.read(id, at)).text).not.toContain(not);
    }
    expect((await atComparisons(engine.it, one.cookie).read(mine, at)).status).toBe(403);
  });

  it("are on the due-diligence sheet for the office, and not even counted there for an observer", async () => {
    const sheet = async (role: Role) => {
      const { cookie } = await withRole(engine.it, role, at);
      return (await send(engine.it, sheets, dueDiligence.read, { at, cookie, params: { id: mine } })).text;
    };
    const [office, observer] = [await sheet("officer"), await sheet("observer")];
    expect([office.includes(theirs), office.includes("One thing is in another bid too.")]).toEqual([true, true]);
    expect([observer.includes(theirs), observer.includes("Nothing in this bid is in another")]).toEqual([false, true]);
    // Nor is it told what is not so.
    expect(observer).toContain(
      "Nothing in this bid is in another bid of this group. Bids of others are for the office.",
    );
  });

  it("are no word of an officer's on the sheet that an observer reads", async () => {
    const { cookie } = await withRole(engine.it, "officer", at);
    const asked = { at, cookie, params: { id: mine } };
    const entries = [{ check: "comparisons", result: "fail", note: "The other group sent it first.", source: theirs }];
    const { status } = await send(engine.it, sheets, dueDiligence.enter, {
      ...asked,
      body: { entries, version: 0, writeId: nextWriteId() },
    });
    expect(status).toBe(200);
    const read = async (role: Role) => {
      const { cookie: who } = await withRole(engine.it, role, at);
      return send(engine.it, sheets, dueDiligence.read, { ...asked, cookie: who });
    };
    const [approver, observer] = [await read("approver"), await read("observer")];
    expect(approver.text).toContain("The other group sent it first.");
    for (const word of ["sent it first", theirs, "fail"]) expect(observer.text).not.toContain(word);
    const line = observer.body.checks.find(({ check }: { check: string }) => check === "comparisons");
    expect([line.entry, line.forOffice]).toEqual([undefined, true]);
  });

  it("keep that an officer looked", async () => {
    const officer = await asRole("officer");
    await officer.read(mine, at);
    const views = await engine.it.deps.store.desk.viewsOf(mine);
    expect(views.map(({ as }) => as)).toContain("officer");
  });

  it("are decided with a reason, which the office's history tells and an observer's does not", async () => {
    const officer = await asRole("officer");
    const before = (await officer.desk.round(one.round.id, at)).body.lines;
    expect(before.find(({ id }: { id: string }) => id === mine).toDecide).toBe(1);
    const { comparisons } = (await officer.read(mine, at)).body;
    const { hash } = comparisons.find(({ kind }: Comparison) => kind === "file");
    const noReason = await officer.decide(mine, hash, at, { reason: " " });
    expect([noReason.status, noReason.body.errors[0].detail]).toEqual([422, "Give the reason."]);
    const changedAt = (await one.as.read(mine, at)).body.changedAt;
    const writeId = nextWriteId();
    const decided = await officer.decide(mine, hash, at + MINUTE, { writeId, reason: "One shop, two halves." });
    expect([decided.status, decided.body.covers]).toEqual([200, [theirs]]);
    expect((await officer.decide(mine, hash, at + 2 * MINUTE, { writeId })).body).toEqual(decided.body);
    await relayAll(engine.it);
    const after = (await officer.desk.round(one.round.id, at)).body.lines;
    expect(after.find(({ id }: { id: string }) => id === mine).toDecide).toBeUndefined();
    const shown = (await officer.read(mine, at)).body.comparisons.find(({ kind }: Comparison) => kind === "file");
    expect(shown.decision).toMatchObject({ result: "explained", reason: "One shop, two halves." });
    const line = (await officer.desk.application(mine, at)).body.history.find(
      ({ type }: { type: string }) => type === "comparison-decided",
    );
    expect(line).toMatchObject({ rules: ["comparison/file"], reason: "One shop, two halves.", about: "explained" });
    expect((await (await asRole("observer")).desk.application(mine, at)).text).not.toContain("One shop");
    // The group sees nothing of it, not even that something changed.
    const own = await one.as.read(mine, at + HOUR);
    expect([own.body.changedAt, own.text.includes("One shop")]).toEqual([changedAt, false]);
    // The other bid has an officer's decision of its own to come.
    const others = (await officer.desk.round(other.round.id, at)).body.lines;
    expect(others.find(({ id }: { id: string }) => id === theirs).toDecide).toBe(1);
  });

  it("wait for an officer again where a third bid comes with the same", async () => {
    const third = await other.using({ files: [shared] });
    await relayAll(engine.it);
    const officer = await asRole("officer");
    const again = (await officer.desk.round(one.round.id, at)).body.lines;
    expect(again.find(({ id }: { id: string }) => id === mine).toDecide).toBe(1);
    const { comparisons } = (await officer.read(mine, at)).body;
    const files = comparisons.filter(({ kind }: Comparison) => kind === "file");
    expect(files.map((one: Comparison) => [one.other.applicationId, one.decision?.result]).toSorted()).toEqual(
      [
        [theirs, "explained"],
        [third, undefined],
      ].toSorted(),
    );
  });

  it("show an observer of the round's list nothing to decide", async () => {
    const { body } = await (await asRole("observer")).desk.round(one.round.id, at);
    expect(body.lines.map(({ toDecide }: { toDecide?: number }) => toDecide)).toEqual([undefined]);
  });
});

describe("a blank form", () => {
  it("is marked by an officer with a reason, says nothing of any bid then, and can be taken back where it was marked", async () => {
    const form = { slot: "quotes", name: "budget form.pdf", letter: "f" };
    const [one, other, third] = [await group(), await group(), await group()];
    const [mine, theirs] = [await one.using({ files: [form] }), await other.using({ files: [form] })];
    await relayAll(engine.it);
    const officer = await asRole("officer");
    const fileOf = async (id: string): Promise<Comparison | undefined> =>
      (await officer.read(id, at)).body.comparisons.find(({ kind }: Comparison) => kind === "file");
    const hash = (await fileOf(mine))?.hash ?? "";
    const address = (await officer.read(mine, at)).body.comparisons.find(({ kind }: Comparison) => kind === "address");
    const wrong = await officer.decide(mine, address.hash, at, { result: "blank-template" });
    expect([wrong.status, wrong.body.errors[0].rule]).toEqual([422, "comparison/template"]);
    expect((await officer.decide(mine, hash, at, { result: "blank-template" })).status).toBe(200);
    await third.using({ files: [form] });
    await relayAll(engine.it);
    expect([(await fileOf(mine))?.severity, await fileOf(theirs)]).toEqual(["information", undefined]);
    for (const { round } of [one, other, third])
      expect((await officer.desk.round(round.id, at)).body.lines[0].toDecide).toBeUndefined();
    expect((await officer.decide(mine, hash, at + MINUTE, { result: "refer" })).status).toBe(200);
    expect((await fileOf(theirs))?.severity).toBe("warn");
  });

  it("is unknown in a bid that has no such thing, and of a draft there is nothing to read", async () => {
    const own = await group();
    const sent = await own.using({});
    const { id } = await own.drafted({});
    const officer = await asRole("officer");
    expect((await officer.decide(sent, "9".repeat(64), at)).status).toBe(404);
    expect((await officer.read(id, at)).status).toBe(404);
  });
});

describe("partners", () => {
  it("make a warning of the same cost, found from both sides", async () => {
    const [one, other] = [await group(), await group()];
    const costs = [{ item: "Sound system", basis: "hire for a year", pence: 450_000 }];
    const theirs = await other.using({ costs });
    await relayAll(engine.it);
    // Both groups of the tests have one name: the bid names another spelling of nobody.
    const { store } = engine.it.deps;
    const head = await store.applications.head(theirs);
    if (head === undefined) throw new Error("The bid was sent.");
    const renamed = {
      ...(await store.organisations.read(head.organisationId)),
      ...GROUP,
      name: "Withy Meadow Residents",
    };
    await store.organisations.change(
      { id: head.organisationId, fields: { ...GROUP, name: renamed.name }, version: 1, personId: other.ash },
      { writeId: nextWriteId(), at },
    );
    await other.as.openChange(theirs, at);
    const { draft } = (await other.as.read(theirs, at)).body;
    await other.as.submit(theirs, draft.id, at + MINUTE);
    const mine = await one.using({ costs, partners: "We plan it together with the Withy Meadow Residents." });
    await relayAll(engine.it);
    const officer = await asRole("officer");
    const between = async (id: string, not: string) =>
      found((await officer.read(id, at)).body.comparisons)
        .filter((line) => line.endsWith(not))
        .map((line) => line.replace(` ${not}`, ""));
    const expected = [
      "comparison/cost-line warn partner",
      "comparison/address information partner",
      "comparison/partner information partner",
    ];
    expect(await between(mine, theirs)).toEqual(expected);
    expect(await between(theirs, mine)).toEqual(expected);
  });
});

describe("what it takes", () => {
  it("two round trips after the session, for 40 costs, 30 sources and 10 files", async () => {
    const own = await group();
    const costs = Array.from({ length: 39 }, (_, n) => ({ item: `Thing ${n}`, basis: "each", pence: 10_000 + n }));
    const match = Array.from({ length: 30 }, (_, n) => ({ source: `Trust number ${n}`, pence: 1_000 + n }));
    const files = Array.from({ length: 10 }, (_, n) => ({
      slot: "quotes",
      name: `q${n}.pdf`,
      letter: "0123456789"[n] ?? "",
    }));
    const id = await own.using({ costs, match, files });
    const twin = await own.using({ costs, match, files });
    await relayAll(engine.it);
    const { deps, commands } = counting(engine.it);
    const { cookie } = await withRole(engine.it, "officer", at);
    const { body } = await atComparisons(engine.it, cookie, deps).read(id, at);
    expect(body.comparisons.filter(({ other }: Comparison) => other.applicationId === twin)).toHaveLength(79);
    // The session; the bid, its decisions and the blank forms beside the round; then every print and the view side by side.
    const [session, ...rest] = commands;
    expect(session).toBe("BatchGetCommand");
    expect(rest.slice(0, 4).toSorted()).toEqual(["BatchGetCommand", "QueryCommand", "QueryCommand", "QueryCommand"]);
    const prints = rest.slice(4);
    expect(new Set(prints.slice(0, -1))).toEqual(new Set(["QueryCommand"]));
    expect(prints.filter((name) => name === "PutCommand")).toHaveLength(1);
    expect(prints).toHaveLength(82 + 1);
  });
});
