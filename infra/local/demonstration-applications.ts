import { applicationWork, happenedTo } from "../../functions/application-work.ts";
import type { Deps } from "../../functions/deps.ts";
import type { Caller } from "../../functions/identity.ts";
import { loginHashOf, sha256 } from "../../functions/identity.ts";
import { nameClaim } from "../../functions/store/claims.ts";
import { submitting } from "../../functions/submitting.ts";
import type { Answer, Draft } from "../../shared/rules/application.ts";
import { DOCUMENTS_SECTION } from "../../shared/rules/draft.ts";
import { KNOWN, type Question } from "../../shared/rules/form.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { lowerEmail } from "../../shared/rules/identifiers.ts";
import { addDays, msOf, toInstant } from "../../shared/rules/london.ts";
import { formatPounds } from "../../shared/rules/money.ts";
import type { Round } from "../../shared/rules/round.ts";
import {
  DEMONSTRATION_GROUPS,
  type DemonstrationApplication,
  type DemonstrationGroup,
} from "./demonstration-groups.ts";
import { addPapers } from "./demonstration-papers.ts";
import { demonstrationRounds } from "./demonstration-rounds.ts";

const HOUR = 3_600_000;

const callerOf = ({ id, person }: DemonstrationGroup): Caller => ({
  personId: person.id,
  name: person.name,
  email: person.email,
  door: "code",
  roles: ["applicant"],
  organisations: [id],
  sessionHash: "",
});

/** What a question is answered with when the bid says nothing of it. */
const plain = ({ type, options, columns = [] }: Question): Answer => {
  if (type === "rows")
    return [
      Object.fromEntries(
        columns.map((column) => [
          column.id,
          column.options?.[0]?.value ?? (column.type === "number" ? "40" : "Agreed with the people who come"),
        ]),
      ),
    ];
  if (type === "choices") return options?.slice(0, 1).map(({ value }) => value) ?? [];
  if (type === "choice") return options?.[0]?.value ?? "";
  if (type === "declaration") return "yes";
  if (type === "yes-no") return "no";
  return "The people who come asked for it, and the neighbourhood team agrees. Two volunteers look after it.";
};

/** A whole form filled in for one bid: enough to be submitted. */
const sectionsOf = (
  bid: DemonstrationApplication,
  form: Fund,
  round: Round,
  saved: { at: number; by: string; name: string },
): Draft["sections"] => {
  const costPence = bid.costs.reduce((sum, line) => sum + line.costPence, 0);
  const asked = formatPounds(costPence - bid.otherPence);
  const startsOn = addDays(round.timetable.notifiedBy, 21);
  const [first, ...others] = bid.costs;
  const rowOf = ({ item, basis, costPence: cost }: (typeof bid.costs)[number], askedPence: number) => ({
    item,
    basis,
    cost: formatPounds(cost),
    asked: formatPounds(askedPence),
  });
  const known: Record<string, Answer> = {
    [KNOWN.requested]: asked,
    [KNOWN.leastUseful]: asked,
    [KNOWN.title]: bid.title,
    [KNOWN.summary]: bid.summary,
    "what-you-will-do": bid.doing,
    priorities: [bid.priority],
    [KNOWN.startsOn]: startsOn,
    [KNOWN.endsOn]: addDays(startsOn, 300),
    [KNOWN.budget]: [
      ...(first === undefined ? [] : [rowOf(first, first.costPence - bid.otherPence)]),
      ...others.map((line) => rowOf(line, line.costPence)),
    ],
    [KNOWN.match]:
      bid.otherPence === 0
        ? []
        : [{ source: "Parish council", kind: "cash", status: "secured", amount: formatPounds(bid.otherPence) }],
    "other-public-money": [],
  };
  const section = (answers: Record<string, Answer>) => ({
    version: 1,
    answers,
    done: true,
    savedAt: toInstant(saved.at),
    savedBy: saved.by,
    savedByName: saved.name,
  });
  const sections = form.sections.map(({ id, questions }): [string, Draft["sections"][string]] => [
    id,
    section(Object.fromEntries(questions.map((question) => [question.id, known[question.id] ?? plain(question)]))),
  ]);
  const notYet = Object.fromEntries(
    form.documents.map(({ id }) => [id, "Our meeting agrees it in the month after the round closes."]),
  );
  return { ...Object.fromEntries(sections), [DOCUMENTS_SECTION]: section(notYet) };
};

