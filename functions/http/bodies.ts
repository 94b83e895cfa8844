import { type BodiesPage, bodies } from "../../shared/contract/bodies.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { hasRole } from "../../shared/rules/access.ts";
import { type Body, bodiesFindings, controllersOn, funderOn } from "../../shared/rules/bodies.ts";
import { londonDate, toInstant } from "../../shared/rules/london.ts";
import { cleanText, singleLine } from "../../shared/rules/text.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import type { Caller } from "../identity.ts";

const named = ({ id, name, short }: Body) => ({ id, name, short });

const answers = ({ store }: Deps): Answers<typeof bodies> => {
  const pageFor = async (caller: Caller, at: number): Promise<BodiesPage> => {
    const { writeId: _, ...record } = await store.bodies.read();
    const mayChange = hasRole(caller, "officer", "administrator");
    return { at: toInstant(at), on: londonDate(toInstant(at)), ...record, mayChange };
  };

  return {
    now: async ({ at }) => {
      const on = londonDate(toInstant(at));
      const record = await store.bodies.read();
      const funder = funderOn(record.bodies, on);
      return {
        on,
        ...(funder === undefined ? {} : { funder: named(funder) }),
        controllers: controllersOn(record.bodies, on).map(named),
      };
    },

    record: ({ caller, at }) => pageFor(caller, at),

    change: async ({ body: { version, writeId, ...given }, caller, at }) => {
      const kept = await store.bodies.read();
      if (kept.writeId === writeId) return pageFor(caller, at);
      if (kept.version !== version) throw new Refused("stale");
      const next = {
        bodies: given.bodies.map((body) => ({
          ...body,
          name: singleLine(body.name),
          short: singleLine(body.short),
          note: cleanText(body.note),
        })),
        terms: given.terms.toSorted((a, b) => a.startsOn.localeCompare(b.startsOn)),
      };
      refuseIf(bodiesFindings(next, londonDate(toInstant(at))));
      const event = { type: "bodies-changed", at: toInstant(at), by: caller.personId } as const;
      await store.bodies.change(next, version, { writeId, at }, event);
      return pageFor(caller, at);
    },
  };
};

export const handler = http(bodies, answers);
