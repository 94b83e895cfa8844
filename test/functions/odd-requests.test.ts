/// <reference types="vite/client" />
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import * as z from "zod/mini";
import type { FunctionSpec } from "../../functions/manifest/spec.ts";
import { MANIFEST } from "../../functions/manifest.ts";
import type { Endpoint } from "../../shared/contract.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import type { Round } from "../../shared/rules/round.ts";
import { asking, filledDraft, groupWith, HOUR, openRound } from "../support/bid.ts";
import { atDesk, withRole } from "../support/desk.ts";
import { engineForFile, type Handler, send } from "../support/engine.ts";

/*
 * Whatever is sent to whatever endpoint, by somebody it lets in, is taken or refused: it is never our fault. Every leaf of
 * every body and every parameter is made odd, one at a time, in a request that is otherwise as right as its schema says.
 */
const HANDLERS = import.meta.glob<{ handler: Handler }>("../../functions/http/*.ts", { eager: true });
const SPECS: [string, FunctionSpec][] = Object.entries(MANIFEST);
/** The export writes to a bucket, which this file does not start; it has no body. */
const ELSEWHERE = ["GET /api/desk/rounds/{id}/export"];
const ENDPOINTS: { endpoint: Endpoint; handler: Handler | undefined }[] = SPECS.flatMap(([name, { trigger }]) =>
  "http" in trigger
    ? Object.values(trigger.http)
        .filter(({ route }) => !ELSEWHERE.includes(route))
        .map((endpoint) => ({ endpoint, handler: HANDLERS[`../../functions/${name}.ts`]?.handler }))
    : [],
);

const ODD_TEXTS = [
  "",
  " ",
  "\u0000",
  "x\ud800y-and-more",
  "\u202E\u200B",
  "__proto__",
  "constructor",
  "a/b",
  "..",
  "🎉".repeat(40),
  "x".repeat(3_000),
  "line\n".repeat(5_000),
];
/** What can come out of a path: percent-encoding makes no half characters. */
const ODD_PARAMS = ODD_TEXTS.filter((odd) => odd.isWellFormed());
const ODD_NUMBERS = [-1, -0, 1.5, 1e21, Number.MAX_SAFE_INTEGER, 1e308];
const ODD_KEYS = ["__proto__", "constructor", "x\ud800y", "\u0000", "", "x".repeat(3_000)];

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");
const known: Record<string, string | number> = {};
const cookies: Record<string, string> = {};

let round: Round | undefined;

beforeAll(async () => {
  round = await openRound(engine.it, fund, "26T1", at, at + 6 * HOUR);
  for (const role of ["officer", "approver", "administrator", "observer"] as const)
    cookies[role] = (await withRole(engine.it, role, at)).cookie;
  Object.assign(known, {
    roundId: round.id,
    fundId: fund.id,
    email: "somebody@example.org",
    number: "1",
    slot: fund.documents[0]?.id ?? "",
    name: "plan.pdf",
    contentType: "application/pdf",
    sizeBytes: 1_000,
    rule: "eligibility/area",
    agreedOn: "2026-11-20",
    time: "12:00",
    version: 1,
  });
});

let scenes = 0;
/** A group with a bid that was sent, a change of it open and a question asked: what one endpoint leaves, the next does not find. */
const scene = async (): Promise<void> => {
  if (round === undefined) throw new Error("There is a round before the first test.");
  scenes += 1;
  const [organisationId, personId] = [`o_group${scenes}`, `p_ash${scenes}`];
  cookies.applicant = (await groupWith(engine.it, organisationId, [personId], at))(personId);
  const ash = asking(engine.it, cookies.applicant);
  const { id, draftId } = await filledDraft(ash, fund, round, organisationId, 50_000, at);
  await ash.submit(id, draftId, at);
  const { draft } = (await ash.openChange(id, at)).body;
  const asked = (await atDesk(engine.it, cookies.officer ?? "").ask(id, at, { answerBy: "2026-12-10" })).body;
  Object.assign(known, {
    organisationId,
    personId,
    applicationId: id,
    draftId: draft.id,
    section: Object.keys(draft.sections)[0],
    inquiry: asked.id,
  });
};

/** The right value of a parameter, by the beginning of its route. */
const paramOf = (route: string, name: string): string => {
  if (name !== "id") return String(known[name] ?? "1");
  const kinds = { rounds: "roundId", funds: "fundId", organisations: "organisationId", people: "personId" };
  const found = Object.entries(kinds).find(([noun]) => route.includes(`/${noun}/{id}`))?.[1] ?? "applicationId";
  return String(known[found]);
};

type JsonSchema = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
};
const Json: z.ZodMiniType<JsonSchema> = z.any();

