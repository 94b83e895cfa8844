import { applications } from "../../shared/contract/applications.ts";
import type { Event } from "../../shared/events.ts";
import { Refused } from "../../shared/problem.ts";
import { isMember } from "../../shared/rules/access.ts";
import { asTold, isHeldBack } from "../../shared/rules/application.ts";
import { carriedSections, cleanAnswers, mayOf, openDraft } from "../../shared/rules/draft.ts";
import { statusFor } from "../../shared/rules/exception.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { roundStatus } from "../../shared/rules/round.ts";
import { cleanText } from "../../shared/rules/text.ts";
import { sendingCopy } from "../answers-copy.ts";
import { lineOf, viewOf } from "../application-view.ts";
import {
  applicationWork,
  happenedTo,
  refuseSaveIfReadable,
  refuseUnlessOpen,
  refuseUnlessPossible,
  refuseUnlessTakingDrafts,
  roundOf,
} from "../application-work.ts";
import { ownComparisons } from "../comparisons.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { groupRecord } from "../group-record.ts";
import { groupStops } from "../group-stops.ts";
import type { Caller } from "../identity.ts";
import { standingsIn } from "../store/due-diligence.ts";
import { receiptOf, submissionBlockers } from "../submission.ts";
import { submitting } from "../submitting.ts";

const NOTHING_SENT = {
  rule: "application/state",
  detail: "Nothing has been submitted yet, so there is no change to drop.",
};
const DECIDED = {
  rule: "application/withdraw",
  detail: "The round has been decided. Tell the office if you no longer want the money.",
};
const CANNOT_CARRY = {
  rule: "draft/carry",
  detail:
    "Only an unfinished draft of a closed round, or what stood in a cancelled one, can be carried on, to an open round of the same fund.",
};
const ANSWERED = { rule: "inquiry/answered", detail: "This question has been answered already." };

