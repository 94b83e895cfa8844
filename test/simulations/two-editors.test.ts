import { describe, expect, it } from "vitest";
import type { Deps } from "../../functions/deps.ts";
import { handler } from "../../functions/http/applications.ts";
import { applications } from "../../shared/contract/applications.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import { groupWith, HOUR, nextWriteId, openRound } from "../support/bid.ts";
import { engineForFile, type Sent, send } from "../support/engine.ts";
import { runs, type Seeded, seeded } from "../support/length.ts";
import { readyDraft } from "../support/many-bids.ts";
import { takingTurns } from "../support/turns.ts";

const engine = engineForFile();
const at = Date.parse("2026-11-22T12:00:00.000Z");
const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");
const TITLE = "project-title";
const SUMMARY = "summary";
const sectionOf = (question: string): string =>
  fund.sections.find(({ questions }) => questions.some(({ id }) => id === question))?.id ?? "";

type Ack = { section: string; question: string; text: string; version: number; draftId: string; step: number };
type World = {
  acknowledged: Ack[];
  kept: { question: string; text: string }[];
  submissions: { number: number; step: number; writeId: string }[];
};

/** One person at one device: what the page does with each answer, without the page. */
const person = (deps: Deps, cookie: string, id: string, world: World, now: () => number, random: Seeded) => {
  const call = async (endpoint: Parameters<typeof send>[2], sent: Omit<Sent, "at" | "cookie" | "deps">) => {
    // A 500 is a reply that never came: the page asks again with the same write id until it is told something.
    for (;;) {
      const reply = await send(engine.it, handler, endpoint, { at, cookie, deps, params: { id }, ...sent });
      if (reply.status !== 500) return reply;
    }
  };
  const read = async () => (await call(applications.read, {})).body;

  const save = async (question: string, text: string): Promise<void> => {
    const section = sectionOf(question);
    for (let tries = 0; tries < 6; tries += 1) {
      const view = await read();
      if (view.draft === undefined) break;
      const { version: was, answers } = view.draft.sections[section];
      const body = {
        draftId: view.draft.id,
        was,
        answers: { ...answers, [question]: text },
        done: true,
        writeId: nextWriteId(),
      };
      const reply = await call(applications.save, { params: { id, section }, body });
      if (reply.status === 200) {
        world.acknowledged.push({
          section,
          question,
          text,
          version: reply.body.version,
          draftId: view.draft.id,
          step: now(),
        });
        return;
      }
      expect([409, 412]).toContain(reply.status);
      if (reply.status === 409) break;
    }
    world.kept.push({ question, text });
  };

  const submit = async (): Promise<void> => {
    const { draft } = await read();
    if (draft === undefined) return;
    const writeId = nextWriteId();
    const reply = await call(applications.submit, { body: { draftId: draft.id, declaredBy: "Ash Example", writeId } });
    if (reply.status === 200) world.submissions.push({ number: reply.body.number, step: now(), writeId });
    else expect([409, 412]).toContain(reply.status);
  };

  const change = async (): Promise<void> => {
    const reply = await call(applications.openChange, { body: { writeId: nextWriteId() } });
    expect([200, 409, 412]).toContain(reply.status);
  };

  return async (name: string, moves: number): Promise<void> => {
    for (let move = 1; move <= moves; move += 1) {
      const what = random.below(6);
      if (what <= 1) await save(TITLE, `${name} ${move}`);
      else if (what <= 3) await save(SUMMARY, `${name} writes ${move}`);
      else if (what === 4) await submit();
      else await change();
    }
  };
};

const RUNS = runs(250);

describe.each([
  ["every reply arriving", 0],
  ["one reply in ten lost after the write was stored", 0.1],
])("two editors, submit and change, with %s", (_how, loss) => {
  it(`lose nothing that was acknowledged, in ${RUNS} interleavings`, async () => {
    const code = loss === 0 ? "26E1" : "26E2";
    const round = await openRound(engine.it, fund, code, at, at + HOUR);
    const organisationId = `o_${code}`;
    const cookieOf = await groupWith(engine.it, organisationId, [`p_ash${code}`, `p_bo${code}`], at);
    for (let run = 1; run <= RUNS; run += 1) {
      const random = seeded(run + loss * 1_000_000);
      const { id } = await readyDraft(engine.it, fund, round, organisationId, run, at);
      const world: World = { acknowledged: [], kept: [], submissions: [] };
      const turns = takingTurns(engine.it, random, loss);
      const deps = turns.deps;
      const ash = person(deps, cookieOf(`p_ash${code}`), id, world, turns.now, random);
      const bo = person(deps, cookieOf(`p_bo${code}`), id, world, turns.now, random);
      await turns.play([ash("Ash", 5), bo("Bo", 5)]);

      const whole = await engine.it.deps.store.applications.whole(id);
      const submissions = whole?.submissions ?? [];
      const context = `run ${run}`;
      // Each submission that was told of is stored once, and only those that were told of are.
      expect(new Set(submissions.map(({ writeId }) => writeId)).size, context).toBe(submissions.length);
      expect(submissions.map(({ writeId }) => writeId).toSorted(), context).toEqual(
        [...new Set(world.submissions.map(({ writeId }) => writeId))].toSorted(),
      );
      // What was acknowledged is where its section's version says: in every submission and draft that came after it.
      for (const ack of world.acknowledged) {
        const holders = [...submissions.map(({ sections }) => sections), whole?.head.draft?.sections].filter(
          (sections) => sections !== undefined,
        );
        const last = holders.at(-1)?.[ack.section];
        expect(last?.version, `${context}: ${ack.text}`).toBeGreaterThanOrEqual(ack.version);
        const exact = holders.find((sections) => sections[ack.section]?.version === ack.version)?.[ack.section];
        if (exact !== undefined) expect(exact.answers[ack.question], context).toBe(ack.text);
      }
      // The last acknowledged text of each question is what stands now.
      for (const question of [TITLE, SUMMARY]) {
        const last = world.acknowledged
          .filter((ack) => ack.question === question)
          .toSorted((a, b) => a.version - b.version)
          .at(-1);
        const standing = whole?.head.draft?.sections ?? submissions.at(-1)?.sections;
        if (last !== undefined) expect(standing?.[last.section]?.answers[question], context).toBe(last.text);
      }
    }
  }, 3_600_000);
});
