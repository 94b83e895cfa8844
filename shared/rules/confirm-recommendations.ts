import type { Carried } from "./carried.ts";
import { type Answered, type Confirmation, confirmationFindings, type Recommended } from "./confirmation.ts";
import type { Decision } from "./decision.ts";
import { type Finding, finding } from "./finding.ts";
import type { Instant } from "./london.ts";
import type { Approval, Meeting, MeetingLine } from "./meeting.ts";
import { formatPounds } from "./money.ts";

/** The purse of a line: of its verdict, or the one on which a panel recommends where a bid was passed on without one. */
export const purseOfLine = (meeting: Pick<Meeting, "pot">, { decided }: Pick<MeetingLine, "decided">): string =>
  decided?.sourceId ?? meeting.pot.find(({ decides }) => decides === "panel-recommends")?.sourceId ?? "";

const takes = (line: MeetingLine): number => line.approval?.amountPence ?? line.decided?.amountPence ?? 0;

/** What a purse has left after everything that was decided and confirmed, in pence; below nought where it is overspent. */
export const purseLeftPence = (meeting: Pick<Meeting, "pot" | "lines">, sourceId: string): number =>
  meeting.lines
    .filter((line) => purseOfLine(meeting, line) === sourceId)
    .reduce(
      (left, line) => left - takes(line),
      meeting.pot.find((source) => source.sourceId === sourceId)?.amountPence ?? 0,
    );

export type RecommendedLine = Recommended & { readonly passed: boolean; readonly decision: Decision };

/** What a meeting left for an approver, in the order of its agenda: recommendations, and bids that were passed on. */
export const recommendedOf = (
  meeting: Pick<Meeting, "pot" | "lines">,
  decisions: readonly Decision[],
  carried: readonly Pick<Carried, "applicationId" | "outcome" | "what">[],
): RecommendedLine[] =>
  meeting.lines.flatMap((line) => {
    const mark = carried.find(({ applicationId }) => applicationId === line.id);
    const decision = decisions.find(({ id, applicationId }) => applicationId === line.id && id === line.decided?.id);
    const waited = mark?.what === "recommended" || mark?.what === "passed" || line.approval !== undefined;
    if (mark === undefined || decision === undefined || !waited) return [];
    const passed = mark.outcome === "pass";
    const most = Math.max(0, Math.min(line.askedPence, purseLeftPence(meeting, purseOfLine(meeting, line))));
    const amountPence = passed ? most : decision.amountPence;
    return [{ applicationId: line.id, amountPence, enteredBy: decision.enteredBy, passed, decision }];
  });

/** An answer as it is sent: without an amount it is what was recommended. */
export type Given = Omit<Answered, "amountPence"> & {
  readonly amountPence?: number | undefined;
  readonly implications: string;
};

const RESULT = { confirm: "confirmed", lower: "lowered", refuse: "refused" } as const;

const amountOf = ({ answer, amountPence }: Given, recommended: RecommendedLine | undefined): number =>
  answer === "refuse" ? 0 : (amountPence ?? recommended?.amountPence ?? 0);

/**
 * The ledger with the answers of an approver, and their words; or everything that stands against them. All or nothing: what
 * would overspend a purse is refused with the figure that fits (`confirmation/pot`). Integer pence.
 */
export const confirmRecommendations = (
  found: {
    readonly meeting: Meeting;
    readonly decisions: readonly Decision[];
    readonly carried: readonly Carried[];
    readonly confirmations: ReadonlyMap<string, Confirmation>;
  },
  given: readonly Given[],
  by: { readonly personId: string; readonly name: string },
  at: Instant,
): { meeting: Meeting; confirmations: { applicationId: string; confirmation: Confirmation }[] } | Finding[] => {
  const recommended = recommendedOf(found.meeting, found.decisions, found.carried);
  const rows = given.map((one, n) => {
    const line = recommended.find(({ applicationId }) => applicationId === one.applicationId);
    return { one, line, amountPence: amountOf(one, line), pointer: `/answers/${n}` };
  });
  const answeredTwice = (n: number): boolean =>
    given.findIndex(({ applicationId }) => applicationId === given[n]?.applicationId) !== n;
  const findings = rows.flatMap(({ one, line, amountPence, pointer }, n) => [
    ...confirmationFindings(
      line,
      { ...one, amountPence },
      by.personId,
      found.confirmations.get(one.applicationId),
      pointer,
    ),
    ...(answeredTwice(n)
      ? [finding("confirmation/once", pointer, `${one.applicationId} is answered twice here. Answer it once.`)]
      : []),
    ...(line?.passed === true && one.answer === "confirm" && one.reason.trim() === ""
      ? [finding("confirmation/reason", `${pointer}/reason`, "Give the reason: the panel made no recommendation.")]
      : []),
  ]);
  if (findings.length > 0) return findings;
  const lines = found.meeting.lines.map((line): MeetingLine => {
    const row = rows.find(({ one }) => one.applicationId === line.id);
    if (row === undefined) return line;
    const approval: Approval = { id: line.id, result: RESULT[row.one.answer], amountPence: row.amountPence };
    return { ...line, approval };
  });
  const meeting = { ...found.meeting, lines };
  const overspent = meeting.pot.flatMap(({ sourceId, name }) => {
    const left = purseLeftPence(meeting, sourceId);
    if (left >= 0) return [];
    return [
      finding(
        "confirmation/pot",
        "",
        `${name} would give ${formatPounds(-left)} more than it has. Lower it by as much.`,
      ),
    ];
  });
  if (overspent.length > 0) return overspent;
  return {
    meeting,
    confirmations: rows.map(({ one, amountPence }) => ({
      applicationId: one.applicationId,
      confirmation: {
        answer: one.answer,
        amountPence,
        reason: one.reason.trim(),
        implications: one.implications.trim(),
        by: by.personId,
        byName: by.name,
        at,
      },
    })),
  };
};
