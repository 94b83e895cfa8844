import { describe, expect, it } from "vitest";
import { refuseUnlessPossible } from "../../../functions/application-work.ts";
import { loginHashOf } from "../../../functions/identity.ts";
import { loginKey, personKey } from "../../../functions/store/keys.ts";
import { handler as events } from "../../../functions/stream/events.ts";
import type { ApplicationState } from "../../../shared/rules/application.ts";
import type { CertificateLine } from "../../../shared/rules/certificate.ts";
import { certificateLines } from "../../../shared/rules/certificate.ts";
import { isHeld } from "../../../shared/rules/hold.ts";
import { addDays, toInstant } from "../../../shared/rules/london.ts";
import { NO_TOTALS } from "../../../shared/rules/totals.ts";
import { GROUP, nextWriteId } from "../../support/bid.ts";
import { aClosure, putClosures } from "../../support/closures.ts";
import { documentsForFile } from "../../support/documents.ts";
import { engineForFile, signedIn } from "../../support/engine.ts";
import { errorOf, get, put } from "../../support/objects.ts";
import { deliverAll, relayedRecords, withFault } from "../../support/relay.ts";
import { nightOf, putApplication, runDeletion, runRetention, seededIn } from "../../support/retention.ts";
import { aRound, putPublished } from "../../support/rounds.ts";

const engine = engineForFile();
const objects = documentsForFile(engine);

const linesOf = async (day: string): Promise<CertificateLine[]> => {
  const found = (await engine.it.deps.store.retention.certificates()).find(({ id }) => id === day);
  return found === undefined ? [] : certificateLines(found);
};
const deleteOnOf = async (pk: string): Promise<unknown> =>
  (await engine.it.table.query(pk)).find(({ kind }) => kind === "application")?.deleteOn;

let rounds = 0;
/** A round that closed on 1 December 2026 at noon, decided on a day where told so. */
const closedRound = async (decidedOn?: string) => {
  rounds += 1;
  const round = await putPublished(engine.it, aRound({ code: `R${rounds}` }));
  if (decidedOn === undefined) return round;
  const decidedAt = `${decidedOn}T12:00:00.000Z`;
  const write = { writeId: nextWriteId(), at: Date.parse(decidedAt) };
  await engine.it.deps.store.rounds.decide({ ...round, decidedAt }, [], write, []);
  return round;
};

describe("retention/scores", () => {
  it("keeps cards, sheets and the head of a round’s scoring for six years, and a hold on a bid keeps the sheet that names it", async () => {
    const written = nightOf("2026-12-10");
    const { move, round, cardsOf } = engine.it.deps.store.scoring;
    const roundId = "KEEP-26Q4";
    const [id, personId] = [`${roundId}-0001-A`, "p_scorer"];
    const at = toInstant(written);
    const seat = { personId, name: "Scorer", seat: "chair" as const, constable: false };
    const head = { roundId, panel: [seat], assigned: { [id]: [personId] }, submissions: { [id]: 1 }, endsAt: at };
    const sheet = { roundId, personId, declarations: { [id]: { kind: "none" as const, at } }, cards: {}, version: 0 };
    const card = {
      applicationId: id,
      roundId,
      personId,
      state: "draft" as const,
      entries: {},
      savedAt: at,
      version: 0,
    };
    await move(
      {
        head: { was: undefined, becomes: { ...head, finished: {}, version: 0 }, events: [] },
        sheets: [{ sheet, events: [] }],
        cards: [{ card, events: [] }],
      },
      { writeId: nextWriteId(), at: written },
    );
    expect(
      isHeld([sheet], [{ id: "h", about: "application", subjectId: id, reason: "r", placedAt: at, placedBy: "p" }]),
    ).toBe(true);
    await runDeletion(engine.it.deps, "2032-12-09");
    expect([(await round(roundId))?.sheets.length, (await cardsOf(id)).length]).toEqual([1, 1]);
    await runDeletion(engine.it.deps, "2032-12-10");
    expect([await round(roundId), await cardsOf(id)]).toEqual([undefined, []]);
    expect(await linesOf("2032-12-10")).toEqual(
      expect.arrayContaining([
        { kind: "scorecard", rule: "retention/scores", count: 1 },
        { kind: "sheet", rule: "retention/scores", count: 1 },
        { kind: "scoring", rule: "retention/scores", count: 1 },
      ]),
    );
  });
});

