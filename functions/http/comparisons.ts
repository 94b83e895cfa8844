import { comparisons } from "../../shared/contract/comparisons.ts";
import type { Event } from "../../shared/events.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { hasRole } from "../../shared/rules/access.ts";
import { type ComparisonDecision, decisionFindings } from "../../shared/rules/comparison.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { cleanText } from "../../shared/rules/text.ts";
import { applicationWork, happenedTo } from "../application-work.ts";
import { comparing } from "../comparisons.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";

const answers = (deps: Deps): Answers<typeof comparisons> => {
  const { store, newWriteId } = deps;
  const { read, whileStill } = applicationWork(deps);
  const { ofBid } = comparing(deps);

  /** A bid that was sent, with the decisions about it and the blank forms: one hop. A draft is not there. */
  const bid = async (id: string, at: number) => {
    const [{ whole, head, form }, decisions, templates] = await Promise.all([
      read(id, at),
      store.fingerprints.decisionsOf(id),
      store.fingerprints.templates(),
    ]);
    const standing = whole.submissions.find(({ number }) => number === head.latest?.number);
    return { whole, head, content: standing?.content, form, documents: whole.documents, decisions, templates };
  };

  return {
    read: async ({ params, caller, at }) => {
      const { head, content, form, documents, decisions, templates } = await bid(params.id, at);
      if (content === undefined) throw new Refused("not-found");
      const as = hasRole(caller, "officer") ? "officer" : "approver";
      const [found] = await Promise.all([
        ofBid({ head, content, form, documents }, { decisions, templates }),
        store.desk.saw({ subject: head.id, personId: caller.personId, as, how: "read" }, { writeId: newWriteId(), at }),
      ]);
      return { comparisons: found, may: { decide: hasRole(caller, "officer") && head.deletedOn === undefined } };
    },

    decide: ({ params, body, caller, at }) =>
      whileStill(
        () => bid(params.id, at),
        async ({
          whole,
          head,
          content,
          form,
          documents,
          decisions,
          templates,
        }): Promise<ComparisonDecision | "moved"> => {
          const { writeId, result } = body;
          const before = decisions.find(({ hash }) => hash === params.hash);
          if (whole.lastWriteId === writeId && before !== undefined) return before;
          if (content === undefined) throw new Refused("not-found");
          const found = (await ofBid({ head, content, form, documents }, { decisions, templates })).filter(
            ({ hash }) => hash === params.hash,
          );
          const [first] = found;
          if (first === undefined) throw new Refused("not-found");
          refuseIf(decisionFindings(first.kind, result));
          const reason = cleanText(body.reason);
          const decision: ComparisonDecision = {
            ...{ hash: params.hash, result, reason },
            ...{ by: caller.personId, byName: caller.name, at: toInstant(at) },
            covers: found.map(({ other }) => other.applicationId).toSorted(),
          };
          const event: Event = {
            type: "comparison-decided",
            ...happenedTo(head, caller, at),
            ...{ hash: params.hash, rule: first.rule, result, reason },
          };
          const changes = await store.fingerprints.decisionChanges(head.id, decision);
          // The group does not see that the office looked: when its bid last changed stays as it is.
          return (await store.applications.change(head, { writeId, at }, [event], changes)) ? decision : "moved";
        },
      ),
  };
};

export const handler = http(comparisons, answers);
