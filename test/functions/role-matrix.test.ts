/// <reference types="vite/client" />
import { describe, expect, it } from "vitest";
import type { FunctionSpec } from "../../functions/manifest/spec.ts";
import { MANIFEST } from "../../functions/manifest.ts";
import type { Endpoint } from "../../shared/contract.ts";
import { toInstant } from "../../shared/rules/london.ts";
import type { Door, Role } from "../../shared/rules/role.ts";
import { engineForFile, type Handler, send, signedIn } from "../support/engine.ts";

/**
 * Who gets past the door of which endpoint. This table is written by hand and stands against the contracts: an endpoint that
 * is missing here, or let somebody else in, fails. What a caller may do with *one* item is tested with the endpoint itself.
 */
type Column = "nobody" | Role;
const EVERYBODY: readonly Column[] = [
  "nobody",
  "applicant",
  "trustee",
  "chair",
  "observer",
  "officer",
  "approver",
  "administrator",
];
const SIGNED_IN = EVERYBODY.filter((column) => column !== "nobody");
/** At the code door everybody may also be a member of a group. */
const APPLICANTS: readonly Column[] = ["applicant", "trustee", "chair", "observer"];
const OFFICE: readonly Column[] = ["officer", "approver"];
const TRUSTEES: readonly Column[] = ["trustee", "chair"];
const READERS: readonly Column[] = ["officer", "approver", "administrator", "observer"];

const MEETING_READERS: readonly Column[] = [...OFFICE, "observer", "trustee", "chair"];

