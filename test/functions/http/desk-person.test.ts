import { describe, expect, it } from "vitest";
import { handler as peopleHandler } from "../../../functions/http/people.ts";
import { loginHashOf } from "../../../functions/identity.ts";
import { headChange } from "../../../functions/store/application-items.ts";
import { loginKey } from "../../../functions/store/keys.ts";
import { people } from "../../../shared/contract/people.ts";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { asking, filledDraft, GROUP, nextWriteId, openRound } from "../../support/bid.ts";
import { atDesk, withRole } from "../../support/desk.ts";
import { engineForFile, send } from "../../support/engine.ts";
import { scoringScene } from "../../support/scoring.ts";
import { signedInByCode } from "../../support/sign-in.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");

const officer = async () => atDesk(engine.it, (await withRole(engine.it, "officer", at)).cookie);

describe("POST /api/desk/people/search", () => {
  it("exports the person, sign-ins, groups, contacts, applications, messages and who looked", async () => {
    const email = "ash.export@example.org";
    const browser = await signedInByCode(engine.it, email, at);
    const { personId } = (await browser.who(at)).body.person;
    const round = await openRound(engine.it, fund, "26P1", at, at + 3_600_000);
    await engine.it.deps.store.organisations.create(
      { id: "o_export", fields: { ...GROUP, mainContactEmail: email }, personId },
      { writeId: nextWriteId(), at },
    );
    const as = asking(engine.it, browser.cookie() ?? "");
    const { id, draftId } = await filledDraft(as, fund, round, "o_export", 50_000, at);
    await as.submit(id, draftId, at);
    const desk = await officer();
    await desk.application(id, at);
    const reply = await desk.person("  Ash.Export@Example.org ", at);
    expect(reply.status, reply.text).toBe(200);
    const { people, contacts, applications, messages } = reply.body;
    expect(people).toMatchObject([
      {
        id: personId,
        email,
        sessions: [{ shared: false }],
        memberships: [{ organisationId: "o_export", state: "active" }],
      },
    ]);
    expect(contacts).toMatchObject([{ organisationId: "o_export", name: "Ash Example", role: "Chair" }]);
    expect(applications).toMatchObject([
      { id, startedByPerson: true, submissions: [{ number: 1, submittedByPerson: true }], seen: [{ as: "officer" }] },
    ]);
    expect(messages).toMatchObject([{ template: "sign-in-code", to: email, facts: {} }]);
    expect(await engine.it.deps.store.desk.viewsOf(personId)).toMatchObject([{ how: "exported" }]);
  });

  it("says of a bid what its group was told, and nothing that waits for its time", async () => {
    const email = "held.export@example.org";
    const browser = await signedInByCode(engine.it, email, at);
    const { personId } = (await browser.who(at)).body.person;
    await engine.it.deps.store.organisations.create(
      { id: "o_held", fields: { ...GROUP, mainContactEmail: email }, personId },
      { writeId: nextWriteId(), at },
    );
    const round = await openRound(engine.it, fund, "26P3", at, at + 3_600_000);
    const as = asking(engine.it, browser.cookie() ?? "");
    const { id, draftId } = await filledDraft(as, fund, round, "o_held", 50_000, at);
    await as.submit(id, draftId, at);
    const stateAfter = async (told: { toldOf?: string; toldFrom?: string }) => {
      const head = await engine.it.deps.store.applications.head(id);
      if (head === undefined) throw new Error("There is no such application.");
      const decided = { ...head, state: "declined" as const, decidedIn: `${round.id}-M1`, ...told };
      await engine.it.table.write([headChange(decided, [])], { writeId: nextWriteId(), at });
      return (await (await officer()).person(email, at)).body.applications[0].state;
    };
    expect(await stateAfter({})).toBe("eligible");
    expect(await stateAfter({ toldOf: `${round.id}-M1`, toldFrom: toInstant(at) })).toBe("declined");
  });

  it("exports the panels of a trustee with the interests declared, and no score", async () => {
    const scene = await scoringScene(engine.it, fund, at);
    await scene.prepared([0, 1]);
    const about = scene.none().map((one, n) => (n === 0 ? { ...one, kind: "loyalty", about: "The same choir." } : one));
    await scene.as(2).declare(scene.round.id, 0, about, scene.now);
    await scene.scored(2, scene.bid(1), 1);
    const trustee = await engine.it.deps.store.people.person(scene.person(2).id);
    const login = { hash: loginHashOf("code", trustee?.email ?? ""), personId: trustee?.id };
    await engine.it.table.write(
      [
        {
          key: loginKey(login.hash),
          kind: "login",
          schema: 1,
          was: "absent",
          events: [],
          data: { id: login.hash, personId: login.personId },
        },
      ],
      { writeId: nextWriteId(), at },
    );
    const desk = atDesk(engine.it, scene.officer.cookie);
    const reply = await desk.person(trustee?.email ?? "", scene.now);
    expect(reply.body.panels).toMatchObject([
      {
        roundId: scene.round.id,
        seat: "trustee",
        interests: { [scene.bid(0)]: { kind: "loyalty", about: "The same choir." } },
        cards: [{ applicationId: scene.bid(1) }],
      },
    ]);
    expect(reply.body.standingInterests).toMatchObject([{ kind: "loyalty", organisationName: "Group 1" }]);
    expect(reply.text).not.toContain("scores");
  });

  it("finds an invitation that nobody has taken up", async () => {
    const email = "invited.export@example.org";
    const administrator = await withRole(engine.it, "administrator", at);
    const body = { email, role: "trustee", writeId: nextWriteId() };
    const invited = await send(engine.it, peopleHandler, people.invite, { at, cookie: administrator.cookie, body });
    expect(invited.status, invited.text).toBe(200);
    const reply = await (await officer()).person(email, at);
    expect(reply.body).toMatchObject({ people: [], invitations: [{ role: "trustee" }] });
  });

  it("says that there is nothing about an address nobody has used, and what an address looks like", async () => {
    const desk = await officer();
    expect((await desk.person("nobody@example.org", at)).status).toBe(404);
    const wrong = await desk.person("nobody", at);
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, "/email"]);
  });

  it.each(["approver", "observer", "administrator", "applicant"] as const)(
    "is refused to the role %s",
    async (role) => {
      const { cookie } = await withRole(engine.it, role, at);
      expect((await atDesk(engine.it, cookie).person("ash@example.org", at)).status).toBe(403);
    },
  );
});