describe("schedule/retain-rounds and schedule/delete-expired", () => {
  const rows: [ApplicationState, string, string, string][] = [
    ["declined", "2027-02-02", "2029-02-02", "retention/not-funded"],
    ["submitted", "2027-02-03", "2029-02-03", "retention/not-funded"],
    ["eligible", "2027-02-04", "2029-02-04", "retention/not-funded"],
    ["not-eligible", "2027-02-04", "2027-12-10", "retention/not-eligible"],
    ["withdrawn", "2027-02-04", "2027-12-10", "retention/withdrawn"],
    ["awarded", "2027-02-04", "2033-04-01", "retention/funded"],
  ];
  it.each(rows)("keep what is %s, in a round decided on %s, until %s, by %s", async (state, decidedOn, day, rule) => {
    const { deps } = engine.it;
    const round = await closedRound(decidedOn);
    const id = `${round.id}-0001-A`;
    const of = { id, organisationId: "o_1", roundId: round.id, state, number: 1 };
    const { pk, partition } = await putApplication(engine.it, of, nightOf("2026-12-10"));
    await runRetention(deps, "2027-02-05");
    expect(await deleteOnOf(pk)).toBe(day);

    await runDeletion(deps, addDays(day, -1));
    expect(await partition()).toHaveLength(3);
    await runDeletion(deps, day);
    const [head, ...parts] = await partition();
    expect(parts).toEqual([]);
    expect(head).toMatchObject({ id, state, askedPence: 900_00, inRound: round.id, deletedOn: day });
    expect(head?.events).toMatchObject([{ type: "item-deleted", rule, certificateId: day }]);
    expect(await linesOf(day)).toEqual(
      expect.arrayContaining([
        { kind: "application", rule, count: 1 },
        { kind: "submission", rule, count: 1 },
        { kind: "inquiry", rule, count: 1 },
        { kind: "pointer", rule, count: 1 },
      ]),
    );
  });

  it("leave nothing personal behind, in no attribute of any item, and no version of a file", async () => {
    const deps = objects.deps();
    const s3 = objects.s3();
    const round = await closedRound();
    const keys = [1, 2].map((n) => `documents/${round.id}/doc_${n}/secret`);
    const versions = [await put(s3, keys[0] ?? "", "first"), await put(s3, keys[0] ?? "", "second")];
    await put(s3, keys[1] ?? "", "another");
    const of = { id: `${round.id}-0002-B`, organisationId: "o_2", roundId: round.id, number: 2 } as const;
    const { partition } = await putApplication(engine.it, { ...of, state: "withdrawn" }, nightOf("2026-12-11"), keys);
    expect(seededIn(await partition())).not.toEqual([]);

    await runDeletion(deps, "2027-12-11");
    expect(seededIn(await partition())).toEqual([]);
    for (const key of keys) expect(await errorOf(get(s3, key))).toMatch(/NoSuchKey/);
    for (const version of versions) expect(await errorOf(get(s3, keys[0] ?? "", version))).toMatch(/NoSuchVersion/);
    expect(await engine.it.table.query("organisation/o_2", "application/")).toEqual([]);
    const again = await linesOf("2027-12-11");
    await runDeletion(deps, "2027-12-11");
    expect(await linesOf("2027-12-11")).toEqual(again);
  });

  it("warn of an unfinished draft 30 days ahead, and never delete one unwarned", async () => {
    const { deps } = engine.it;
    const round = await closedRound();
    const of = { id: `${round.id}-0003-C`, organisationId: "o_3", roundId: round.id, number: 3 } as const;
    const { pk, partition } = await putApplication(engine.it, { ...of, state: "draft" }, nightOf("2026-11-20"));
    await runRetention(deps, "2027-05-01");
    const [, before] = [await deleteOnOf(pk), await partition()];
    expect(before[0]).toMatchObject({ deleteOn: "2027-06-01", events: [] });
    await runDeletion(deps, "2027-06-01");
    expect(await partition()).toHaveLength(3);

    // The job was down for all of May: the warning goes out on 10 June, and the end moves with it.
    await runRetention(deps, "2027-06-10");
    const [warned] = await partition();
    expect(warned).toMatchObject({ deleteOn: "2027-07-10", warnedOn: "2027-06-10", relay: "yes" });
    expect(warned?.events).toMatchObject([{ type: "draft-expiring", endsOn: "2027-07-10" }]);
    await runRetention(deps, "2027-06-11");
    expect((await partition())[0]).toMatchObject({ version: warned?.version });
    await runDeletion(deps, "2027-07-09");
    expect(await partition()).toHaveLength(3);
    await runDeletion(deps, "2027-07-10");
    expect(seededIn(await partition())).toEqual([]);
  });

  it.each([
    ["application", ({ id }: Held) => id],
    ["organisation", ({ organisationId }: Held) => organisationId],
    ["round", ({ roundId }: Held) => roundId],
    ["person", () => "p_zelda"],
  ] as const)("let a hold on the %s stop it, until it is lifted", async (about, subjectOf) => {
    const { deps } = engine.it;
    const round = await closedRound();
    const of = { id: `${round.id}-0004-D`, organisationId: `o_4${about}`, roundId: round.id, number: 4 };
    const { partition } = await putApplication(engine.it, { ...of, state: "withdrawn" }, nightOf("2026-12-12"));
    const at = nightOf("2027-01-01");
    const hold = {
      id: `h_${about}`,
      about,
      subjectId: subjectOf(of),
      reason: "A claim",
      placedAt: toInstant(at),
      placedBy: "p_o",
    };
    await deps.store.holds.place(hold, { writeId: nextWriteId(), at });
    await runDeletion(deps, "2027-12-12");
    expect(await partition()).toHaveLength(3);
    await deps.store.holds.lift(hold.id, { by: "p_a", reason: "Settled" }, { writeId: nextWriteId(), at });
    await runDeletion(deps, "2027-12-13");
    expect(seededIn(await partition())).toEqual([]);
  });
});
type Held = { id: string; organisationId: string; roundId: string };

