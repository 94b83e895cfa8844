import type { DeskLine, DeskRound } from "../shared/contract/desk.ts";
import { fundName } from "../shared/funds/names.ts";
import { Refused } from "../shared/problem.ts";
import { hasRole, isOffice } from "../shared/rules/access.ts";
import { isCatchingUp, totalsOf } from "../shared/rules/desk.ts";
import { SIGNED_FOR } from "../shared/rules/document.ts";
import { londonDate, toInstant } from "../shared/rules/london.ts";
import { roundStatus } from "../shared/rules/round.ts";
import { roundCsv } from "../shared/rules/round-export.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import type { ListedApplication } from "./store/desk.ts";

/** What the office may know of a line: of a draft that was never submitted its group, and when it last changed. */
const lineOf = (listed: ListedApplication, toDecide: number | undefined): DeskLine => {
  const { id, organisationId, organisationName, state, changedAt, openQuestions, submittedAt } = listed;
  const existence = {
    ...{ id, organisationId, organisationName, state, changedAt, openQuestions },
    draftOpen: listed.hasDraft === "yes",
    enteredByOffice: listed.enteredByOffice !== undefined,
  };
  if (submittedAt === undefined) return { ...existence, findings: [] };
  const { title, band, askedPence, matchCountedPence, matchShortPence, findings = [] } = listed;
  return {
    ...existence,
    ...{ title, submittedAt, findings },
    ...(band === undefined ? {} : { band }),
    ...(askedPence === undefined ? {} : { askedPence }),
    ...(matchCountedPence === undefined ? {} : { matchCountedPence }),
    ...(matchShortPence === undefined ? {} : { matchShortPence }),
    ...(toDecide === undefined ? {} : { toDecide }),
  };
};

/** Observers read all but drafts. */
const isShownTo =
  (caller: Caller) =>
  ({ submittedAt }: { submittedAt?: string | undefined }): boolean =>
    submittedAt !== undefined || hasRole(caller, "officer", "approver");

/** The desk of a round: its list and its export. */
export const deskRounds = ({ store, files, newId, newWriteId }: Deps) => ({
  round: async (id: string, caller: Caller, at: number): Promise<DeskRound> => {
    const [{ round, form, closures, counted, listed }, undecided] = await Promise.all([
      store.desk.round(id),
      // What is found in other groups' bids is nothing for observers.
      isOffice(caller) ? store.fingerprints.undecided(id) : new Map<string, number>(),
    ]);
    const totals = totalsOf(listed);
    return {
      at: toInstant(at),
      round,
      status: roundStatus(round, closures, at),
      fundName: form?.name ?? fundName(round.fundId),
      totals,
      catchingUp: isCatchingUp(totals, counted),
      lines: listed.filter(isShownTo(caller)).map((one) => lineOf(one, undecided.get(one.id))),
    };
  },

  exportRound: async (id: string, caller: Caller, as: DeskReader, at: number) => {
    const { form, listed } = await store.desk.round(id);
    if (form === undefined) throw new Refused("not-found");
    const shown = listed.filter(isShownTo(caller));
    const rows = (await store.desk.standing(shown.map((one) => one.id))).map(({ head, submission }) => ({
      head,
      submission: submission?.content,
    }));
    await store.desk.saw(
      { subject: id, personId: caller.personId, as, how: "exported" },
      { writeId: newWriteId(), at },
    );
    const name = `${id} ${londonDate(toInstant(at))}.csv`;
    const key = `exports/${id}/${newId("x")}.csv`;
    const versionId = await files.write({ key, contentType: CSV, bytes: Buffer.from(roundCsv(form, rows)) });
    return {
      url: await files.signDownload({ key, versionId, name, contentType: CSV }),
      name,
      expiresAt: toInstant(at + SIGNED_FOR),
      applications: rows.length,
      askedPence: totalsOf(rows.map(({ head }) => head)).askedPence,
    };
  },
});

const CSV = "text/csv; charset=utf-8";
export type DeskReader = "officer" | "approver" | "observer";
