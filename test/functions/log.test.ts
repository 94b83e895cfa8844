import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { personAt } from "../support/by-api.ts";
import { WHOLE_GROUP } from "../support/organisations.ts";
import { type PortalProcess, startPortalProcess } from "../support/portal.ts";
import { someFund } from "../support/rounds.ts";

const level = process.env.POWERTOOLS_LOG_LEVEL ?? "";
let portal: PortalProcess;

beforeAll(async () => {
  process.env.POWERTOOLS_LOG_LEVEL = "DEBUG";
  portal = await startPortalProcess({ now: "2026-11-22T10:00:00.000Z" });
}, 120_000);
afterAll(async () => {
  process.env.POWERTOOLS_LOG_LEVEL = level;
  await portal.stop();
});

describe("log", () => {
  it("has routes and refusals, and nothing of a person: no address, name, answer, code or session", async () => {
    const ash = await personAt(portal, "wren.sedge@harbour.example");
    await ash.ask("PUT", "/api/session/name", { name: "Wren Sedge" });
    const organisation = { ...WHOLE_GROUP, name: "Sedge Rovers", mainContactName: "Teasel Bramble" };
    const group = (await ash.ask("POST", "/api/organisations", { organisation })).organisation.id;
    const round = `${someFund().code}-26Q4`;
    const { id } = await ash.ask("POST", "/api/applications", { roundId: round, organisationId: group });
    const { draft } = await ash.ask("GET", `/api/applications/${id}`);
    const [section = ""] = Object.keys(draft.sections);
    const answers = { "project-title": "Kestrels over the quay" };
    await ash.ask("PUT", `/api/applications/${id}/draft/${section}`, {
      draftId: draft.id,
      was: 0,
      answers,
      done: true,
    });
    const before = portal.output();
    const refused = [
      await ash.send("POST", `/api/applications/${id}/submission`, JSON.stringify({ declaredBy: "Wren Sedge" })),
      await ash.send("POST", "/api/organisations", '{"organisation": {"name": "Sedge Rovers'),
      await ash.send(
        "POST",
        "/api/sign-in/code",
        JSON.stringify({ email: "wren sedge@harbour.example", writeId: crypto.randomUUID() }),
      ),
      await ash.send("GET", `/api/desk/people?email=wren.sedge%40harbour.example`),
    ];
    expect(refused.map(({ status }) => status)).toEqual([422, 400, 422, 403]);
    const output = portal.output();
    expect(before).toContain("PUT /api/applications/{id}/draft/{section}");
    expect(output.slice(before.length)).toContain("invalid-request");
    const secret = /__Host-session=[^.]+\.([^;]+)/.exec(ash.cookie())?.[1] ?? "no session";
    for (const private_ of ["wren", "sedge", "teasel", "kestrels", WHOLE_GROUP.postcode, secret])
      expect(output.toLowerCase().includes(private_.toLowerCase()), private_).toBe(false);
    // Six digits may stand inside a request's id; by themselves they are the code.
    expect(new RegExp(`\\b${ash.code}\\b`).test(output)).toBe(false);
  });
});
