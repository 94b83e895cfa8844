import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type Deps, makeDeps } from "../../functions/deps.ts";
import { handler } from "../../functions/http/desk.ts";
import { handler as entriesHandler } from "../../functions/http/entries.ts";
import { desk } from "../../shared/contract/desk.ts";
import { entries } from "../../shared/contract/entries.ts";
import type { Endpoint } from "../../shared/contract.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import type { Role } from "../../shared/rules/role.ts";
import { asking, filledDraft, groupWith, HOUR, nextWriteId, openRound } from "./bid.ts";
import { type Engine, SETTINGS, send, signedIn } from "./engine.ts";

let scenes = 0;

/** A round that is open for six hours, a group of one, and the means to send bids. */
export const deskScene = async (engine: Engine, fund: Fund, at: number) => {
  scenes += 1;
  const closesAt = at + 6 * HOUR;
  const round = await openRound(engine, fund, `${20 + Math.floor(scenes / 10)}D${scenes % 10}`, at, closesAt);
  const organisationId = `o_desk${scenes}`;
  const ash = `p_ash${scenes}`;
  const cookie = (await groupWith(engine, organisationId, [ash], at))(ash);
  const as = asking(engine, cookie);
  return {
    round,
    closesAt,
    organisationId,
    ash,
    cookie,
    as,
    /** A draft that nothing blocks, not sent. */
    draft: (askedPence = 50_000) => filledDraft(as, fund, round, organisationId, askedPence, at),
    /** A bid that was sent; its id. */
    sent: async (askedPence = 50_000): Promise<string> => {
      const { id, draftId } = await filledDraft(as, fund, round, organisationId, askedPence, at);
      const reply = await as.submit(id, draftId, at);
      if (reply.status !== 200) throw new Error(`The bid was refused: ${reply.text}`);
      return id;
    },
  };
};

let people = 0;
/** A new person with one role, signed in at an instant; their cookie. */
export const withRole = async (engine: Engine, role: Role, at: number): Promise<{ cookie: string; id: string }> => {
  people += 1;
  const id = `p_${role}${people}`;
  const door = ["officer", "approver", "administrator"].includes(role) ? "staff" : "code";
  const roles = role === "applicant" ? [] : [role];
  const { cookie } = await signedIn(engine, { id, name: `${role} ${people}`, roles, door }, at);
  return { cookie, id };
};

/** Calls the desk and the office's entries as one person. */
export const atDesk = (engine: Engine, cookie: string, deps?: Deps) => {
  const to =
    (on: typeof handler | typeof entriesHandler) =>
    (
      endpoint: Pick<Endpoint, "route">,
      at: number,
      sent: { params?: Record<string, string>; query?: Record<string, string>; body?: unknown },
    ) =>
      send(engine, on, endpoint, { at, cookie, ...sent, ...(deps === undefined ? {} : { deps }) });
  const toDesk = to(handler);
  const toEntries = to(entriesHandler);
  return {
    round: (id: string, at: number) => toDesk(desk.round, at, { params: { id } }),
    exportRound: (id: string, at: number) => toDesk(desk.exportRound, at, { params: { id } }),
    application: (id: string, at: number, submission?: string) =>
      toDesk(desk.application, at, { params: { id }, query: submission === undefined ? {} : { submission } }),
    ask: (id: string, at: number, body: { question?: string; answerBy: string; writeId?: string }) =>
      toDesk(desk.ask, at, {
        params: { id },
        body: { question: "How many people come?", writeId: nextWriteId(), ...body },
      }),
    eligible: (id: string, at: number, writeId = nextWriteId()) =>
      toDesk(desk.decide, at, { params: { id }, body: { decision: "eligible", writeId } }),
    notEligible: (
      id: string,
      at: number,
      body: { rule?: string; reason?: string; canBePutRight?: boolean; writeId?: string } = {},
    ) =>
      toDesk(desk.decide, at, {
        params: { id },
        body: {
          decision: "not-eligible",
          rule: "eligibility/documents",
          reason: "The accounts are of another group.",
          canBePutRight: true,
          writeId: nextWriteId(),
          ...body,
        },
      }),
    putRight: (id: string, at: number, putRightOn: string, writeId = nextWriteId()) =>
      toDesk(desk.putRight, at, {
        params: { id },
        body: { putRightOn, reason: "They sent the right accounts.", writeId },
      }),
    person: (email: string, at: number) => toDesk(desk.person, at, { body: { email } }),
    findGroup: (search: unknown, at: number) => toEntries(entries.findGroup, at, { body: { search } }),
    createGroup: (organisation: unknown, at: number, writeId = nextWriteId()) =>
      toEntries(entries.createGroup, at, { body: { organisation, writeId } }),
    start: (body: Record<string, unknown>, at: number, writeId = nextWriteId()) =>
      toEntries(entries.start, at, {
        body: { how: "telephone", agreedBy: "Bo Example", agreedOn: "2026-11-22", writeId, ...body },
      }),
    entry: (id: string, at: number) => toEntries(entries.read, at, { params: { id } }),
    save: (id: string, section: string, body: Record<string, unknown>, at: number) =>
      toEntries(entries.save, at, { params: { id, section }, body: { done: true, writeId: nextWriteId(), ...body } }),
    submit: (id: string, draftId: string, at: number, writeId = nextWriteId()) =>
      toEntries(entries.submit, at, { params: { id }, body: { draftId, declaredBy: "Bo Example", writeId } }),
  };
};
export type AtDesk = ReturnType<typeof atDesk>;

/** Dependencies that note every command sent to the table, by name. */
export const counting = (engine: Engine): { deps: Deps; commands: string[] } => {
  const commands: string[] = [];
  const sending = (command: { constructor: { name: string } }) => {
    commands.push(command.constructor.name);
    return Reflect.apply(engine.clients.dynamo.send, engine.clients.dynamo, [command]);
  };
  const dynamo = new Proxy(engine.clients.dynamo, {
    get: (client: DynamoDBDocumentClient, name) => (name === "send" ? sending : Reflect.get(client, name)),
  });
  return { deps: makeDeps({ clients: { ...engine.clients, dynamo }, settings: SETTINGS }), commands };
};
