import { useRef, useState } from "preact/hooks";
import type { DisputeLine, organisations, WaitingJoin } from "../../../shared/contract/organisations.ts";
import type { ClaimSettlement } from "../../../shared/rules/membership.ts";
import { call, Refusal } from "../../api.ts";
import type { PageError } from "../../parts/error-summary.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { Told } from "../../parts/told.tsx";
import { Dispute } from "./organisation-dispute.tsx";
import { Waiting, type WaitingAnswer } from "./organisation-waiting.tsx";

const settled = (dispute: DisputeLine, settlement: ClaimSettlement, reason: string, writeId: string) =>
  call<typeof organisations.settleClaim>("POST /api/office/organisations/{id}/claims/{claim}", {
    params: { id: dispute.second.id, claim: dispute.claim },
    body: { settlement, reason, writeId },
  });

const answered = (join: WaitingJoin, answer: WaitingAnswer, reason: string, writeId: string) => {
  const { id } = join.organisation;
  return answer.how === "replaced"
    ? call<typeof organisations.replaceMember>("POST /api/organisations/{id}/replacement", {
        params: { id },
        body: { newPersonId: join.personId, oldPersonId: answer.oldPersonId, reason, writeId },
      })
    : call<typeof organisations.answerJoin>("POST /api/organisations/{id}/joins/{personId}", {
        params: { id, personId: join.personId },
        body: { answer: answer.how, reason, writeId },
      });
};

const SAID = {
  accepted: "They are let in, and told.",
  refused: "They are told that the answer is no.",
  replaced: "They are let in, and whoever was replaced is told.",
} as const;

/** What concerns groups and waits for the office: numbers that two of them give, and requests to join. */
export default function OrganisationsPage() {
  const loaded = useLoaded(
    (signal) => call<typeof organisations.waiting>("GET /api/office/organisations", { signal }),
    [],
  );
  const [errors, setErrors] = useState<PageError[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  // Kept until there is an answer: a press repeated after a lost reply is the same write.
  const writeIds = useRef(new Map<string, string>());

  const send = async (key: string, run: (writeId: string) => Promise<unknown>, done: string): Promise<void> => {
    const writeId = writeIds.current.get(key) ?? crypto.randomUUID();
    writeIds.current.set(key, writeId);
    setBusy(true);
    setErrors([]);
    setRefusal(undefined);
    setSaid("");
    try {
      await run(writeId);
      writeIds.current.delete(key);
      setSaid(done);
      loaded.reload();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const [first] = error.findings;
      if (first === undefined) setRefusal(error);
      else setErrors([{ id: `${key}-reason`, text: first.detail, rule: first.rule }]);
    } finally {
      setBusy(false);
    }
  };

  const settle = (dispute: DisputeLine) => (settlement: ClaimSettlement | "", reason: string) => {
    const id = `${dispute.claim}-${dispute.second.id}`;
    if (settlement === "") return setErrors([{ id: `${id}-settlement`, text: "Choose how it is settled" }]);
    void send(id, (writeId) => settled(dispute, settlement, reason, writeId), "It is settled, and both are told.");
  };

  const answer = (join: WaitingJoin) => (given: WaitingAnswer, reason: string) => {
    const id = `${join.organisation.id}-${join.personId}`;
    if (reason.trim() === "") return setErrors([{ id: `${id}-reason`, text: "Say how you checked this person." }]);
    void send(id, (writeId) => answered(join, given, reason, writeId), SAID[given.how]);
  };

  return (
    <Page title="Groups" errors={errors} lead="What waits for the office, the oldest first.">
      <Told refusal={refusal} said={said} />
      <Load of={loaded}>
        {({ disputes, joins }) => (
          <>
            <h2 class="govuk-heading-m">Claimed by two groups</h2>
            {disputes.length === 0 ? (
              <p class="govuk-body soft">No number or name is claimed twice.</p>
            ) : (
              disputes.map((dispute) => (
                <Dispute
                  key={`${dispute.claim} ${dispute.second.id}`}
                  dispute={dispute}
                  busy={busy}
                  errors={errors}
                  settle={settle(dispute)}
                />
              ))
            )}
            <h2 class="govuk-heading-m">Waiting to join a group</h2>
            {joins.length === 0 ? (
              <p class="govuk-body soft">Nobody waits. Members of a group answer most requests themselves.</p>
            ) : (
              joins.map((join) => (
                <Waiting
                  key={`${join.organisation.id} ${join.personId}`}
                  join={join}
                  busy={busy}
                  errors={errors}
                  answer={answer(join)}
                />
              ))
            )}
          </>
        )}
      </Load>
    </Page>
  );
}
