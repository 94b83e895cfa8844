import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Refused } from "../../shared/problem.ts";
import type { Answers, DraftSection } from "../../shared/rules/application.ts";
import { toInstant } from "../../shared/rules/london.ts";
import {
  type Head,
  headChange,
  headOf,
  type StoredInquiry,
  StoredSubmission,
  type WholeApplication,
  wholeOf,
} from "./application-items.ts";
import {
  applicationKey,
  numbersKey,
  organisationApplicationKey,
  organisationKey,
  questionKey,
  startedKey,
  submissionKey,
} from "./keys.ts";
import type { Change, Table, Write } from "./table.ts";

const SCHEMA = 1;
const Started = z.object({ applicationId: z.string() });

const partitionOf = (applicationId: string): string => applicationKey(applicationId).pk;

/** DynamoDB takes no more values in one IN. */
const MOST_IN_ONE_LIST = 100;

/** The condition that an item is of one of these organisations, whose ids are the values `:o0`, `:o1`, … */
const isOneOf = (organisations: readonly string[]): string => {
  const names = organisations.map((_, n) => `:o${n}`);
  return Array.from({ length: Math.ceil(names.length / MOST_IN_ONE_LIST) }, (_, n) => {
    const some = names.slice(n * MOST_IN_ONE_LIST, (n + 1) * MOST_IN_ONE_LIST);
    return `organisationId IN (${some.join(", ")})`;
  }).join(" OR ");
};