const EXPECTED: Readonly<Record<string, readonly Column[]>> = {
  "GET /healthz": EVERYBODY,
  "GET /api/openapi.json": EVERYBODY,

  "GET /api/session": EVERYBODY,
  "POST /api/sign-in/code": EVERYBODY,
  "POST /api/sign-in/session": EVERYBODY,
  "PUT /api/session/name": SIGNED_IN,
  "POST /api/sign-out": EVERYBODY,

  "GET /api/people": ["administrator"],
  "POST /api/people/invitations": ["administrator"],
  "POST /api/people/invitations/{id}/withdrawal": ["administrator"],
  "POST /api/people/{id}/roles": ["administrator"],
  "POST /api/people/{id}/roles/removal": ["administrator"],
  "POST /api/people/{id}/sign-out": ["administrator"],

  "GET /api/organisations": APPLICANTS,
  "POST /api/organisations": APPLICANTS,
  "GET /api/organisations/{id}": [...APPLICANTS, ...OFFICE],
  "PUT /api/organisations/{id}": APPLICANTS,
  "GET /api/organisations/{id}/people": [...APPLICANTS, ...OFFICE],
  "POST /api/organisations/joins": APPLICANTS,
  "POST /api/organisations/{id}/joins/{personId}": [...APPLICANTS, "officer"],
  "POST /api/organisations/{id}/leaving": APPLICANTS,
  "POST /api/organisations/{id}/replacement": ["officer"],
  "GET /api/office/organisations/{id}/record": [...OFFICE, "observer"],
  "POST /api/office/organisations/{id}/past-awards": ["officer"],
  "POST /api/office/organisations/{id}/past-awards/{line}": ["officer"],
  "POST /api/office/organisations/{id}/past-awards/{line}/taking-back": ["officer"],
  "POST /api/office/organisations/{id}/returns": ["officer"],
  "POST /api/office/organisations/{id}/returns/{line}": ["officer"],
  "POST /api/office/organisations/{id}/returns/{line}/receipt": ["officer"],
  "POST /api/office/organisations/{id}/returns/{line}/taking-back": ["officer"],
  "GET /api/office/organisations": OFFICE,
  "POST /api/office/organisations/{id}/claims/{claim}": ["officer"],

  "GET /api/funds": EVERYBODY,
  "GET /api/funds/{id}": EVERYBODY,
  "GET /api/funds/{id}/questions": EVERYBODY,
  "GET /api/rounds/{id}": EVERYBODY,
  "GET /api/funded": EVERYBODY,
  "POST /api/funds/{id}/eligibility": EVERYBODY,
  "POST /api/rounds/{id}/eligibility-questions": APPLICANTS,
  "GET /api/rounds/{id}/eligibility": APPLICANTS,
  "GET /api/rounds/{id}/eligibility-questions": APPLICANTS,

  "GET /api/office/rounds": READERS,
  "GET /api/office/funds/{id}/round-proposal": ["officer"],
  "POST /api/office/rounds": ["officer"],
  "GET /api/office/rounds/{id}": READERS,
  "PUT /api/office/rounds/{id}": ["officer"],
  "GET /api/office/rounds/{id}/preview": READERS,
  "POST /api/office/rounds/{id}/publication": ["officer"],
  "POST /api/office/rounds/{id}/notices": ["officer"],
  "POST /api/office/rounds/{id}/extensions": ["officer"],
  "GET /api/meetings/{id}/progress": MEETING_READERS,
  "POST /api/meetings/{id}/carrying-out": ["officer"],
  "GET /api/office/confirmations": [...OFFICE, "observer"],
  "GET /api/meetings/{id}/confirmations": [...OFFICE, "observer"],
  "POST /api/meetings/{id}/confirmations": ["approver"],
  "GET /api/meetings/{id}/notices/{application}": MEETING_READERS,
  "GET /api/meetings/{id}/minutes": MEETING_READERS,
  "POST /api/meetings/{id}/minutes/agreement": TRUSTEES,
  "POST /api/meetings/{id}/minutes/additions": ["officer", ...TRUSTEES],
  "POST /api/meetings/{id}/minutes/file": MEETING_READERS,
  "GET /api/office/rounds/{id}/outcomes": [...OFFICE, "observer"],
  "PUT /api/office/applications/{id}/outcome": ["officer"],
  "POST /api/office/rounds/{id}/outcomes/kept": ["officer"],
  "POST /api/office/rounds/{id}/outcomes/readings": OFFICE,
  "GET /api/office/rounds/{id}/release": [...OFFICE, "observer"],
  "POST /api/office/rounds/{id}/release": ["officer"],
  "POST /api/office/rounds/{id}/release/confirmation": ["approver"],
  "GET /api/applications/{id}/outcome": APPLICANTS,

  "GET /api/bodies": EVERYBODY,
  "GET /api/office/bodies": READERS,
  "PUT /api/office/bodies": ["officer", "administrator"],

  "GET /api/office/closures": READERS,
  "POST /api/office/closures": OFFICE,
  "GET /api/office/closures/{id}": READERS,
  "PUT /api/office/closures/{id}": OFFICE,
  "POST /api/office/closures/preview": OFFICE,
  "GET /api/office/closures/{id}/ending": OFFICE,
  "GET /api/office/availability": READERS,
  "GET /api/office/rounds/{id}/outages": READERS,
  "POST /api/availability/failed-attempts": EVERYBODY,
  "GET /api/office/rounds/{id}/exceptions": [...OFFICE, "observer"],
  "GET /api/office/funds/{id}/year": READERS,
  "POST /api/office/rounds/{id}/slips": ["officer"],
  "GET /api/office/approvals": [...OFFICE, "observer"],
  "POST /api/office/approvals": OFFICE,
  "POST /api/office/approvals/{id}/answer": ["approver"],

  "GET /api/candidates": EVERYBODY,
  "GET /api/office/rounds/{id}/elections": [...OFFICE, "observer"],
  "GET /api/office/polls": [...OFFICE, "observer"],
  "POST /api/office/polls": ["officer"],
  "PUT /api/office/polls/{id}": ["officer"],
  "POST /api/office/polls/{id}/removal": ["officer"],
  "POST /api/office/polls/{id}/declaration": ["approver"],
  "GET /api/office/polls/{id}/touched": [...OFFICE, "observer"],

  "GET /api/mail/templates": [...OFFICE, "administrator"],
  "GET /api/mail/templates/{template}": [...OFFICE, "administrator"],
  "GET /api/office/rounds/{id}/letters": OFFICE,
  "POST /api/office/rounds/{id}/letters/preview": ["officer"],
  "POST /api/office/rounds/{id}/letters": ["officer"],

  "GET /api/office/rounds/{id}/eligibility-questions": [...OFFICE, "observer"],
  "POST /api/office/rounds/{id}/eligibility-answers": ["officer"],

  "GET /api/applications": APPLICANTS,
  "POST /api/applications": APPLICANTS,
  "GET /api/applications/{id}": APPLICANTS,
  "PUT /api/applications/{id}/draft/{section}": APPLICANTS,
  "POST /api/applications/{id}/submission": APPLICANTS,
  "GET /api/applications/{id}/submissions/{number}": APPLICANTS,
  "POST /api/applications/{id}/submissions/{number}/copy": APPLICANTS,
  "POST /api/applications/{id}/change": APPLICANTS,
  "POST /api/applications/{id}/change-dropped": APPLICANTS,
  "POST /api/applications/{id}/withdrawal": APPLICANTS,
  "PUT /api/applications/{id}/sharing": APPLICANTS,
  "POST /api/applications/{id}/carrying": APPLICANTS,
  "POST /api/applications/{id}/inquiries/{inquiry}/answer": APPLICANTS,
  "POST /api/receipts": EVERYBODY,

  "GET /api/applications/{id}/documents": APPLICANTS,
  "POST /api/applications/{id}/documents": APPLICANTS,
  "POST /api/applications/{id}/documents/{document}/replacement": APPLICANTS,
  "POST /api/applications/{id}/documents/{document}/received": APPLICANTS,
  "POST /api/applications/{id}/documents/{document}/removal": APPLICANTS,
  "GET /api/applications/{id}/documents/{document}/file": [...APPLICANTS, ...OFFICE],

  "GET /api/desk/rounds/{id}": [...OFFICE, "observer"],
  "GET /api/desk/rounds/{id}/export": [...OFFICE, "observer"],
  "GET /api/desk/applications/{id}": [...OFFICE, "observer"],
  "GET /api/desk/applications/{id}/due-diligence": [...OFFICE, "observer"],
  "POST /api/desk/applications/{id}/due-diligence/entries": ["officer"],
  "POST /api/desk/applications/{id}/due-diligence/facts": ["officer"],
  "POST /api/desk/applications/{id}/due-diligence/steps": ["officer"],
  "POST /api/desk/applications/{id}/due-diligence/match": ["officer"],
  "POST /api/desk/applications/{id}/due-diligence/look-ups": ["officer"],
  "POST /api/desk/applications/{id}/due-diligence/ending": ["officer"],
  "POST /api/desk/applications/{id}/due-diligence/reopening": ["officer"],
  "POST /api/desk/applications/{id}/inquiries": ["officer"],
  "POST /api/desk/applications/{id}/eligibility": ["officer"],
  "POST /api/desk/applications/{id}/put-right": ["officer"],
  "POST /api/desk/people/search": ["officer"],
  "GET /api/desk/applications/{id}/comparisons": OFFICE,
  "POST /api/desk/applications/{id}/comparisons/{hash}": ["officer"],

  "POST /api/desk/organisations/search": ["officer"],
  "POST /api/desk/organisations": ["officer"],
  "POST /api/desk/applications": ["officer"],
  "GET /api/desk/applications/{id}/entry": ["officer"],
  "PUT /api/desk/applications/{id}/draft/{section}": ["officer"],
  "POST /api/desk/applications/{id}/submission": ["officer"],

  "GET /api/scoring/{round}": ["officer"],
  "PUT /api/scoring/{round}": ["officer"],
  "POST /api/scoring/{round}/paper-cards": ["officer"],
  "GET /api/scoring/{round}/register": ["officer"],
  "GET /api/trustee/rounds": TRUSTEES,
  "GET /api/trustee/rounds/{round}": TRUSTEES,
  "GET /api/trustee/rounds/{round}/interests": TRUSTEES,
  "PUT /api/trustee/rounds/{round}/interests": TRUSTEES,
  "GET /api/trustee/rounds/{round}/rulings": TRUSTEES,
  "POST /api/trustee/rounds/{round}/rulings": TRUSTEES,
  "GET /api/trustee/bids/{id}": TRUSTEES,
  "PUT /api/trustee/bids/{id}/card": TRUSTEES,
  "POST /api/trustee/bids/{id}/card/submission": TRUSTEES,
  "POST /api/trustee/bids/{id}/card/reopening": TRUSTEES,
  "POST /api/trustee/bids/{id}/card/confirmation": TRUSTEES,

  "GET /api/office/retention": [...OFFICE, "observer"],
  "POST /api/office/retention/holds": ["officer"],
  "POST /api/office/retention/holds/{id}/lifting": ["approver"],

  "GET /api/mail/undelivered": OFFICE,
  "GET /api/mail/applications/{id}": OFFICE,
  "POST /api/mail/messages/{recipient}/{id}/again": ["officer"],
  "GET /api/packs/{id}": MEETING_READERS,
  "GET /api/meetings": MEETING_READERS,
  "POST /api/meetings": ["officer"],
  "GET /api/meetings/{id}": MEETING_READERS,
  "GET /api/meetings/{id}/version": MEETING_READERS,
  "POST /api/meetings/{id}/commands": ["officer", "trustee", "chair"],
  "POST /api/meetings/{id}/closing": ["trustee", "chair"],

  "GET /api/ranking/{round}": [...OFFICE, "observer", "trustee", "chair"],
  "POST /api/ranking/{round}/moderations": ["trustee", "chair"],

  "GET /api/messages": SIGNED_IN,
  "POST /api/messages/address": SIGNED_IN,
  "POST /api/messages/{id}/read": SIGNED_IN,
};

