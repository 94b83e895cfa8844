import { handler } from "../../functions/http/comparisons.ts";
import { documentKey } from "../../functions/store/keys.ts";
import { handler as events } from "../../functions/stream/events.ts";
import { comparisons } from "../../shared/contract/comparisons.ts";
import type { Answer, Draft } from "../../shared/rules/application.ts";
import { openDraft } from "../../shared/rules/draft.ts";
import { KNOWN } from "../../shared/rules/form.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { formatPounds } from "../../shared/rules/money.ts";
import { applicationReference } from "../../shared/rules/reference.ts";
import type { Round } from "../../shared/rules/round.ts";
import { completeAnswers, withAnswer } from "./application.ts";
import { type Asking, GROUP, nextWriteId } from "./bid.ts";
import { type Engine, send } from "./engine.ts";
import { deliverAll, relayedRecords } from "./relay.ts";

/** What a bid of the tests uses; what is not said is its own. */
export type Uses = {
  costs?: readonly { item: string; basis?: string; pence: number }[];
  match?: readonly { source: string; pence: number; kind?: "cash" | "in-kind" }[];
  /** By the letter that its hash is made of. */
  files?: readonly { slot: string; name: string; letter: string }[];
  partners?: string;
};

type Scene = { engine: Engine; fund: Fund; round: Round; organisationId: string; as: Asking };

let bids = 0;

/** A file of a draft, straight in the table, as its upload leaves it. */
const putFile = async (
  { engine, round, organisationId }: Scene,
  applicationId: string,
  { slot, name, letter }: NonNullable<Uses["files"]>[number],
  at: number,
) => {
  const id = `doc_${letter}${slot}`;
  const data = {
    ...{ id, applicationId, organisationId, roundId: round.id, slot, name, sizeBytes: 1_024 },
    ...{ contentType: "application/pdf", declaredType: "application/pdf", sha256: letter.repeat(64) },
    ...{ state: "received", scan: "clean", addedAt: toInstant(at), key: `${applicationId}/${id}`, versionId: "1" },
    addedBy: "p_ash",
  };
  const key = documentKey(applicationId, id);
  await engine.table.write([{ key, kind: "document", schema: 1, was: "absent", events: [], data }], {
    writeId: nextWriteId(),
    at,
  });
};

/** The whole of a form that uses these things, section by section. */
const sectionsUsing = ({ fund, round }: Scene, uses: Uses): Draft["sections"] => {
  bids += 1;
  const { costs = [{ item: `Thing number ${bids} of its own`, pence: 450_000 }], match = [] } = uses;
  const requestedPence = costs.reduce((sum, { pence }) => sum + pence, 0);
  const otherPence = match.reduce((sum, { pence }) => sum + pence, 0);
  const row = (item: string, basis: string, pence: number, asked: number) => ({
    ...{ item, basis, cost: formatPounds(pence), asked: formatPounds(asked) },
  });
  const given: [string, Answer][] = [
    [
      KNOWN.budget,
      [
        ...costs.map(({ item, basis = "one price", pence }) => row(item, basis, pence, pence)),
        ...(otherPence === 0 ? [] : [row(`Paid by others ${bids}`, "", otherPence, 0)]),
      ],
    ],
    [
      KNOWN.match,
      match.map(({ source, pence, kind = "cash" }) => ({
        ...{ source, kind, status: "secured", amount: formatPounds(pence) },
      })),
    ],
    ["partners", uses.partners ?? ""],
  ];
  const answers = given.reduce(
    (sum, [question, answer]) => withAnswer(fund, sum, question, answer),
    completeAnswers(fund, requestedPence, round.timetable.notifiedBy),
  );
  const notYet = Object.fromEntries(fund.documents.map(({ id }) => [id, "We will have it in May."]));
  return Object.fromEntries(
    Object.entries({ ...answers, documents: notYet }).map(([id, typed]) => [
      id,
      { version: 1, answers: typed, done: true },
    ]),
  );
};

/** Types into the draft that is open what a bid uses instead. */
export const typeUses = async (scene: Scene, id: string, uses: Uses, at: number): Promise<void> => {
  const { store } = scene.engine.deps;
  const head = await store.applications.head(id);
  if (head?.draft === undefined) throw new Error(`${id} has no open draft.`);
  const draft = { ...head.draft, sections: sectionsUsing(scene, uses) };
  await store.applications.change({ ...head, draft }, { writeId: nextWriteId(), at }, []);
  for (const file of uses.files ?? []) await putFile(scene, id, file, at);
};

/** A draft that uses these things, ready to be sent: written whole, because typing it takes a request for each section. */
export const draftUsing = async (scene: Scene, uses: Uses, at: number): Promise<{ id: string; draftId: string }> => {
  const { engine, fund, round, organisationId } = scene;
  const { store } = engine.deps;
  const number = await store.applications.nextNumber(round.id);
  const id = applicationReference({ fundCode: fund.code, roundCode: round.code, number });
  const draft = openDraft(fund, `d_${id}`, 0, sectionsUsing(scene, uses));
  await store.applications.start(
    {
      ...{ id, roundId: round.id, fundId: fund.id, organisationId, organisationName: GROUP.name, number },
      ...{ state: "draft", startedAt: toInstant(at), startedBy: "p_ash", changedAt: toInstant(at), title: "", draft },
      ...{ sharedWithOffice: false, openQuestions: 0, version: 0 },
    },
    "p_ash",
    { writeId: nextWriteId(), at },
    [],
  );
  for (const file of uses.files ?? []) await putFile(scene, id, file, at);
  return { id, draftId: draft.id };
};

/** A bid that uses these things, sent by its group through the portal's own endpoints; its id. */
export const bidUsing = async (scene: Scene, uses: Uses, at: number): Promise<string> => {
  const { id, draftId } = await draftUsing(scene, uses, at);
  const reply = await scene.as.submit(id, draftId, at);
  if (reply.status !== 200) throw new Error(`The bid was refused: ${reply.text}`);
  return id;
};

const taken = new WeakMap<Engine, number>();

/** The stream's function takes what has happened in this engine since it was last told. */
export const relayAll = async (engine: Engine): Promise<void> => {
  const records = await relayedRecords(engine);
  await deliverAll(events, records.slice(taken.get(engine) ?? 0), engine.deps);
  taken.set(engine, records.length);
};

/** Calls the comparisons' endpoints as one person. */
export const atComparisons = (engine: Engine, cookie: string, deps = engine.deps) => ({
  read: (id: string, at: number) => send(engine, handler, comparisons.read, { at, cookie, params: { id }, deps }),
  decide: (id: string, hash: string, at: number, body: Record<string, unknown> = {}) =>
    send(engine, handler, comparisons.decide, {
      ...{ at, cookie, deps, params: { id, hash } },
      body: { result: "explained", reason: "Two halves of one order.", writeId: nextWriteId(), ...body },
    }),
});
