import { type RetentionPage, retention } from "../../shared/contract/retention.ts";
import { FUNDS } from "../../shared/funds/funds.ts";
import { refuseIf } from "../../shared/problem.ts";
import { certificateLines } from "../../shared/rules/certificate.ts";
import { type HeldKind, type Hold, inForce, isHeld, reasonFindings, unknownSubject } from "../../shared/rules/hold.ts";
import { lowerEmail } from "../../shared/rules/identifiers.ts";
import { addDays, londonDate, toInstant } from "../../shared/rules/london.ts";
import { WARNED_DAYS_AHEAD } from "../../shared/rules/retention-periods.ts";
import { cleanText, singleLine } from "../../shared/rules/text.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { type Caller, loginHashOf } from "../identity.ts";
import type { Due } from "../store/retention.ts";

/** Applications named one by one; of more the count says enough. */
const MOST_NAMED = 50;

const dueLines = (due: readonly Due[]): RetentionPage["due"] => {
  const kinds = [...new Set(due.map(({ kind }) => kind))].toSorted();
  return kinds.map((kind) => {
    const items = due.filter((one) => one.kind === kind);
    return { kind, count: items.length, firstOn: items[0]?.deleteOn ?? "" };
  });
};

const answers = ({ store }: Deps): Answers<typeof retention> => {
  /** The person of an id, or of an e-mail address: theirs who sign in by code, and of those who hold a role. */
  const personIdOf = async (typed: string): Promise<string | undefined> => {
    if (!typed.includes("@")) return (await store.people.person(typed))?.id;
    const email = lowerEmail(typed);
    const byCode = await store.people.byLogin(loginHashOf("code", email));
    if (byCode !== undefined) return byCode.id;
    const { holders } = await store.roles.register();
    const people = await store.people.people(Object.keys(holders));
    return people.find((one) => lowerEmail(one.email) === email)?.id;
  };

  /** The id of what a hold is to be about; undefined where there is no such thing. A group may be named by one of its applications. */
  const subjectIdOf: Record<HeldKind, (typed: string) => Promise<string | undefined>> = {
    application: async (typed) => (await store.applications.head(typed.toUpperCase()))?.id,
    organisation: async (typed) =>
      (await store.applications.head(typed.toUpperCase()))?.organisationId ??
      (await store.organisations.read(typed))?.id,
    person: personIdOf,
    round: async (typed) => {
      const { rounds } = await store.rounds.roundsOf(FUNDS.map(({ id }) => id));
      return rounds.find(({ id }) => id === typed.toUpperCase())?.id;
    },
  };

  const namesFor = async (holds: readonly Hold[]): Promise<Map<string, string>> => {
    const idsOf = (about: HeldKind) => holds.filter((hold) => hold.about === about).map(({ subjectId }) => subjectId);
    const whoever = holds.flatMap(({ placedBy, liftedBy }) =>
      liftedBy === undefined ? [placedBy] : [placedBy, liftedBy],
    );
    const [people, groups] = await Promise.all([
      store.people.people([...new Set([...whoever, ...idsOf("person")])]),
      store.organisations.many([...new Set(idsOf("organisation"))]),
    ]);
    return new Map([...people, ...groups].map(({ id, name }) => [id, name]));
  };

  const pageFor = async (caller: Caller, at: number): Promise<RetentionPage> => {
    const dueBy = addDays(londonDate(toInstant(at)), WARNED_DAYS_AHEAD);
    const [holds, due, certificates] = await Promise.all([
      store.holds.all(),
      store.retention.due(dueBy),
      store.retention.certificates(),
    ]);
    const named = due.filter(({ kind }) => kind === "application").slice(0, MOST_NAMED);
    const [names, heads] = await Promise.all([namesFor(holds), store.retention.items(named)]);
    return {
      at: toInstant(at),
      holds: holds
        .toSorted((a, b) => Number(inForce(b)) - Number(inForce(a)) || b.placedAt.localeCompare(a.placedAt))
        .map((hold) => ({
          hold,
          subjectName: names.get(hold.subjectId) ?? "",
          placedByName: names.get(hold.placedBy) ?? "",
          ...(hold.liftedBy === undefined ? {} : { liftedByName: names.get(hold.liftedBy) ?? "" }),
        })),
      dueBy,
      due: dueLines(due),
      applications: named.map(({ id = "", deleteOn }, n) => ({ id, deleteOn, held: isHeld([heads[n]], holds) })),
      certificates: certificates.map((one) => ({
        day: one.id,
        startedAt: one.startedAt,
        ...(one.finishedAt === undefined ? {} : { finishedAt: one.finishedAt }),
        lines: certificateLines(one),
      })),
      mayPlace: caller.roles.includes("officer"),
      mayLift: caller.roles.includes("approver"),
    };
  };

  return {
    list: ({ caller, at }) => pageFor(caller, at),

    place: async ({ body, caller, at }) => {
      const reason = cleanText(body.reason);
      refuseIf(reasonFindings(reason));
      const subject = singleLine(body.subject);
      const subjectId = subject === "" ? undefined : await subjectIdOf[body.about](subject);
      if (subjectId === undefined) refuseIf([unknownSubject()]);
      else {
        const placedAt = toInstant(at);
        // Two holds on one thing may stand side by side: a claim and a person's request end on their own days.
        const hold: Hold = {
          id: `h_${body.writeId}`,
          about: body.about,
          subjectId,
          reason,
          placedAt,
          placedBy: caller.personId,
        };
        await store.holds.place(hold, { writeId: body.writeId, at });
      }
      return pageFor(caller, at);
    },

    lift: async ({ params, body, caller, at }) => {
      const reason = cleanText(body.reason);
      refuseIf(reasonFindings(reason));
      await store.holds.lift(params.id, { by: caller.personId, reason }, { writeId: body.writeId, at });
      return pageFor(caller, at);
    },
  };
};

export const handler = http(retention, answers);
