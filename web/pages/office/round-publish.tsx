import type { OfficeRound, rounds } from "../../../shared/contract/rounds.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Notice } from "../../parts/notice.tsx";
import type { useSending } from "../../parts/use-sending.ts";

/** What was found missing where the portal runs: it stops nobody, and nobody should overlook it. */
const Readiness = ({ preflight }: Pick<OfficeRound, "preflight">) => {
  if (preflight === undefined) return null;
  const { checkedAt, findings } = preflight;
  if (findings.length === 0)
    return <p class="govuk-body soft">The portal was found ready at {formatDateTime(checkedAt)}.</p>;
  return (
    <Notice tone="hand" title="The portal is not ready for the public">
      <ul class="govuk-list govuk-list--bullet">
        {findings.map(({ detail }) => (
          <li key={detail}>{detail}</li>
        ))}
      </ul>
      <p class="govuk-body soft">
        Found at {formatDateTime(checkedAt)}. Whoever runs the portal puts it right and checks again.
      </p>
    </Notice>
  );
};

type ConfirmProps = { action: string; title: string; busy: boolean; onYes: () => void };

/** The question before a round is published, and what becomes fixed by it. */
export const PublishConfirm = ({ action, title, busy, onYes }: ConfirmProps) => (
  <Confirm
    action={action}
    question={`Publish “${title}”?`}
    yes="Yes, publish it"
    no="No, not yet"
    kind="main"
    onYes={onYes}
    busy={busy}
  >
    <p class="govuk-body">
      Everyone sees it from now on. Its questions, limits, rules and weights are fixed as they are today. Dates and pot
      can change until it opens.
    </p>
  </Confirm>
);

type Props = {
  office: OfficeRound;
  sending: ReturnType<typeof useSending>;
  onChange: (office: OfficeRound, done: string) => void;
};

/** Publishes a round, or says what stands against it. */
export const RoundPublish = ({ office: { round, blockers, preflight }, sending, onChange }: Props) => {
  const publish = async () => {
    const published = await sending.send((writeId) =>
      call<typeof rounds.publish>("POST /api/office/rounds/{id}/publication", {
        params: { id: round.id },
        body: { version: round.version, writeId },
      }),
    );
    if (published !== undefined) onChange(published, "The round is published. Everyone sees it.");
  };
  if (blockers.length > 0)
    return (
      <Notice tone="hand" title="This round cannot be published yet">
        <ul class="govuk-list govuk-list--bullet">
          {blockers.map(({ pointer, detail }) => (
            <li key={pointer + detail}>{detail}</li>
          ))}
        </ul>
      </Notice>
    );
  return (
    <>
      <Readiness preflight={preflight} />
      <PublishConfirm
        action="Publish this round"
        title={round.title}
        busy={sending.busy}
        onYes={() => void publish()}
      />
    </>
  );
};
