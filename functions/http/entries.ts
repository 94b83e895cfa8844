import { entries, type FoundGroup } from "../../shared/contract/entries.ts";
import type { Event } from "../../shared/events.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { hasRole } from "../../shared/rules/access.ts";
import { allowedRules } from "../../shared/rules/allowance.ts";
import { cleanAnswers } from "../../shared/rules/draft.ts";
import { statusFor } from "../../shared/rules/exception.ts";
import { searchedFor } from "../../shared/rules/join-search.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { entryFindings } from "../../shared/rules/office-entry.ts";
import { type Organisation, organisationBlockers } from "../../shared/rules/organisation.ts";
import { organisationFrom } from "../../shared/rules/organisation-identity.ts";
import { singleLine } from "../../shared/rules/text.ts";
import { viewOf } from "../application-view.ts";
import { applicationWork, happenedTo, refuseSaveIfReadable, refuseUnlessTakingDrafts } from "../application-work.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { groupRecord } from "../group-record.ts";
import type { Caller } from "../identity.ts";
import type { Head } from "../store/application-items.ts";
import { nameClaim } from "../store/claims.ts";
import { submissionBlockers } from "../submission.ts";
import { submitting } from "../submitting.ts";

const foundOf = ({ id, name, town, postcode }: Organisation): FoundGroup => ({ id, name, town, postcode });

/** The office writes only in what it entered, while the group lets it see it; for every other application there is nothing here. */
const isEntered = (caller: Caller, head: Head): boolean =>
  hasRole(caller, "officer") && head.enteredByOffice !== undefined && head.sharedWithOffice;

const answers = (deps: Deps): Answers<typeof entries> => {
  const { store, newId } = deps;
  const { read, whileStill, newHead } = applicationWork(deps);
  const submit = submitting(deps);

  const entered = (caller: Caller, id: string, at: number) => async () => {
    const found = await read(id, at);
    if (!isEntered(caller, found.head)) throw new Refused("not-found");
    const { organisationId, roundId } = found.head;
    const [organisation, waived, exception, record] = await Promise.all([
      store.organisations.read(organisationId),
      store.allowances.of(roundId, organisationId),
      store.exceptions.of(roundId, organisationId),
      groupRecord(deps)(found.form, organisationId, at),
    ]);
    if (organisation === undefined) throw new Refused("not-found");
    const status = statusFor(found.round, found.closures, exception, at);
    return { ...found, status, exception, organisation, record, allowed: allowedRules(waived?.allowance) };
  };

  return {
    findGroup: async ({ body }) => {
      const wanted = searchedFor(body.search);
      if (!wanted.ok) throw new Refused("invalid-request", { errors: wanted.findings });
      const claim = "orgId" in wanted ? wanted.orgId : nameClaim(wanted.name, wanted.postcode)?.id;
      const group = claim === undefined ? undefined : await store.entries.groupByClaim(claim);
      return group === undefined ? {} : { group: foundOf(group) };
    },

    createGroup: async ({ body, caller, at }) => {
      const typed = organisationFrom(body.organisation);
      if (!typed.ok) throw new Refused("invalid-request", { errors: typed.findings });
      // It has no member who could complete it later.
      refuseIf(organisationBlockers(typed.fields));
      const created = await store.entries.createGroup(
        { id: newId("o"), fields: typed.fields, by: caller.personId },
        { writeId: body.writeId, at },
      );
      return { group: foundOf(created) };
    },

    start: async ({ body, caller, at }) => {
      const [{ round, form, closures }, organisation, before, exception] = await Promise.all([
        store.rounds.withForm(body.roundId),
        store.organisations.read(body.organisationId),
        store.applications.startedBefore(caller.personId, body.writeId),
        store.exceptions.of(body.roundId, body.organisationId),
      ]);
      if (before !== undefined) return { id: before };
      if (form === undefined || organisation === undefined) throw new Refused("not-found");
      refuseUnlessTakingDrafts(round, closures, at, exception);
      refuseIf(entryFindings(body, at));
      const { how, agreedOn } = body;
      const head: Head = {
        ...(await newHead({ round, form, organisation, caller, at })),
        enteredByOffice: { how, agreedBy: singleLine(body.agreedBy), agreedOn },
        // Who types it reads it. Should the group take it over, it may close the draft to the office again.
        sharedWithOffice: true,
      };
      const event: Event = { type: "application-started", ...happenedTo(head, caller, at) };
      return { id: await store.applications.start(head, caller.personId, { writeId: body.writeId, at }, [event]) };
    },

    read: async ({ params, caller, at }) => {
      const found = await entered(caller, params.id, at)();
      const { draft } = found.head;
      const blockers = draft === undefined ? [] : submissionBlockers({ ...found, draft, at });
      // What is in other bids too, the officer reads at the desk.
      return viewOf({ ...found, blockers, findings: [], nextRoundId: undefined }, at);
    },

    save: async ({ params, body, caller, at }) => {
      const head = await store.applications.head(params.id);
      if (head === undefined || !isEntered(caller, head)) throw new Refused("not-found");
      await refuseSaveIfReadable(params.id, at, deps);
      const { draftId, was, writeId } = body;
      const version = await store.applications.saveSection(
        { applicationId: params.id, section: params.section, draftId, was, organisations: [head.organisationId] },
        { answers: cleanAnswers(body.answers), done: body.done, savedBy: caller.personId, savedByName: caller.name },
        { writeId, at },
      );
      return { version, savedAt: toInstant(at) };
    },

    submit: ({ params, body, caller, at }) =>
      whileStill(entered(caller, params.id, at), (found) => submit(found, { ...body, caller, at })),
  };
};

export const handler = http(entries, answers);