/** Routes that answer with no JSON; each has its own tests. */
const PAGES = ["GET /api/funds/{id}/calendar.ics", "GET /sign-in/staff", "GET /sign-in/staff/return"];

const HANDLERS = import.meta.glob<{ handler: Handler }>("../../functions/http/*.ts", { eager: true });

const SPECS: [string, FunctionSpec][] = Object.entries(MANIFEST);
const ENDPOINTS: { endpoint: Endpoint; handler: Handler | undefined }[] = SPECS.flatMap(([name, { trigger }]) =>
  "http" in trigger
    ? Object.values(trigger.http).map((endpoint) => ({
        endpoint,
        handler: HANDLERS[`../../functions/${name}.ts`]?.handler,
      }))
    : [],
);

type Subject = { called: string; column: Column; person?: { roles: readonly Role[]; door: Door } };
const through = (door: Door, column: Role): Subject => ({
  called: column,
  column,
  person: { roles: column === "applicant" ? [] : [column], door },
});
const SUBJECTS: readonly Subject[] = [
  { called: "nobody", column: "nobody" },
  through("code", "applicant"),
  through("code", "trustee"),
  through("code", "chair"),
  through("code", "observer"),
  through("staff", "officer"),
  through("staff", "approver"),
  through("staff", "administrator"),
  // A staff role counts only in a session opened through the staff issuer, and the other way round.
  {
    called: "every staff role at the code door",
    column: "applicant",
    person: { roles: ["officer", "approver", "administrator"], door: "code" },
  },
];
const WRONG_DOOR: Subject = {
  called: "trustee, chair and observer at the staff door",
  column: "applicant",
  person: { roles: ["trustee", "chair", "observer"], door: "staff" },
};

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");

