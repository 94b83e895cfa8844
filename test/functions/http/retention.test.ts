import { describe, expect, it } from "vitest";
import { handler } from "../../../functions/http/retention.ts";
import { loginHashOf } from "../../../functions/identity.ts";
import { holdKey, loginKey } from "../../../functions/store/keys.ts";
import { retention } from "../../../shared/contract/retention.ts";
import type { Role } from "../../../shared/rules/role.ts";
import { nextWriteId } from "../../support/bid.ts";
import { engineForFile, send, signedIn } from "../../support/engine.ts";
import { nightOf, putApplication, runDeletion } from "../../support/retention.ts";
import { aRound, putPublished } from "../../support/rounds.ts";

const engine = engineForFile();
const at = nightOf("2027-12-01");

const as = async (role: Role) =>
  (await signedIn(engine.it, { id: `p_${role}`, name: `The ${role}`, roles: [role], door: "staff" }, at)).cookie;
const place = async (body: { about: string; subject: string; reason?: string; writeId?: string }, cookie?: string) =>
  send(engine.it, handler, retention.place, {
    at,
    cookie: cookie ?? (await as("officer")),
    body: { reason: "A claim of 12 November", writeId: nextWriteId(), ...body },
  });
const lift = async (id: string, body: { reason?: string; writeId?: string } = {}) =>
  send(engine.it, handler, retention.lift, {
    at,
    cookie: await as("approver"),
    params: { id },
    body: { reason: "The claim was settled", writeId: nextWriteId(), ...body },
  });

let applications = 0;
const withdrawn = async () => {
  applications += 1;
  const round = await putPublished(engine.it, aRound({ code: `H${applications}` }));
  const id = `${round.id}-0001-A`;
  const of = { id, organisationId: `o_h${applications}`, roundId: round.id, state: "withdrawn", number: 1 } as const;
  return { ...of, ...(await putApplication(engine.it, of, nightOf("2026-12-20"))) };
};

describe("POST /api/office/retention/holds", () => {
  it("places a hold that the office reads back, with names and what happened", async () => {
    const { id } = await withdrawn();
    const writeId = nextWriteId();
    const { status, body } = await place({ about: "application", subject: id.toLowerCase(), writeId });
    expect(status).toBe(200);
    expect(body.holds[0]).toMatchObject({
      hold: { id: `h_${writeId}`, about: "application", subjectId: id, reason: "A claim of 12 November" },
      placedByName: "The officer",
    });
    expect(body).toMatchObject({ mayPlace: true, mayLift: false, dueBy: "2027-12-31" });
    expect(body.due).toContainEqual({ kind: "application", count: 1, firstOn: "2027-12-20" });
    expect(body.applications).toContainEqual({ id, deleteOn: "2027-12-20", held: true });
    const item = await engine.it.table.get(holdKey(`h_${writeId}`));
    expect(item?.events).toMatchObject([{ type: "retention-hold-placed", by: "p_officer", holdId: `h_${writeId}` }]);
  });

  it("stands once when the same write comes again, and twice for two reasons", async () => {
    const { id } = await withdrawn();
    const writeId = nextWriteId();
    await place({ about: "application", subject: id, writeId });
    const again = await place({ about: "application", subject: id, writeId });
    const other = await place({ about: "application", subject: id, reason: "A request to see data" });
    const of = ({ body }: typeof again) =>
      body.holds.filter(({ hold }: { hold: { subjectId: string } }) => hold.subjectId === id);
    expect([of(again).length, of(other).length]).toEqual([1, 2]);
  });

  it("finds a group by its id or an application, a round by its code, a person by address", async () => {
    const { id, organisationId, roundId } = await withdrawn();
    await signedIn(engine.it, { id: "p_ash", name: "Ash", email: "ash@example.org" }, at);
    const login = {
      key: loginKey(loginHashOf("code", "ash@example.org")),
      kind: "login",
      schema: 1,
      was: "absent",
      events: [],
      data: { personId: "p_ash" },
    } as const;
    await engine.it.table.write([login], { writeId: nextWriteId(), at });
    const found = async (about: string, subject: string) =>
      (await place({ about, subject, reason: `found ${about}` })).body.holds.find(
        ({ hold }: { hold: { reason: string } }) => hold.reason === `found ${about}`,
      );
    expect((await found("organisation", id)).hold.subjectId).toBe(organisationId);
    expect((await found("round", roundId.toLowerCase())).hold.subjectId).toBe(roundId);
    expect(await found("person", "Ash@Example.org")).toMatchObject({
      hold: { subjectId: "p_ash" },
      subjectName: "Ash",
    });
  });

  it.each([
    ["application", "CAF-26Q4-9999-Z"],
    ["organisation", "o_none"],
    ["person", "nobody@example.org"],
    ["person", "p_none"],
    ["round", "NO-1"],
    ["round", "  "],
  ])("refuses a hold on the %s %j that there is not", async (about, subject) => {
    const { status, body } = await place({ about, subject });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ pointer: "/subject", rule: "hold/subject" }]);
  });

  it("refuses a hold without a reason", async () => {
    const { id } = await withdrawn();
    const { status, body } = await place({ about: "application", subject: id, reason: " \n " });
    expect(status).toBe(422);
    expect(body.errors).toEqual([{ pointer: "/reason", rule: "hold/reason", detail: "Give the reason." }]);
  });
});