describe("an interrupted run", () => {
  it.each(["not-done", "done-but-timed-out"] as const)(
    "is taken up by the next, with every item once on the certificate: any one call %s",
    async (how) => {
      const round = await closedRound();
      const more = { files: objects.deps().files };
      for (let call = 1; ; call += 1) {
        const written = addDays(how === "not-done" ? "2027-03-01" : "2027-09-01", call);
        const day = `2028${written.slice(4)}`;
        const key = `documents/${how}/${call}/secret`;
        await put(objects.s3(), key, "text");
        const of = { id: `${round.id}-${how}-${call}`, organisationId: "o_5", roundId: round.id, number: call };
        const { partition } = await putApplication(engine.it, { ...of, state: "withdrawn" }, nightOf(written), [key]);

        const { deps, reached } = withFault(engine.it, { call, how }, more);
        await runDeletion(deps, day).catch(() => "cut off");
        // The scheduler tries again with the same instant.
        await runDeletion(objects.deps(), day);
        const items = await partition();
        expect(items.map(({ kind }) => kind)).toEqual(["application"]);
        expect(seededIn(items)).toEqual([]);
        const rule = "retention/withdrawn";
        expect((await linesOf(day)).filter((line) => line.rule === rule)).toEqual([
          { kind: "application", rule, count: 1 },
          { kind: "document", rule, count: 1 },
          { kind: "inquiry", rule, count: 1 },
          { kind: "pointer", rule, count: 1 },
          { kind: "submission", rule, count: 1 },
        ]);
        const certificate = (await engine.it.deps.store.retention.certificates()).find(({ id }) => id === day);
        expect(certificate?.finishedAt).toBe(toInstant(nightOf(day)));
        if (!reached()) break;
      }
    },
    120_000,
  );
});

describe("a tombstone", () => {
  it("moves no total, stands in its history, and can no longer be changed", async () => {
    const { deps } = engine.it;
    const round = await closedRound();
    const of = { id: `${round.id}-0007-G`, organisationId: "o_7", roundId: round.id, number: 7 } as const;
    await putApplication(engine.it, { ...of, state: "submitted" }, nightOf("2026-12-14"));
    await runRetention(deps, "2026-12-15");
    await runDeletion(deps, "2029-01-26");
    await deliverAll(events, await relayedRecords(engine.it), deps);
    expect(await deps.store.totals.ofRounds([round.id])).toEqual([NO_TOTALS]);
    const { rows, intact } = await deps.store.audit.history(`application/${of.id}`);
    expect([rows.map(({ event }) => event.type), intact]).toEqual([["item-deleted"], true]);
    const head = await deps.store.applications.head(of.id);
    expect(head).toMatchObject({ deletedOn: "2029-01-26", title: "Deleted" });
    expect(() => head && refuseUnlessPossible(head, "withdraw")).toThrow("wrong-state");
  });
});