const answers = (deps: Deps): Answers<typeof applications> => {
  const { store, newId } = deps;
  const { read, whileStill, changed, newHead } = applicationWork(deps);
  const recordOf = groupRecord(deps);
  const submit = submitting(deps);
  const sendCopy = sendingCopy(deps);

  /** What is read before a write. Someone else's application and one that does not exist get the same answer. */
  const ours = (caller: Caller, id: string, at: number) => async () => {
    const [found, groups] = await Promise.all([
      read(id, at),
      store.organisations.inRound(roundOf(id), caller.organisations),
    ]);
    const group = groups.find(({ organisation }) => organisation.id === found.head.organisationId);
    if (!isMember(caller, found.head) || group === undefined) throw new Refused("not-found");
    return { ...found, ...group, status: statusFor(found.round, found.closures, group.exception, at) };
  };

  /** With what the office has on record of the group: for what judges a draft by the fund's rules. */
  const ofRecord = (caller: Caller, id: string, at: number) => async () => {
    // Whoever is in one group is asking about that: what it owes comes in the same hop.
    const [only, ...others] = caller.organisations;
    const [found, returns] = await Promise.all([
      ours(caller, id, at)(),
      only === undefined || others.length > 0 ? undefined : store.records.returns(only),
    ]);
    return { ...found, record: await recordOf(found.form, found.organisation.id, at, returns) };
  };

  return {
    mine: async ({ caller, at }) => {
      const heads = await store.applications.ofOrganisations(caller.organisations);
      const roundIds = [...new Set(heads.map(({ roundId }) => roundId))];
      const [found, exceptions] = await Promise.all([
        Promise.all(roundIds.map(store.rounds.withForm)),
        store.exceptions.ofPairs(heads),
      ]);
      const lines = heads.flatMap((head) => {
        const of = found.find(({ round }) => round.id === head.roundId);
        const exception = exceptions.find(
          ({ roundId, organisationId }) => roundId === head.roundId && organisationId === head.organisationId,
        );
        return of?.form === undefined ? [] : [lineOf(head, { ...of, form: of.form, exception }, at)];
      });
      return { applications: lines.toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1)) };
    },

    stops: ({ params, query, caller, at }) => groupStops(deps)(params.id, query.organisationId, caller, at),

    start: async ({ body, caller, at }) => {
      if (!caller.organisations.includes(body.organisationId)) throw new Refused("not-found");
      const [{ round, form, closures }, [organisation], before, exception] = await Promise.all([
        store.rounds.withForm(body.roundId),
        store.organisations.many([body.organisationId]),
        store.applications.startedBefore(caller.personId, body.writeId),
        store.exceptions.of(body.roundId, body.organisationId),
      ]);
      if (before !== undefined) return { id: before };
      if (form === undefined || organisation === undefined) throw new Refused("not-found");
      refuseUnlessTakingDrafts(round, closures, at, exception);
      const head = await newHead({ round, form, organisation, caller, at });
      const event: Event = { type: "application-started", ...happenedTo(head, caller, at) };
      return { id: await store.applications.start(head, caller.personId, { writeId: body.writeId, at }, [event]) };
    },

    read: async ({ params, caller, at }) => {
      const [found, kept, templates] = await Promise.all([
        ofRecord(caller, params.id, at)(),
        store.fingerprints.ofOrganisations(caller.organisations),
        store.fingerprints.templates(),
      ]);
      const { head, round } = found;
      const ofFund = found.status === "open" ? undefined : await store.rounds.roundsOf([round.fundId]);
      const open = ofFund?.rounds.find((other) => roundStatus(other, ofFund.closures, at) === "open");
      const blockers = head.draft === undefined ? [] : submissionBlockers({ ...found, draft: head.draft, at });
      const findings = ownComparisons({ ...found, kept, templates }, at);
      return viewOf({ ...found, blockers, findings, nextRoundId: open?.id }, at);
    },

    save: async ({ params, body, caller, at }) => {
      const { draftId, was, writeId } = body;
      await refuseSaveIfReadable(params.id, at, deps);
      const version = await store.applications.saveSection(
        { applicationId: params.id, section: params.section, draftId, was, organisations: caller.organisations },
        { answers: cleanAnswers(body.answers), done: body.done, savedBy: caller.personId, savedByName: caller.name },
        { writeId, at },
      );
      return { version, savedAt: toInstant(at) };
    },

    submit: ({ params, body, caller, at }) =>
      whileStill(ofRecord(caller, params.id, at), (found) => submit(found, { ...body, caller, at })),

    submission: async ({ params, caller, at }) => {
      const { whole, form } = await ours(caller, params.id, at)();
      const found = whole.submissions.find(({ number }) => number === Number(params.number));
      if (found === undefined) throw new Refused("not-found");
      const standings = standingsIn(whole.sheet, found.number);
      return { receipt: receiptOf(found), content: found.content, form, standings };
    },

    copy: async ({ params, body, caller, at }) => {
      const { whole, form } = await ours(caller, params.id, at)();
      const submission = whole.submissions.find(({ number }) => number === Number(params.number));
      if (submission === undefined) throw new Refused("not-found");
      return sendCopy({ submission, form, caller, writeId: body.writeId, at });
    },

    openChange: ({ params, body, caller, at }) =>
      whileStill(ours(caller, params.id, at), async ({ whole, head, round, form, closures, exception }) => {
        if (head.draft !== undefined) return { draft: head.draft };
        refuseUnlessPossible(head, "open-change", asTold(head, toInstant(at)).state);
        refuseUnlessOpen(round, closures, at, exception);
        const standing = whole.submissions.find(({ number }) => number === head.latest?.number);
        if (standing === undefined) throw new Refused("not-found");
        const draft = openDraft(form, newId("d"), standing.number, standing.sections);
        const event: Event = { type: "change-opened", ...happenedTo(head, caller, at) };
        return changed({ ...head, draft }, { writeId: body.writeId, at }, event, { draft });
      }),

    dropChange: ({ params, body, caller, at }) =>
      whileStill(ours(caller, params.id, at), async ({ head }) => {
        const { draft, ...rest } = head;
        if (head.latest === undefined) throw new Refused("wrong-state", NOTHING_SENT);
        const { state } = asTold(head, toInstant(at));
        if (draft === undefined || draft.id !== body.draftId) return { state };
        const event: Event = { type: "change-dropped", ...happenedTo(head, caller, at) };
        return changed(rest, { writeId: body.writeId, at }, event, { state });
      }),

    withdraw: ({ params, body, caller, at }) =>
      whileStill(ours(caller, params.id, at), async ({ head, status }) => {
        if (head.state === "withdrawn") return { state: head.state };
        // Decided, and not told yet: the same answer whatever was decided.
        if (isHeldBack(head, toInstant(at))) throw new Refused("wrong-state", DECIDED);
        const next = refuseUnlessPossible(head, "withdraw");
        if (!mayOf(head, status, undefined).withdraw) throw new Refused("wrong-state", DECIDED);
        const { draft: _, ...rest } = head;
        const askedPence = head.latest?.askedPence ?? 0;
        const event: Event = { type: "application-withdrawn", ...happenedTo(head, caller, at), askedPence };
        return changed({ ...rest, state: next }, { writeId: body.writeId, at }, event, { state: next });
      }),

    share: ({ params, body, caller, at }) =>
      whileStill(ours(caller, params.id, at), async ({ head }) => {
        const { shared } = body;
        if (head.sharedWithOffice === shared) return { shared };
        const event: Event = { type: "draft-shared", ...happenedTo(head, caller, at), shared };
        return changed({ ...head, sharedWithOffice: shared }, { writeId: body.writeId, at }, event, { shared });
      }),

    carry: async ({ params, body, caller, at }) => {
      const { writeId } = body;
      const [{ whole, head, round, organisation, status }, next, before] = await Promise.all([
        ours(caller, params.id, at)(),
        store.rounds.withForm(body.roundId),
        store.applications.startedBefore(caller.personId, writeId),
      ]);
      if (before !== undefined) return { id: before };
      const sameFund = next.round.fundId === round.fundId;
      const { carryTo } = mayOf(head, status, sameFund ? next.round.id : undefined);
      const { form } = next;
      // Of a cancelled round what was submitted goes on too: the change that was begun, else what stands.
      const standing = whole.submissions.find(({ number }) => number === head.latest?.number);
      const typed = head.draft?.sections ?? standing?.sections;
      if (form === undefined || carryTo === undefined || typed === undefined)
        throw new Refused("wrong-state", CANNOT_CARRY);
      refuseUnlessTakingDrafts(next.round, next.closures, at);
      const sections = carriedSections(typed, form);
      const carried = await newHead({ round: next.round, form, organisation, caller, at, sections });
      const events: Event[] = [
        { type: "application-started", ...happenedTo(carried, caller, at) },
        { type: "draft-carried", ...happenedTo(head, caller, at), toApplicationId: carried.id },
      ];
      return { id: await store.applications.start(carried, caller.personId, { writeId, at }, events) };
    },

    answerInquiry: ({ params, body, caller, at }) =>
      whileStill(ours(caller, params.id, at), async ({ whole, head }) => {
        const { writeId } = body;
        const inquiry = whole.inquiries.find(({ id }) => id === params.inquiry);
        if (inquiry === undefined) throw new Refused("not-found");
        if (inquiry.answeredAt !== undefined && inquiry.writeId === writeId) return { answeredAt: inquiry.answeredAt };
        if (inquiry.answeredAt !== undefined) throw new Refused("wrong-state", ANSWERED);
        const answeredAt = toInstant(at);
        const answered = { ...inquiry, answer: cleanText(body.answer), answeredAt, answeredBy: caller.personId };
        const event: Event = { type: "information-given", ...happenedTo(head, caller, at), questionId: inquiry.id };
        const fewer = { ...head, openQuestions: Math.max(0, head.openQuestions - 1) };
        return changed(fewer, { writeId, at }, event, { answeredAt }, [
          store.applications.inquiryChange(answered, inquiry.version),
        ]);
      }),

    checkReceipt: async ({ body }) => {
      const whole = await store.applications.whole(body.reference.trim().toUpperCase());
      const found = whole?.submissions.find(({ sha256 }) => sha256 === body.sha256);
      if (found === undefined) return { matches: false };
      return { matches: true, receivedAt: found.receivedAt, number: found.number };
    },
  };
};

export const handler = http(applications, answers);