/** A body that fits a schema, as far as its schema says. */
const fitting = (schema: JsonSchema, name: string): unknown => {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [one] = schema.anyOf ?? schema.oneOf ?? [];
  if (one !== undefined) return fitting(one, name);
  if (schema.type === "array") return schema.items === undefined ? [] : [fitting(schema.items, name)];
  if (schema.type === "boolean") return true;
  if (schema.type === "integer" || schema.type === "number") return known[name] ?? 0;
  if (schema.properties !== undefined)
    return Object.fromEntries(Object.entries(schema.properties).map(([key, of]) => [key, fitting(of, key)]));
  if (typeof schema.additionalProperties === "object") return { title: fitting(schema.additionalProperties, name) };
  if (name === "writeId") return randomUUID();
  const right = known[name];
  if (right !== undefined) return right;
  return name === "on" || name.endsWith("On") || name.endsWith("By") ? "2026-12-10" : "Some words";
};

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The same value with one leaf made odd, in every way there is; objects get an odd key too. */
const oddities = (value: unknown): unknown[] => {
  if (typeof value === "string") return ODD_TEXTS;
  if (typeof value === "number") return ODD_NUMBERS;
  if (Array.isArray(value))
    return [Array(5_000).fill(value[0]), ...value.flatMap((one) => oddities(one).map((odd) => [odd]))];
  if (!isObject(value)) return [null, "true", 1];
  return [
    ...Object.entries(value).flatMap(([key, one]) => oddities(one).map((odd) => ({ ...value, [key]: odd }))),
    ...ODD_KEYS.map((key) => Object.fromEntries([...Object.entries(value), [key, "x"]])),
  ];
};
/** JSON of a value; an own key `__proto__` stays one. */
const jsonOf = (value: unknown): string => JSON.stringify(value);

const cookieFor = ({ who }: Endpoint): string | undefined => {
  const role = ["applicant", "officer", "approver", "administrator", "observer"].find((one) =>
    who.some((each) => each === one || each === "signed-in"),
  );
  return role === undefined ? undefined : cookies[role];
};

describe("a request that nobody's page would send", () => {
  it.each(ENDPOINTS.map(({ endpoint, handler }) => [endpoint.route, endpoint, handler] as const))(
    "%s takes it or refuses it",
    async (route, endpoint, handler) => {
      if (handler === undefined) throw new Error(`${route} has no function.`);
      if (scenes === 0 || /(applications|organisations)\/\{id\}/.test(route)) await scene();
      const names = [...route.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
      const right = Object.fromEntries(names.map((name) => [name, paramOf(route, name)]));
      const body =
        endpoint.body === undefined
          ? undefined
          : fitting(Json.parse(z.toJSONSchema(endpoint.body, { io: "input" })), "");
      const cookie = cookieFor(endpoint);
      const bodies = body === undefined ? [undefined] : [body, ...oddities(body)];
      const faults: unknown[] = [];
      const sent = async (params: Record<string, string>, odd: unknown): Promise<void> => {
        const fresh =
          isObject(odd) && isObject(body) && odd.writeId === body.writeId ? { ...odd, writeId: randomUUID() } : odd;
        const rawBody =
          fresh === undefined ? {} : { rawBody: jsonOf(Object.hasOwn(Object(odd), "__proto__") ? odd : fresh) };
        const reply = await send(engine.it, handler, endpoint, { at, params, cookie, ...rawBody });
        if (reply.status >= 500) faults.push({ params, body: rawBody.rawBody?.slice(0, 400) });
      };
      for (const odd of bodies) await sent(right, odd);
      for (const name of names) for (const odd of ODD_PARAMS) await sent({ ...right, [name]: odd }, body);
      expect(faults).toEqual([]);
    },
  );
});

describe("an item that is somebody else's", () => {
  const theirs = ENDPOINTS.filter(
    ({ endpoint: { route, who } }) =>
      /\/(applications|organisations)\/\{id\}/.test(route) && who.some((one) => one === "applicant"),
  );
  let [theirGroup, ownGroup]: (typeof known)[] = [];
  // Nobody changes anything here: two groups serve every endpoint.
  beforeAll(async () => {
    await scene();
    theirGroup = { ...known };
    await scene();
    ownGroup = { ...known };
  });

  it.each(theirs.map(({ endpoint, handler }) => [endpoint.route, endpoint, handler] as const))(
    "%s answers exactly as for one that does not exist",
    async (route, endpoint, handler) => {
      if (handler === undefined) throw new Error(`${route} has no function.`);
      const names = [...route.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
      Object.assign(known, theirGroup);
      const params = Object.fromEntries(names.map((name) => [name, paramOf(route, name)]));
      // A member of another group asks, in the same way, for what is there and for what is not.
      Object.assign(known, ownGroup);
      const missing = route.includes("/organisations/") ? "o_missing" : `${params.id?.slice(0, 9)}9999-X`;
      const body = endpoint.body && fitting(Json.parse(z.toJSONSchema(endpoint.body, { io: "input" })), "");
      const asked = (id: string) =>
        send(engine.it, handler, endpoint, {
          at,
          params: { ...params, id },
          cookie: cookies.applicant,
          ...(body === undefined ? {} : { body }),
        });
      const [found, none] = [await asked(params.id ?? ""), await asked(missing)];
      expect([found.status, found.text]).toEqual([404, none.text]);
    },
  );
});