describe("what goes with a person and a group", () => {
  it("a group goes two years after its last change when it has no application; then its member does", async () => {
    const { deps, table } = engine.it;
    const at = nightOf("2027-04-01");
    await signedIn(engine.it, { id: "p_zelda", name: "Zelda Quirke", email: "zelda.quirke@example.org" }, at);
    const fields = {
      ...GROUP,
      name: "Quirke Boxing",
      mainContactName: "Zelda Quirke",
      mainContactPhone: "07700 900123",
    };
    await deps.store.organisations.create({ id: "o_9", fields, personId: "p_zelda" }, { writeId: nextWriteId(), at });
    const person = async () => table.get(personKey("p_zelda"));

    await runDeletion(deps, "2029-04-01");
    const [left, ...parts] = await table.query("organisation/o_9");
    expect(parts).toEqual([]);
    expect(seededIn([left ?? {}])).toEqual([]);
    expect(left).toMatchObject({ kind: "organisation", deletedOn: "2029-04-01" });
    // Still in a group when the run began: looked at again, and out of it now.
    const [p] = [await person()];
    expect(p).toMatchObject({ organisations: [] });
    await runDeletion(deps, String(p?.deleteOn ?? "2029-04-02"));
    expect(await person()).toMatchObject({ name: "", email: "", deletedOn: expect.any(String) });
    expect((await table.query("person/p_zelda")).map(({ kind }) => kind)).toEqual(["person"]);
  });

  it("an account goes two years after the last sign-in with its login; the next sign-in makes a new one", async () => {
    const { deps, table } = engine.it;
    const email = "zelda.quirke@example.org";
    const loginHash = loginHashOf("code", email);
    const enter = (newPersonId: string, day: string) =>
      deps.store.signIn.enter(
        {
          ...{ door: "code", loginHash, addressHash: "hash", email, emailVerified: true, name: "Zelda Quirke" },
          newPersonId,
          alsoGives: () => [],
        },
        { writeId: nextWriteId(), at: nightOf(day) },
      );
    expect(await enter("p_one", "2027-06-01")).toBe("p_one");
    expect(await enter("p_two", "2028-02-29")).toBe("p_one");
    expect(await table.getMany([personKey("p_one"), loginKey(loginHash)])).toMatchObject([
      { deleteOn: "2030-02-28" },
      { deleteOn: "2030-02-28" },
    ]);
    await runDeletion(deps, "2030-02-27");
    expect(await deps.store.people.person("p_one")).toMatchObject({ email });
    await runDeletion(deps, "2030-02-28");
    const left = await table.getMany([personKey("p_one"), loginKey(loginHash)]);
    expect([seededIn([left[0] ?? {}]), left[1]]).toEqual([[], undefined]);
    expect(await enter("p_three", "2030-03-01")).toBe("p_three");
  });

  it("a person with a role stays, whenever they signed in last", async () => {
    const { deps, table } = engine.it;
    await signedIn(engine.it, { id: "p_officer9", door: "staff", roles: ["officer"] }, nightOf("2027-05-01"));
    await runDeletion(deps, "2029-05-01");
    expect(await table.get(personKey("p_officer9"))).toMatchObject({ roles: ["officer"], deleteOn: "2030-05-01" });
  });
});

describe("retention/audit", () => {
  it("keeps a history whole until the last of it is seven years old", async () => {
    const { deps, table } = engine.it;
    const key = { pk: "round/AUD-1", sk: "round" };
    const told = (version: number, day: string) =>
      deps.store.audit.record(
        { key, version, events: [{ type: "round-changed", at: toInstant(nightOf(day)), by: "p_o", roundId: "AUD-1" }] },
        undefined,
      );
    await told(1, "2027-01-10");
    await told(2, "2028-01-10");
    await runDeletion(deps, "2034-01-10");
    expect(await deps.store.audit.history("round/AUD-1")).toMatchObject({ intact: true, rows: [{}, {}] });
    await runDeletion(deps, "2035-01-10");
    expect(await table.query("audit/round/AUD-1")).toEqual([]);
  });
});

describe("closure/deadline", () => {
  it("takes no draft of a round that a closure keeps from closing, however long that is", async () => {
    const { deps } = engine.it;
    const round = await closedRound();
    const of = { id: `${round.id}-0001-A`, organisationId: "o_1", roundId: round.id, number: 1 };
    const { pk, partition } = await putApplication(engine.it, { ...of, state: "draft" }, nightOf("2026-12-10"));
    const scope = { of: "round" as const, roundId: round.id };
    await putClosures(engine.it, [aClosure({ scope, deadlines: "moved" })], nightOf("2026-11-09"));
    await runRetention(deps, "2027-08-01");
    await runDeletion(deps, "2027-09-01");
    expect([await deleteOnOf(pk), (await partition()).length]).toEqual([undefined, 3]);
    await putClosures(engine.it, [], nightOf("2027-09-02"));
    await runRetention(deps, "2027-09-02");
    expect(await deleteOnOf(pk)).toBe("2027-10-02");
  });
});
