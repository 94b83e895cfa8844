import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { scoring } from "../../../shared/contract/scoring.ts";
import type { OfficeScoring } from "../../../shared/contract/scoring-views.ts";
import { formatDate, formatDeadline } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Progress } from "../../parts/bar.tsx";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { deskRoundPath } from "../../parts/desk-paths.ts";
import { Details } from "../../parts/details.tsx";
import { FileButton } from "../../parts/file-button.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RoundPages } from "../../parts/round-pages.tsx";
import { Table } from "../../parts/table.tsx";
import { paperCardPath, rankingPath } from "../../parts/trustee-paths.ts";
import { useSending } from "../../parts/use-sending.ts";
import { Prepare } from "./scoring-prepare.tsx";
import { BIDS, REGISTER, SEATS } from "./scoring-tables.tsx";

const RegisterFile = ({ roundId }: { roundId: string }) => (
  <FileButton
    ask={() => call<typeof scoring.register>("GET /api/scoring/{round}/register", { params: { round: roundId } })}
  >
    Export the register as CSV
  </FileButton>
);

const Following = ({ view }: { view: OfficeScoring }) => {
  const { seats, bids, interests, endsAt, ended, revealed, roundId, may } = view;
  const cards = seats.reduce((sum, { submitted }) => sum + submitted, 0);
  const all = seats.reduce((sum, { toScore }) => sum + toScore, 0);
  return (
    <>
      <Progress done={cards} of={all} words={`${cards} of ${all} cards are in`} />
      <p class="govuk-body">
        {endsAt === undefined ? "" : `${ended ? "Scoring ended" : "Scoring ends"} at ${formatDeadline(endsAt)}. `}
        {revealed ? "Everybody sees all scores." : "Nobody sees anybody else’s score until then."}
      </p>
      <ButtonRow>
        {revealed ? <ButtonLink href={rankingPath(roundId)}>See the ranking</ButtonLink> : null}
        {may.enterPaper ? (
          <ButtonLink href={paperCardPath(roundId)} kind="secondary">
            Enter a card from paper
          </ButtonLink>
        ) : null}
      </ButtonRow>
      <Table
        caption="The panel"
        columns={SEATS}
        rows={seats}
        keyOf={({ personId }) => personId}
        empty="Nobody sits yet."
      />
      <Table
        caption="The bids"
        columns={BIDS}
        rows={bids}
        keyOf={({ id }) => id}
        wordsOf={({ id, title, organisationName }) => `${id} ${title} ${organisationName}`}
        empty="No bid of this round can be scored yet. Check the bids first."
      />
      <Table
        caption="Register of interests"
        columns={REGISTER}
        rows={interests}
        keyOf={({ personId, applicationId }) => `${personId} ${applicationId}`}
        empty="No interest is declared yet."
      />
      {interests.length === 0 ? null : <RegisterFile roundId={roundId} />}
    </>
  );
};

/** The office prepares the scoring of a round and follows it. No score is shown before everybody sees all. */
export default function OfficeScoringPage() {
  const { id = "" } = useRoute().params;
  const [done, setDone] = useState<number>();
  const sending = useSending();
  const loaded = useLoaded(
    (signal) => call<typeof scoring.office>("GET /api/scoring/{round}", { params: { round: id }, signal }),
    [id],
  );
  const view = loaded.is === "here" ? loaded.value : undefined;
  const saved = (next: OfficeScoring) => {
    loaded.replace(next);
    setDone((count = 0) => count + 1);
  };
  return (
    <Page
      title="Scoring"
      caption={view === undefined ? id : `${view.fundName}, ${view.roundTitle}`}
      back={{ href: deskRoundPath(id), text: "Applications of the round" }}
      errors={sending.errors}
      status={<RoundPages roundId={id} here="scoring" />}
    >
      {done === undefined ? null : (
        <Notice key={done} focused>
          <p class="govuk-body">Saved. The panel is written to about what is new to them.</p>
        </Notice>
      )}
      <Load of={loaded} shape={<FactsShape />}>
        {(here) => {
          if (!here.roundClosed)
            return <p class="govuk-body">The round has not closed. Bids are scored when nobody can change them.</p>;
          const prepare = <Prepare key={here.version} view={here} sending={sending} onSaved={saved} />;
          const open = here.bids.filter(({ gone }) => !gone).length;
          if (here.version === 0)
            return here.may.prepare ? (
              <>
                <p class="govuk-body">
                  {open} {open === 1 ? "bid" : "bids"} can be scored. The meeting is on {formatDate(here.meetingOn)}.
                </p>
                {prepare}
              </>
            ) : (
              <p class="govuk-body">No bid of this round was scored here.</p>
            );
          return (
            <>
              <Following view={here} />
              {here.may.prepare ? (
                <Details summary="Change the panel, the date or who scores what" open={sending.errors.length > 0}>
                  {prepare}
                </Details>
              ) : null}
            </>
          );
        }}
      </Load>
    </Page>
  );
}
