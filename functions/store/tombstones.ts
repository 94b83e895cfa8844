import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Allowance } from "../../shared/rules/allowance.ts";
import type { CivilDate } from "../../shared/rules/london.ts";
import { Organisation } from "../../shared/rules/organisation.ts";
import { NO_FIELDS } from "../../shared/rules/organisation-fields.ts";
import type { ItemKind } from "../../shared/rules/retention.ts";
import { Head, headChange } from "./application-items.ts";
import { Join } from "./joins.ts";
import { Person } from "./people.ts";
import type { Change, Raw } from "./table.ts";

const GONE = "Deleted";

const Kept = z.object({ pk: z.string(), sk: z.string(), schema: z.int(), version: z.int() });
const Round = z.object({ roundId: z.string(), organisationId: z.string() });

/**
 * What is left of an application: its reference, round and group, state, times and amount, so that totals and the numbers
 * published stay true, and the hash of what was submitted. No title, no answer, nobody's name or id.
 */
const applicationRemains = (raw: Raw): Raw => {
  const { draft: _, notEligible, enteredByOffice: __, ...head } = Head.parse(raw);
  return headChange(
    {
      ...head,
      organisationName: GONE,
      title: GONE,
      startedBy: "",
      sharedWithOffice: false,
      openQuestions: 0,
      ...(notEligible === undefined ? {} : { notEligible: { ...notEligible, reason: "" } }),
    },
    [],
  ).data;
};

const REMAINS = {
  application: applicationRemains,
  organisation: (raw) => {
    const { id, type, createdAt, changedAt } = z.object(Organisation.shape).parse(raw);
    return { ...NO_FIELDS, id, type, name: GONE, createdAt, changedAt };
  },
  person: (raw) => {
    const { id, door } = Person.parse(raw);
    return { id, door, name: "", email: "", roles: [], organisations: [] };
  },
  join: (raw) => {
    const { personId, organisationId, state, askedAt, answeredAt } = Join.parse(raw);
    return { personId, organisationId, state, askedAt, answeredAt };
  },
  allowance: (raw) => {
    const { asks } = Allowance.parse({ ...pickAllowance(raw) });
    // Which rule was asked about and how it was answered stays: it decided who may apply.
    const said = asks.map(({ answer, ...ask }) => ({
      ...ask,
      question: "",
      askedBy: "",
      ...(answer === undefined ? {} : { answer: { ...answer, reason: "", by: "" } }),
    }));
    return { ...Round.parse(raw), asks: said };
  },
} as const satisfies Partial<Record<ItemKind, (raw: Raw) => Raw>>;

const pickAllowance = ({ roundId, organisationId, asks, version }: Raw): Raw => ({
  roundId,
  organisationId,
  asks,
  version,
});

export type TombstoneKind = keyof typeof REMAINS;

/** The item as it was read, without its personal fields, under the version that was read. It has no day of deletion any more. */
export const tombstone = (kind: TombstoneKind, raw: Raw, day: CivilDate, event: Event): Change => {
  const { pk, sk, schema, version } = Kept.parse(raw);
  return {
    key: { pk, sk },
    kind,
    schema,
    was: version,
    events: [event],
    data: { ...REMAINS[kind](raw), deletedOn: day, retentionShard: undefined, deleteOn: undefined },
  };
};