const paramsOf = ({ route }: Endpoint): Record<string, string> =>
  Object.fromEntries([...route.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => [name, "1"]));

const statusFor = async (endpoint: Endpoint, handler: Handler, { called, person }: Subject): Promise<number> => {
  const id = `p_${called.replaceAll(/\W/g, "-")}`;
  const cookie = person === undefined ? undefined : (await signedIn(engine.it, { id, ...person }, at)).cookie;
  const params = paramsOf(endpoint);
  // Parameters and body are read after the role was looked at: 422 and 400 say that the role was let through.
  const reply = await send(engine.it, handler, endpoint, {
    at,
    params,
    ...(cookie === undefined ? {} : { cookie }),
    ...(endpoint.body === undefined ? {} : { rawBody: "{" }),
  });
  return reply.status;
};

/** What the door says: in, or how it refuses. Without a body an endpoint answers what it will, but never one of these two. */
const doorOf = (endpoint: Endpoint, status: number): "in" | "unauthenticated" | "forbidden" | "unexpected" => {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (endpoint.body !== undefined) return status === 400 || status === 422 ? "in" : "unexpected";
  return status < 500 ? "in" : "unexpected";
};

describe("who may call what", () => {
  it("knows every endpoint of the manifest, and no other", () => {
    expect(ENDPOINTS.map(({ endpoint }) => endpoint.route).toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
  });

  it("knows every page route of the manifest", () => {
    const pages = SPECS.flatMap(([, { trigger }]) => ("http" in trigger ? (trigger.pages ?? []) : []));
    expect(pages.toSorted()).toEqual(PAGES.toSorted());
  });

  it.each(ENDPOINTS.map(({ endpoint, handler }) => [endpoint.route, endpoint, handler] as const))(
    "%s lets in whom the table names",
    async (route, endpoint, handler) => {
      if (handler === undefined) throw new Error(`${route} has no function.`);
      const allowed = EXPECTED[route] ?? [];
      const found: Record<string, string> = {};
      const wanted: Record<string, string> = {};
      for (const subject of SUBJECTS) {
        found[subject.called] = doorOf(endpoint, await statusFor(endpoint, handler, subject));
        wanted[subject.called] = allowed.includes(subject.column)
          ? "in"
          : subject.person === undefined
            ? "unauthenticated"
            : "forbidden";
      }
      found[WRONG_DOOR.called] = doorOf(endpoint, await statusFor(endpoint, handler, WRONG_DOOR));
      wanted[WRONG_DOOR.called] = allowed === EVERYBODY || allowed === SIGNED_IN ? "in" : "forbidden";
      expect(found).toEqual(wanted);
    },
  );
});

describe("when somebody was last seen", () => {
  const functions = [...new Map(ENDPOINTS.map(({ endpoint, handler }) => [handler, endpoint] as const))];

  it.each(functions.map(([handler, endpoint], n) => [endpoint.route, n, endpoint, handler] as const))(
    "is noted by the function of %s",
    async (route, n, endpoint, handler) => {
      if (handler === undefined) throw new Error(`${route} has no function.`);
      const id = `p_seen${n}`;
      const { cookie } = await signedIn(engine.it, { id, roles: ["officer"], door: "staff" }, at);
      const later = at + 10 * 60_000;
      await send(engine.it, handler, endpoint, { at: later, cookie, params: paramsOf(endpoint), rawBody: "{" });
      const [session] = await engine.it.table.query(`person/${id}`, "session/");
      expect(session).toMatchObject({ seenAt: toInstant(later) });
    },
  );
});