/** A group with the person who made it. Safe to repeat. */
export const addGroup = async ({ store }: Deps, group: DemonstrationGroup, at: number): Promise<void> => {
  const { person, fields, id } = group;
  const lower = lowerEmail(person.email);
  await store.signIn.enter(
    {
      door: "code",
      loginHash: loginHashOf("code", lower),
      addressHash: sha256(lower),
      email: person.email,
      emailVerified: true,
      name: person.name,
      newPersonId: person.id,
      alsoGives: () => [],
    },
    { writeId: `demonstration-${person.id}`, at },
  );
  await store.organisations.create({ id, fields, personId: person.id }, { writeId: `demonstration-${id}`, at });
};

/** The second person of the first group asks to join it and is let in, as anybody would be. */
const letBirchIn = async ({ store }: Deps, at: number): Promise<void> => {
  const [lantern] = DEMONSTRATION_GROUPS;
  if (lantern === undefined) return;
  const claim = nameClaim(lantern.fields.name, lantern.fields.postcode);
  if (claim === undefined) return;
  const personId = "p_demo-birch";
  await store.joins.ask(
    { personId, claim: claim.id, search: `${lantern.fields.name}` },
    { writeId: "demonstration-birch-asks", at },
  );
  await store.joins.answer(
    lantern.id,
    personId,
    { answer: "accepted", by: lantern.person.id, reason: undefined },
    { writeId: "demonstration-birch-joins", at },
  );
};

/** A group's n-th bid, as far as it has got. Safe to repeat. */
export const addBid = async (
  deps: Deps,
  group: DemonstrationGroup,
  bid: DemonstrationApplication,
  n: number,
  round: Round,
  form: Fund,
): Promise<void> => {
  const { store } = deps;
  const { read, newHead } = applicationWork(deps);
  const caller = callerOf(group);
  const name = `demonstration-${group.id}-${n}`;
  const at = msOf(round.timetable.opensAt) + (n + 1) * 26 * HOUR;
  const before = await store.applications.startedBefore(caller.personId, name);
  const sections = sectionsOf(bid, form, round, { at, by: caller.personId, name: caller.name });
  const organisation = { id: group.id, name: group.fields.name };
  const head = await newHead({ round, form, organisation, caller, at, sections });
  const started = { type: "application-started" as const, ...happenedTo(head, caller, at) };
  const id = before ?? (await store.applications.start(head, caller.personId, { writeId: name, at }, [started]));
  const whole = await store.organisations.read(group.id);
  const found = await read(id, at);
  if (bid.where === "draft" || found.head.draft === undefined || whole === undefined) return;
  const submittedAt = at + 3 * HOUR;
  const where = { applicationId: id, roundId: round.id, organisationId: group.id, personId: caller.personId };
  await addPapers(deps, where, bid.papers ?? [], at + HOUR);
  await submitting(deps)(
    {
      ...(await read(id, at)),
      organisation: whole,
      allowed: [],
      record: await store.records.of(group.id, submittedAt),
    },
    { draftId: found.head.draft.id, declaredBy: group.person.name, writeId: `${name}-submit`, caller, at: submittedAt },
  );
  if (bid.where !== "eligible") return;
  const { head: submitted } = await read(id, at);
  const checkedAt = msOf(round.timetable.closesAt) + 30 * HOUR;
  const askedPence = submitted.latest?.askedPence ?? 0;
  await store.applications.change({ ...submitted, state: "eligible" }, { writeId: `${name}-check`, at: checkedAt }, [
    {
      type: "marked-eligible",
      ...happenedTo(submitted, { ...caller, personId: "p_demo-olive" }, checkedAt),
      askedPence,
    },
  ]);
};

/** Groups with their members and bids: in the open round and in the one that waits for its meeting. Safe to repeat. */
export const fillApplications = async (deps: Deps, at: number): Promise<void> => {
  const { open, waiting } = demonstrationRounds(at);
  const { form } = await deps.store.rounds.withForm(open.id);
  if (form === undefined) return;
  const madeAt = msOf(waiting.timetable.opensAt);
  for (const group of DEMONSTRATION_GROUPS) await addGroup(deps, group, madeAt);
  await letBirchIn(deps, madeAt);
  for (const group of DEMONSTRATION_GROUPS) {
    for (const [n, bid] of group.bids.entries()) {
      const round = bid.where === "draft" || bid.where === "open" ? open : waiting;
      await addBid(deps, group, bid, n, round, form);
    }
  }
};
