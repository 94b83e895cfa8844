import { join } from "node:path";
import { openDraft } from "../../shared/rules/draft.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { applicationReference } from "../../shared/rules/reference.ts";
import type { Round } from "../../shared/rules/round.ts";
import { completeAnswers } from "./application.ts";
import { groupWith, nextWriteId, openRound } from "./bid.ts";
import { type Engine, startEngine } from "./engine.ts";

/** One complete draft of one signed-in person, ready to be submitted. */
export type ReadyBid = { id: string; draftId: string; cookie: string };

/** A complete draft, written whole: for simulations that need many or need them fast. */
export const readyDraft = async (
  { deps }: Engine,
  fund: Fund,
  round: Round,
  organisationId: string,
  number: number,
  at: number,
) => {
  const answers = completeAnswers(fund, 50_000, round.timetable.notifiedBy);
  const notYet = Object.fromEntries(fund.documents.map(({ id }) => [id, "We will have it in May."]));
  const sections = Object.fromEntries(
    Object.entries({ ...answers, documents: notYet }).map(([id, typed]) => [
      id,
      { version: 1, answers: typed, done: true },
    ]),
  );
  const id = applicationReference({ fundCode: fund.code, roundCode: round.code, number });
  const draft = openDraft(fund, `d_${number}`, 0, sections);
  await deps.store.applications.start(
    {
      id,
      roundId: round.id,
      fundId: round.fundId,
      organisationId,
      organisationName: "Example Youth Club",
      number,
      state: "draft",
      startedAt: toInstant(at),
      startedBy: "p_seed",
      changedAt: toInstant(at),
      title: "",
      draft,
      sharedWithOffice: false,
      openQuestions: 0,
      version: 0,
    },
    "p_seed",
    { writeId: nextWriteId(), at },
    [],
  );
  return { id, draftId: draft.id };
};

/** Fills a portal's data folder, before it starts, with complete drafts of as many groups, in one round. */
export const fillFolder = async (
  folder: string,
  fund: Fund,
  code: string,
  count: number,
  at: number,
  closesAt: number,
): Promise<ReadyBid[]> => {
  const engine = await startEngine(join(folder, "table.db"));
  const round = await openRound(engine, fund, code, at, closesAt);
  const bids = await Promise.all(
    Array.from({ length: count }, async (_, n): Promise<ReadyBid> => {
      const number = n + 1;
      const organisationId = `o_${code}${number}`;
      const personId = `p_${code}${number}`;
      const cookieOf = await groupWith(engine, organisationId, [personId], at);
      return { ...(await readyDraft(engine, fund, round, organisationId, number, at)), cookie: cookieOf(personId) };
    }),
  );
  engine.stop();
  return bids;
};