describe("POST /api/office/retention/holds/{id}/lifting", () => {
  it("lifts it with a reason, once; the same write again changes nothing", async () => {
    const { id, partition } = await withdrawn();
    const placed = nextWriteId();
    await place({ about: "application", subject: id, writeId: placed });
    await runDeletion(engine.it.deps, "2027-12-20");
    expect(await partition()).toHaveLength(3);
    const writeId = nextWriteId();
    const { status, body } = await lift(`h_${placed}`, { writeId });
    expect(status).toBe(200);
    const line = body.holds.find(({ hold }: { hold: { id: string } }) => hold.id === `h_${placed}`);
    expect(line).toMatchObject({ hold: { liftReason: "The claim was settled" }, liftedByName: "The approver" });
    expect((await lift(`h_${placed}`, { writeId })).status).toBe(200);
    const again = await lift(`h_${placed}`);
    expect([again.status, again.body.rule]).toEqual([409, "hold/lifted"]);
    await runDeletion(engine.it.deps, "2027-12-21");
    expect(await partition()).toHaveLength(1);
    // The hold itself goes seven years after it was lifted.
    expect(await engine.it.table.get(holdKey(`h_${placed}`))).toMatchObject({ deleteOn: "2034-12-01" });
  });

  it("refuses one that there is not, and one without a reason", async () => {
    expect((await lift("h_none")).status).toBe(404);
    expect((await lift("h_none", { reason: "" })).body.errors).toMatchObject([{ rule: "hold/reason" }]);
  });
});

describe("GET /api/office/retention", () => {
  it("shows the observer what is due and what has gone, with nothing to do", async () => {
    const observer = (await signedIn(engine.it, { id: "p_observer", roles: ["observer"] }, at)).cookie;
    const { id } = await withdrawn();
    await runDeletion(engine.it.deps, "2027-12-22");
    const { status, body } = await send(engine.it, handler, retention.list, { at, cookie: observer });
    expect(status).toBe(200);
    expect(body).toMatchObject({ mayPlace: false, mayLift: false });
    const certificate = body.certificates.find(({ day }: { day: string }) => day === "2027-12-22");
    expect(certificate.lines).toContainEqual({
      kind: "application",
      rule: "retention/withdrawn",
      count: expect.any(Number),
    });
    expect(JSON.stringify(body.certificates)).not.toContain(id);
  });
});
