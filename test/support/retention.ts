import type { Deps } from "../../functions/deps.ts";
import { handler as deleteExpired } from "../../functions/schedule/delete-expired.ts";
import { handler as retainRounds } from "../../functions/schedule/retain-rounds.ts";
import type { Raw } from "../../functions/store/table.ts";
import { as } from "../../infra/local/guard.ts";
import type { ApplicationState } from "../../shared/rules/application.ts";
import { instantOf, msOf, toInstant } from "../../shared/rules/london.ts";
import { nextWriteId } from "./bid.ts";
import { type Engine, NO_CONTEXT } from "./engine.ts";
import { someFund } from "./rounds.ts";

/** Words that stand for a person in the tests: wherever one of them is left, something personal is. */
export const SEEDED = ["Zelda", "Quirke", "zelda.quirke@example.org", "p_zelda", "07700 900123"] as const;

/** 03:00 in London on a day: when the day's jobs run. */
export const nightOf = (day: string): number => msOf(instantOf(day, "03:00") ?? "");

export const runDeletion = (deps: Deps, day: string) =>
  as("schedule/delete-expired", () => deleteExpired.withDeps(deps)({ at: toInstant(nightOf(day)) }, NO_CONTEXT));
export const runRetention = (deps: Deps, day: string) =>
  as("schedule/retain-rounds", () => retainRounds.withDeps(deps)({ at: toInstant(nightOf(day)) }, NO_CONTEXT));

/** Which of the seeded words are left anywhere in these items, keys included. */
export const seededIn = (items: readonly Raw[]): string[] => {
  const text = JSON.stringify(items);
  return SEEDED.filter((word) => text.includes(word));
};

/** An application of one group in some state, last changed at an instant, with a submission, a question and files: straight in the table. */
export const putApplication = async (
  { deps: { store }, table }: Engine,
  of: { id: string; organisationId: string; roundId: string; state: ApplicationState; number: number },
  at: number,
  files: readonly string[] = [],
) => {
  const { id } = of;
  const instant = toInstant(at);
  const typed = { answer: "Ask Zelda Quirke on 07700 900123" };
  const section = { version: 1, answers: typed, done: true, savedBy: "p_zelda", savedByName: "Zelda Quirke" };
  const head = {
    ...of,
    fundId: someFund().id,
    organisationName: "Quirke Boxing",
    startedAt: instant,
    startedBy: "p_zelda",
    changedAt: instant,
    title: "Zelda’s evenings",
    askedPence: 900_00,
    latest: { number: 1, writeId: "submitted", receivedAt: instant, sha256: "a".repeat(64), askedPence: 900_00 },
    draft: { id: "d_1", basedOn: 0, sections: { project: section } },
    sharedWithOffice: false,
    openQuestions: 0,
    ...(of.state === "not-eligible"
      ? {
          notEligible: { rule: "eligibility/area", reason: "Zelda lives elsewhere", canBePutRight: false, at: instant },
        }
      : {}),
    enteredByOffice: { how: "telephone" as const, agreedBy: "Zelda Quirke", agreedOn: instant.slice(0, 10) },
    version: 0,
  };
  const document = (key: string, n: number) => ({
    key: { pk: `application/${id}`, sk: `document/doc_${n}` },
    kind: "document" as const,
    schema: 1,
    was: "absent" as const,
    events: [],
    data: { id: `doc_${n}`, applicationId: id, name: "zelda.quirke.pdf", key, addedBy: "p_zelda" },
  });
  const inquiry = { id: "q_1", applicationId: id, question: "Who is Zelda?", askedAt: instant, askedBy: "p_officer" };
  await store.applications.start(
    head,
    "p_zelda",
    { writeId: nextWriteId(), at },
    [],
    [
      store.applications.inquiryChange({ ...inquiry, version: 0 }, "absent"),
      {
        key: { pk: `application/${id}`, sk: "submission/0001" },
        kind: "submission",
        schema: 1,
        was: "absent",
        events: [],
        data: { applicationId: id, number: 1, submittedBy: "p_zelda", content: { declaredBy: "Zelda Quirke" } },
      },
      ...files.map(document),
    ],
  );
  return { pk: `application/${id}`, partition: () => table.query(`application/${id}`) };
};
