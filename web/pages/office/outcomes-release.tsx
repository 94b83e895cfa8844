import { useState } from "preact/hooks";
import type { OutcomesPage, ReleasePreview } from "../../../shared/contract/outcome-views.ts";
import type { outcomes } from "../../../shared/contract/outcomes.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Progress } from "../../parts/bar.tsx";
import { Button } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import { Details } from "../../parts/details.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { OUTCOME_WORDS } from "../../parts/outcome-words.ts";
import { Paper } from "../../parts/page.tsx";

type Props = {
  page: OutcomesPage;
  busy: boolean;
  change: (send: (writeId: string) => Promise<OutcomesPage>, said: string) => Promise<boolean>;
};
type Release = NonNullable<OutcomesPage["release"]>;

const Preview = ({ preview }: { preview: ReleasePreview }) => (
  <>
    <p class="govuk-body">
      {preview.ready} go out to {preview.people} {preview.people === 1 ? "person" : "people"}.{" "}
      {preview.notReady === 0
        ? "Nothing is left behind."
        : `${preview.notReady} are not ready: they follow by themselves when they are read.`}
    </p>
    {preview.quiet === undefined ? null : (
      <Notice tone="hand" title="Told in quiet words">
        <p class="govuk-body">{preview.quiet}</p>
      </Notice>
    )}
    {preview.unreached.length === 0 ? (
      <p class="govuk-body">Every group has somebody who can be written to.</p>
    ) : (
      <Notice tone="wrong" title={`Nobody of ${preview.unreached.length} groups can be written to`}>
        <ul class="govuk-list govuk-list--bullet">
          {preview.unreached.map(({ applicationId, organisationName, why }) => (
            <li key={applicationId}>
              <a class="govuk-link" href={deskApplicationPath(applicationId)}>
                {organisationName}
              </a>
              : {why} Call their contacts.
            </li>
          ))}
        </ul>
      </Notice>
    )}
    {preview.samples.map(({ kind, subject, text }) => (
      <Details key={kind} summary={`Email: ${OUTCOME_WORDS[kind].words.toLowerCase()}`}>
        <p class="govuk-body">
          <strong>{subject}</strong>
        </p>
        <p class="govuk-body prose">{text}</p>
      </Details>
    ))}
  </>
);

const Looked = ({ roundId }: { roundId: string }) => {
  const loaded = useLoaded(
    (signal) =>
      call<typeof outcomes.preview>("GET /api/office/rounds/{id}/release", { params: { id: roundId }, signal }),
    [roundId],
  );
  return <Load of={loaded}>{(preview) => <Preview preview={preview} />}</Load>;
};

const Asking = ({ page, release, busy, change }: Props & { release: Release }) => {
  const params = { id: page.roundId };
  const ask = () =>
    change(
      (writeId) =>
        call<typeof outcomes.askRelease>("POST /api/office/rounds/{id}/release", {
          params,
          body: { version: release.version, writeId },
        }),
      "You have asked for the release. An approver confirms it.",
    );
  const confirm = () =>
    change(
      (writeId) =>
        call<typeof outcomes.confirmRelease>("POST /api/office/rounds/{id}/release/confirmation", {
          params,
          body: { version: release.version, writeId },
        }),
      "The outcomes are released.",
    );
  return (
    <>
      {page.may.ask && release.state === "held" && page.outcomes.some(({ state }) => state === "read") ? (
        <Confirm
          action="Release them now"
          question="Ask for the release of every text that is ready?"
          yes="Yes, ask for it"
          no="No, let them wait"
          kind="main"
          busy={busy}
          onYes={() => void ask()}
        >
          <p class="govuk-body">An approver confirms it. Then the groups see their outcomes and get an email.</p>
        </Confirm>
      ) : null}
      {page.may.confirm ? (
        <Confirm
          action="Confirm the release"
          question="Tell the groups now?"
          yes="Yes, release the outcomes"
          no="No, not yet"
          kind="main"
          busy={busy}
          onYes={() => void confirm()}
        >
          <p class="govuk-body">
            Every group whose text is ready sees its outcome and gets an email. It cannot be undone.
          </p>
        </Confirm>
      ) : null}
    </>
  );
};

/** When the groups of a round hear, whom it reaches, and the two people it takes to tell them earlier. */
export const OutcomesRelease = ({ page, busy, change }: Props) => {
  const { release } = page;
  const [looking, setLooking] = useState(false);
  if (release === undefined) return null;
  const told = page.outcomes.filter(({ state }) => state === "released").length;
  const going = page.outcomes.filter(({ state }) => state === "read").length;
  return (
    <Paper title="When the groups hear">
      {release.state === "released" ? (
        <div role="status">
          <p class="govuk-body">
            Released at {formatDateTime(release.releasedAt ?? release.dueFrom)}. What is read from now on is told at
            once.
          </p>
          {going === 0 ? null : <Progress done={told} of={told + going} words={`${told} of ${told + going} told`} />}
        </div>
      ) : (
        <p class="govuk-body">
          What is ready is told by itself at {formatDateTime(release.dueFrom)}. Until then no group sees anything.
        </p>
      )}
      {release.state === "asked" && release.asked !== undefined ? (
        <p class="govuk-body">
          {release.asked.byName} asked for an earlier release at {formatDateTime(release.asked.at)}. An approver
          confirms it.
        </p>
      ) : null}
      {looking ? (
        <Looked key={`${release.version} ${told}`} roundId={page.roundId} />
      ) : (
        <Button kind="secondary" onClick={() => setLooking(true)}>
          See whom it reaches, and the emails
        </Button>
      )}
      <Asking page={page} release={release} busy={busy} change={change} />
    </Paper>
  );
};
