import * as z from "zod/mini";
import { Refused } from "../../shared/problem.ts";
import { Application } from "../../shared/rules/application.ts";
import type { Closure } from "../../shared/rules/closure.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { Instant, londonDate, toInstant } from "../../shared/rules/london.ts";
import { Role } from "../../shared/rules/role.ts";
import type { Round } from "../../shared/rules/round.ts";
import type { Totals } from "../../shared/rules/totals.ts";
import { type Head, StoredSubmission } from "./application-items.ts";
import { applicationKey, closuresKey, formKey, roundKey, submissionKey, totalsKey, viewKey } from "./keys.ts";
import { closuresFrom } from "./portal.ts";
import { formFrom, roundFrom } from "./rounds.ts";
import type { Table, Write } from "./table.ts";
import { totalsFrom } from "./totals.ts";

const { id, state, organisationId, organisationName, title, askedPence, band, number } = Application.shape;
const { changedAt, openQuestions, findings, matchCountedPence, matchShortPence, enteredByOffice } = Application.shape;
const facts = {
  id,
  state,
  organisationId,
  organisationName,
  title,
  askedPence,
  band,
  number,
  changedAt,
  openQuestions,
};

/** One application as the index knows it: seconds late at most, and without any text of a draft. */
export const ListedApplication = z.object({
  ...facts,
  ...{ findings, matchCountedPence, matchShortPence, enteredByOffice },
  hasDraft: z.string(),
  submittedAt: z.optional(Instant),
});
export type ListedApplication = z.infer<typeof ListedApplication>;

/** That somebody of the office looked: one for each person, subject and day. `subject` is an application, a round or a person. */
export const View = z.object({
  subject: z.string(),
  personId: z.string(),
  day: z.string(),
  firstAt: Instant,
  as: Role,
  how: z.enum(["read", "exported"]),
});
export type View = z.infer<typeof View>;

const HeadItem = z.object({ ...Application.shape });

type RoundOnDesk = {
  round: Round;
  form: Fund | undefined;
  closures: Closure[];
  counted: Totals;
  listed: ListedApplication[];
};

/** What the officer's desk reads. */
export const deskStore = (table: Table) => ({
  /**
   * A round with its form, its counted totals and all its applications: one batch and one query of the index, side by
   * side. 500 applications are about 200 KB of index, a fifth of a page. Refuses `not-found`.
   */
  round: async (roundId: string): Promise<RoundOnDesk> => {
    const [[rawRound, rawForm, rawClosures, rawTotals], rawLines] = await Promise.all([
      table.getMany([roundKey(roundId), formKey(roundId), closuresKey(), totalsKey(roundId)]),
      table.pages({
        IndexName: "byRound",
        KeyConditionExpression: "inRound = :round",
        ExpressionAttributeValues: { ":round": roundId },
      }),
    ]);
    const round = roundFrom(rawRound);
    if (round === undefined) throw new Refused("not-found");
    return {
      round,
      form: formFrom(rawForm),
      closures: closuresFrom(rawClosures),
      counted: totalsFrom(rawTotals),
      listed: rawLines.map((raw) => ListedApplication.parse(raw)),
    };
  },

  /** Applications with the submission that stands of each, read consistently by the ids that an index gave; two hops. */
  standing: async (
    applicationIds: readonly string[],
  ): Promise<{ head: Head; submission: StoredSubmission | undefined }[]> => {
    const heads = (await table.getMany(applicationIds.map(applicationKey))).flatMap((raw) =>
      raw === undefined ? [] : [HeadItem.parse(raw)],
    );
    const sent = heads.flatMap((head) =>
      head.latest === undefined ? [] : [submissionKey(head.id, head.latest.number)],
    );
    const submissions = new Map(
      (await table.getMany(sent)).flatMap((raw) => {
        if (raw === undefined) return [];
        const submission = StoredSubmission.parse(raw);
        return [[submission.applicationId, submission]];
      }),
    );
    return heads.map((head) => ({ head, submission: submissions.get(head.id) }));
  },

  /** Keeps that a person looked, the first time of a London day. Whoever shows something keeps this first. */
  saw: async (seen: Pick<View, "subject" | "personId" | "as" | "how">, { writeId, at }: Write): Promise<void> => {
    const firstAt = toInstant(at);
    const day = londonDate(firstAt);
    // Refused: they looked before on this day.
    await table.write(
      [
        {
          key: viewKey(seen.personId, seen.subject, day),
          kind: "view",
          schema: 1,
          was: "absent",
          events: [],
          data: { ...seen, day, firstAt },
        },
      ],
      { writeId, at },
    );
  },

  /** Who looked at an application, a round or a person, by day. One query. */
  viewsOf: async (subject: string): Promise<View[]> =>
    (await table.query(viewKey("", subject, "").pk)).map((raw) => View.parse(raw)),
});
