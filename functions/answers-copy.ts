import { Refused } from "../shared/problem.ts";
import { answersCopy } from "../shared/rules/answers-copy.ts";
import type { Fund } from "../shared/rules/fund.ts";
import { formatDate, formatSecond, londonDate, msOf } from "../shared/rules/london.ts";
import { tooManyCopies } from "../shared/rules/messages.ts";
import { formatPounds } from "../shared/rules/money.ts";
import type { Deps } from "./deps.ts";
import { type Caller, sha256 } from "./identity.ts";
import type { StoredSubmission } from "./store/application-items.ts";
import { messageIdOf } from "./store/messages.ts";

type Asked = { submission: StoredSubmission; form: Fund; caller: Caller; writeId: string; at: number };

/**
 * Sends somebody the answers of a submission at their own address, on request: one message for one write id. Refuses
 * `too-many` above the day's few (`messages/copies`).
 */
export const sendingCopy =
  ({ store }: Deps) =>
  async ({ submission, form, caller, writeId, at }: Asked): Promise<{ to: string }> => {
    const { applicationId, number, receivedAt, sha256: hash, content } = submission;
    const reply = { to: caller.email };
    // The submission's own instant, so that the same wish has the same id whenever it is asked again.
    const of = { eventId: `copy/${writeId}`, recipient: caller.personId, template: "answers" } as const;
    const id = messageIdOf(of, msOf(receivedAt));
    if (await store.messages.isThere(caller.personId, id)) return reply;
    if (!(await store.messages.countCopy(sha256(caller.personId), at))) throw new Refused("too-many", tooManyCopies);
    const { parts, leftOut } = answersCopy(form, content);
    const message = {
      id,
      recipient: caller.personId,
      personId: caller.personId,
      applicationId,
      template: "answers" as const,
      to: caller.email,
      urgent: true,
      facts: {
        reference: applicationId,
        title: content.title,
        asked: formatPounds(content.requestedPence),
        received: `${formatSecond(receivedAt)} on ${formatDate(londonDate(receivedAt))}`,
        sha256: hash,
        submission: String(number),
        leftOut: String(leftOut),
        answers: JSON.stringify(parts),
      },
    };
    await store.messages.create([message], at);
    return reply;
  };
