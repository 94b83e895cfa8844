import { desk } from "../../shared/contract/desk.ts";
import type { Event } from "../../shared/events.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { READERS } from "../../shared/rules/access.ts";
import {
  mayDecideEligibility,
  putRightBy,
  putRightFindings,
  ruleFindings,
} from "../../shared/rules/eligibility-decision.ts";
import type { Exception } from "../../shared/rules/exception.ts";
import { inquiryFindings, mayInquire } from "../../shared/rules/inquiry.ts";
import { formatDeadline, msOf, toInstant } from "../../shared/rules/london.ts";
import type { Round, RoundStatus } from "../../shared/rules/round.ts";
import { cleanText } from "../../shared/rules/text.ts";
import { applicationWork, happenedTo, refuseUnlessPossible } from "../application-work.ts";
import type { Deps } from "../deps.ts";
import { deskApplications } from "../desk-application.ts";
import { personExports } from "../desk-person.ts";
import { type DeskReader, deskRounds } from "../desk-round.ts";
import { type Answers, http } from "../edge/http.ts";
import { type Caller, sha256 } from "../identity.ts";
import type { Head } from "../store/application-items.ts";

const CANNOT_ASK = {
  rule: "inquiry/state",
  detail: "Questions go to groups whose application was sent and is not withdrawn.",
};
const CANNOT_PUT_RIGHT = {
  rule: "eligibility/put-right",
  detail: "This bid was found not eligible for something that cannot be put right.",
};

/** Until the close the group may send a better version. Refuses `wrong-state` (`eligibility/still-changing`). */
const refuseWhileChanging = (
  { timetable }: Round,
  status: RoundStatus,
  exception: Exception | undefined,
  at: number,
): void => {
  if (mayDecideEligibility(status)) return;
  const until = at < msOf(timetable.closesAt) ? timetable.closesAt : (exception?.until ?? timetable.closesAt);
  throw new Refused("wrong-state", {
    rule: "eligibility/still-changing",
    detail: `The group can change this application until ${formatDeadline(until)}. Record it after that.`,
  });
};

/** The role in which somebody reads here; the edge has let one of them in. */
const readerOf = ({ roles }: Caller): DeskReader => READERS.find((role) => roles.includes(role)) ?? "observer";

const answers = (deps: Deps): Answers<typeof desk> => {
  const { store } = deps;
  const { read, readForGroup, whileStill, changed } = applicationWork(deps);
  const { round, exportRound } = deskRounds(deps);
  const application = deskApplications(deps);
  const person = personExports(deps);

  return {
    round: ({ params, caller, at }) => round(params.id, caller, at),
    exportRound: ({ params, caller, at }) => exportRound(params.id, caller, readerOf(caller), at),

    application: ({ params, query, caller, at }) => {
      const number = query.submission === undefined ? undefined : Number(query.submission);
      return application({ id: params.id, number }, caller, readerOf(caller), at);
    },

    ask: ({ params, body, caller, at }) =>
      whileStill(
        () => read(params.id, at),
        async ({ whole, head }) => {
          const { writeId } = body;
          // The same question sent again has the same id, also when its answer has come meanwhile.
          const id = `q_${sha256(`${caller.personId} ${head.id} ${writeId}`).slice(0, 24)}`;
          const before = whole.inquiries.find((inquiry) => inquiry.id === id);
          if (before !== undefined) return { id, askedAt: before.askedAt };
          if (!mayInquire(head.state) || head.deletedOn !== undefined) throw new Refused("wrong-state", CANNOT_ASK);
          refuseIf(inquiryFindings(body, at));
          const askedAt = toInstant(at);
          const question = cleanText(body.question).trim();
          const { answerBy } = body;
          const inquiry = {
            id,
            applicationId: head.id,
            question,
            askedAt,
            askedBy: caller.personId,
            answerBy,
            version: 0,
          };
          const event: Event = { type: "information-asked", ...happenedTo(head, caller, at), questionId: id };
          const more = { ...head, openQuestions: head.openQuestions + 1 };
          return changed(more, { writeId, at }, event, { id, askedAt }, [
            store.applications.inquiryChange(inquiry, "absent"),
          ]);
        },
      ),

    decide: ({ params, body, caller, at }) =>
      whileStill(
        () => readForGroup(params.id, at),
        async ({ whole, head, round: of, form, status, exception }) => {
          const { writeId } = body;
          const was = {
            state: head.state,
            ...(head.notEligible === undefined ? {} : { notEligible: head.notEligible }),
          };
          if (whole.lastWriteId === writeId) return was;
          const askedPence = head.latest?.askedPence ?? 0;
          const { notEligible: _, ...rest } = head;
          if (body.decision === "eligible") {
            const state = refuseUnlessPossible(head, "mark-eligible");
            refuseWhileChanging(of, status, exception, at);
            const event: Event = { type: "marked-eligible", ...happenedTo(head, caller, at), askedPence };
            return changed({ ...rest, state }, { writeId, at }, event, { state });
          }
          const state = refuseUnlessPossible(head, "mark-not-eligible");
          refuseWhileChanging(of, status, exception, at);
          refuseIf(ruleFindings(form, body.rule));
          const { rule, canBePutRight } = body;
          const reason = cleanText(body.reason);
          const until = canBePutRight ? { putRightBy: putRightBy(at) } : {};
          const notEligible = { rule, reason, canBePutRight, ...until, at: toInstant(at) };
          const event: Event = {
            type: "marked-not-eligible",
            ...happenedTo(head, caller, at),
            ...{ rule, askedPence, reason, ...until },
          };
          return changed({ ...rest, state, notEligible }, { writeId, at }, event, { state, notEligible });
        },
      ),

    putRight: ({ params, body, caller, at }) =>
      whileStill(
        () => read(params.id, at),
        async ({ whole, head }) => {
          const { writeId } = body;
          if (whole.lastWriteId === writeId) return { state: head.state };
          const state = refuseUnlessPossible(head, "put-right");
          const { notEligible, ...rest } = head;
          if (notEligible?.canBePutRight !== true) throw new Refused("wrong-state", CANNOT_PUT_RIGHT);
          refuseIf(putRightFindings(body.putRightOn, notEligible.putRightBy, at));
          const event: Event = {
            type: "put-right",
            ...happenedTo(head, caller, at),
            ...{ rule: notEligible.rule, reason: cleanText(body.reason) },
          };
          return changed<{ state: Head["state"] }>({ ...rest, state }, { writeId, at }, event, { state });
        },
      ),

    person: ({ body, caller, at }) => person(body.email, caller, at),
  };
};

export const handler = http(desk, answers);
