import { handler } from "../../functions/http/applications.ts";
import { applications } from "../../shared/contract/applications.ts";
import type { Fund } from "../../shared/rules/fund.ts";
import { addDays, londonDate, toInstant } from "../../shared/rules/london.ts";
import type { OrganisationFields } from "../../shared/rules/organisation-fields.ts";
import type { Round } from "../../shared/rules/round.ts";
import { completeAnswers } from "./application.ts";
import { type Engine, send, signedIn } from "./engine.ts";

/** A complete, invented group. */
export const GROUP: OrganisationFields = {
  name: "Example Youth Club",
  type: "unincorporated-association",
  charityRegister: "",
  charityNumber: "",
  companyNumber: "",
  parentBody: "",
  addressLine1: "1 Example Street",
  addressLine2: "",
  town: "Bristol",
  postcode: "BS20 8QJ",
  district: "E06000023",
  website: "",
  purposes: "Youth work in the neighbourhood.",
  governingDocument: "constitution",
  governingDocumentOn: "2019-03-27",
  mainContactName: "Ash Example",
  mainContactRole: "Chair",
  mainContactEmail: "ash@example.org",
  mainContactPhone: "01275 000000",
  secondContactName: "Bo Example",
  secondContactRole: "Treasurer",
  secondContactEmail: "bo@example.org",
  secondContactPhone: "01275 000001",
  yearsOfDelivery: "4",
  unrelatedCommittee: "5",
};

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
let writes = 0;
/** A write id that no other call of this file has used. */
export const nextWriteId = (): string => {
  writes += 1;
  return `00000000-0000-4000-8000-${String(writes).padStart(12, "0")}`;
};

/** A published round of a fund that opened a day before `at` and closes at `closesAt`. */
export const openRound = async (
  { deps }: Engine,
  fund: Fund,
  code: string,
  at: number,
  closesAt: number,
): Promise<Round> => {
  const closesOn = londonDate(toInstant(closesAt));
  const round: Round = {
    id: `${fund.code}-${code}`,
    fundId: fund.id,
    title: `Round ${code}`,
    code,
    timetable: {
      opensAt: toInstant(at - 24 * HOUR),
      closesAt: toInstant(closesAt),
      checkedBy: addDays(closesOn, 14),
      meetingOn: addDays(closesOn, 30),
      confirmedBy: addDays(closesOn, 35),
      notifiedBy: addDays(closesOn, 40),
      paidBy: addDays(closesOn, 54),
    },
    pot: [],
    notices: [],
    version: 1,
  };
  await deps.store.rounds.create(round, { writeId: nextWriteId(), at }, []);
  const published = { ...round, publishedAt: toInstant(at - 48 * HOUR) };
  await deps.store.rounds.publish(published, fund, { writeId: nextWriteId(), at }, []);
  return published;
};

/** A group with members who are signed in; their cookies by person id. */
export const groupWith = async (engine: Engine, organisationId: string, personIds: readonly string[], at: number) => {
  const [creator = ""] = personIds;
  const cookies: Record<string, string> = {};
  for (const id of personIds) {
    const { cookie } = await signedIn(engine, { id, organisations: id === creator ? [] : [organisationId] }, at);
    cookies[id] = cookie;
  }
  await engine.deps.store.organisations.create(
    { id: organisationId, fields: GROUP, personId: creator },
    { writeId: nextWriteId(), at },
  );
  return (personId: string): string => cookies[personId] ?? "";
};

/** Calls one endpoint of the applications' contract as one person. */
export const asking = (engine: Engine, cookie: string) => ({
  start: (roundId: string, organisationId: string, at: number, writeId = nextWriteId()) =>
    send(engine, handler, applications.start, { at, cookie, body: { roundId, organisationId, writeId } }),
  read: (id: string, at: number) => send(engine, handler, applications.read, { at, cookie, params: { id } }),
  save: (
    id: string,
    section: string,
    body: { draftId: string; was: number; answers: unknown; done?: boolean; writeId?: string },
    at: number,
  ) =>
    send(engine, handler, applications.save, {
      at,
      cookie,
      params: { id, section },
      body: { done: true, writeId: nextWriteId(), ...body },
    }),
  submit: (id: string, draftId: string, at: number, writeId = nextWriteId()) =>
    send(engine, handler, applications.submit, {
      at,
      cookie,
      params: { id },
      body: { draftId, declaredBy: "Ash Example", writeId },
    }),
  openChange: (id: string, at: number, writeId = nextWriteId()) =>
    send(engine, handler, applications.openChange, { at, cookie, params: { id }, body: { writeId } }),
  dropChange: (id: string, draftId: string, at: number, writeId = nextWriteId()) =>
    send(engine, handler, applications.dropChange, { at, cookie, params: { id }, body: { draftId, writeId } }),
  withdraw: (id: string, at: number) =>
    send(engine, handler, applications.withdraw, { at, cookie, params: { id }, body: { writeId: nextWriteId() } }),
  share: (id: string, shared: boolean, at: number) =>
    send(engine, handler, applications.share, { at, cookie, params: { id }, body: { shared, writeId: nextWriteId() } }),
  answerInquiry: (id: string, inquiry: string, answer: string, at: number) =>
    send(engine, handler, applications.answerInquiry, {
      at,
      cookie,
      params: { id, inquiry },
      body: { answer, writeId: nextWriteId() },
    }),
  carry: (id: string, roundId: string, at: number, writeId = nextWriteId()) =>
    send(engine, handler, applications.carry, { at, cookie, params: { id }, body: { roundId, writeId } }),
  mine: (at: number) => send(engine, handler, applications.mine, { at, cookie }),
});
export type Asking = ReturnType<typeof asking>;

/** Starts an application and fills every section so that nothing blocks it; documents are "not yet, because". */
export const filledDraft = async (
  as: Asking,
  fund: Fund,
  round: Round,
  organisationId: string,
  requestedPence: number,
  at: number,
) => {
  const { id } = (await as.start(round.id, organisationId, at)).body;
  const { draft } = (await as.read(id, at)).body;
  const answers = completeAnswers(fund, requestedPence, round.timetable.notifiedBy);
  for (const [section, typed] of Object.entries(answers)) {
    await as.save(id, section, { draftId: draft.id, was: draft.sections[section].version, answers: typed }, at);
  }
  const notYet = Object.fromEntries(fund.documents.map((slot) => [slot.id, "We meet in May and will have it then."]));
  await as.save(id, "documents", { draftId: draft.id, was: 0, answers: notYet }, at);
  return { id: String(id), draftId: String(draft.id) };
};