/** Applications, their drafts and their submissions (ARCHITECTURE 1.5). */
export const applicationsStore = (table: Table) => ({
  /** The head alone; undefined when there is none. */
  head: async (applicationId: string): Promise<Head | undefined> =>
    headOf(await table.get(applicationKey(applicationId))),

  /** Head, submissions and questions in one query. */
  whole: async (applicationId: string): Promise<WholeApplication | undefined> =>
    wholeOf(await table.query(partitionOf(applicationId))),

  /** The heads of the applications of some organisations: their pointers, then the items; two hops. */
  ofOrganisations: async (organisationIds: readonly string[]): Promise<Head[]> => {
    const pointers = await Promise.all(
      organisationIds.map((id) => table.query(organisationKey(id).pk, "application/")),
    );
    const ids = pointers.flat().map((pointer) => Started.parse(pointer).applicationId);
    return (await table.getMany(ids.map(applicationKey))).flatMap((raw) => headOf(raw) ?? []);
  },

  /** The next number of a round. Only ever added to, outside any transaction: a number may be skipped, never given twice. */
  nextNumber: async (roundId: string): Promise<number> => table.count(numbersKey(roundId)),

  /** The application that this person's write id has already started, if its reply was lost. */
  startedBefore: async (personId: string, writeId: string): Promise<string | undefined> => {
    const raw = await table.get(startedKey(personId, writeId));
    return raw === undefined ? undefined : Started.parse(raw).applicationId;
  },

  /** A new application with its pointers, in one transaction. Answers the id that stands for this write id. */
  start: async (
    head: Head,
    personId: string,
    write: Write,
    events: readonly Event[],
    others: readonly Change[] = [],
  ): Promise<string> => {
    const pointer = { applicationId: head.id, id: head.id };
    const outcome = await table.write(
      [
        {
          key: startedKey(personId, write.writeId),
          kind: "started",
          schema: SCHEMA,
          was: "absent",
          events: [],
          data: pointer,
        },
        headChange(head, events, "absent"),
        {
          key: organisationApplicationKey(head.organisationId, head.id),
          kind: "pointer",
          schema: SCHEMA,
          was: "absent",
          events: [],
          data: pointer,
        },
        ...others,
      ],
      write,
    );
    if (outcome.outcome === "done") return head.id;
    const before = await table.get(startedKey(personId, write.writeId));
    if (before === undefined) throw new Refused("stale");
    return Started.parse(before).applicationId;
  },

  /**
   * Saves one section of the open draft under its own version, in one update: two people in different sections never
   * collide. Answers the new version. Refuses `wrong-state` (`draft/closed`) when that draft is no longer open, `stale`
   * (`draft/section`) when the section moved, `not-found` for a section or an application that is not the caller's.
   */
  saveSection: async (
    where: { applicationId: string; section: string; draftId: string; was: number; organisations: readonly string[] },
    typed: { answers: Answers; done: boolean; savedBy: string; savedByName: string },
    write: Write,
  ): Promise<number> => {
    if (where.organisations.length === 0) throw new Refused("not-found");
    const saved: DraftSection = {
      version: where.was + 1,
      answers: typed.answers,
      done: typed.done,
      savedAt: toInstant(write.at),
      savedBy: typed.savedBy,
      savedByName: typed.savedByName,
      writeId: write.writeId,
    };
    const outcome = await table.update(
      {
        Key: applicationKey(where.applicationId),
        UpdateExpression:
          "SET #draft.#sections.#section = :saved, #version = #version + :one, #changedAt = :at, #writeId = :writeId, #events = :none REMOVE relay",
        ConditionExpression: `#draft.#id = :draftId AND #draft.#sections.#section.#version = :was AND (${isOneOf(where.organisations)})`,
        ExpressionAttributeNames: {
          "#draft": "draft",
          "#sections": "sections",
          "#section": where.section,
          "#version": "version",
          "#changedAt": "changedAt",
          "#writeId": "writeId",
          "#events": "events",
          "#id": "id",
        },
        ExpressionAttributeValues: {
          ":saved": saved,
          ":one": 1,
          ":at": saved.savedAt,
          ":writeId": write.writeId,
          ":none": [],
          ":draftId": where.draftId,
          ":was": where.was,
          ...Object.fromEntries(where.organisations.map((id, n) => [`:o${n}`, id])),
        },
      },
      write.writeId,
    );
    if (outcome.outcome === "done") return saved.version;
    // Judged by the item that the write met: whoever submits or saves a moment later changes nothing about this answer.
    const head = headOf(outcome.found);
    if (head === undefined || !where.organisations.includes(head.organisationId)) throw new Refused("not-found");
    if (head.draft?.id !== where.draftId) {
      // Stored and then submitted before its reply was heard: whoever asks again is told that it was saved.
      const sent = (await table.query(partitionOf(head.id), "submission/")).map((raw) => StoredSubmission.parse(raw));
      const before = sent.map(({ sections }) => sections[where.section]).find((of) => of?.writeId === write.writeId);
      if (before !== undefined) return before.version;
      throw new Refused("wrong-state", {
        rule: "draft/closed",
        detail: "This draft was submitted. Your text is kept: open a change to use it.",
      });
    }
    const section = Object.hasOwn(head.draft.sections, where.section) ? head.draft.sections[where.section] : undefined;
    if (section === undefined) throw new Refused("not-found");
    // Another section's save may have come after ours and taken the item's write id with it; the section keeps its own.
    if (section.writeId === write.writeId) return section.version;
    throw new Refused("stale", {
      rule: "draft/section",
      detail: "Somebody else has changed this section since you opened it.",
    });
  },

  /**
   * The submission and the head that points to it, in one transaction under the head's version that was read and hashed.
   * Answers false when it was not this call that stored it, because the head moved or the same write was stored before:
   * read again.
   */
  submit: async (
    head: Head,
    submission: StoredSubmission,
    write: Write,
    events: readonly Event[],
    others: readonly Change[] = [],
  ): Promise<boolean> => {
    const outcome = await table.write(
      [
        headChange(head, events),
        {
          key: submissionKey(head.id, submission.number),
          kind: "submission",
          schema: SCHEMA,
          was: "absent",
          events: [],
          data: { ...submission, id: `${head.id}/${submission.number}` },
        },
        ...others,
      ],
      write,
    );
    return outcome.outcome === "done";
  },

  /** The head, under the version that was read. Answers false when it was not this call that stored it: read again. */
  change: async (
    head: Head,
    write: Write,
    events: readonly Event[],
    others: readonly Change[] = [],
  ): Promise<boolean> => (await table.write([headChange(head, events), ...others], write)).outcome === "done",

  /** A question or its answer, to be written with the head. */
  inquiryChange: (inquiry: StoredInquiry, was: Change["was"]): Change => {
    const { version: _, writeId: __, ...data } = inquiry;
    return {
      key: questionKey(inquiry.applicationId, inquiry.id),
      kind: "inquiry",
      schema: SCHEMA,
      was,
      events: [],
      data,
    };
  },

  /** One submission by its number. */
  submission: async (applicationId: string, number: number): Promise<StoredSubmission | undefined> => {
    const raw = await table.get(submissionKey(applicationId, number));
    return raw === undefined ? undefined : StoredSubmission.parse(raw);
  },
});
