import { useEffect } from "preact/hooks";
import type { scoring } from "../../../shared/contract/scoring.ts";
import type { TrusteeRound } from "../../../shared/contract/scoring-views.ts";
import { formatDate, formatDeadline } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { forgetRound } from "../../device/pack-copy.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { Progress } from "../../parts/bar.tsx";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { MEETINGS_PATH } from "../../parts/meeting-paths.ts";
import { Notice } from "../../parts/notice.tsx";
import { Page, Paper } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { interestsPath, packPath, rankingPath, rulingsPath } from "../../parts/trustee-paths.ts";

const count = (many: number, one: string, more: string): string => `${many} ${many === 1 ? one : more}`;

/** The one thing to do next in a round. */
const Next = ({ round }: { round: TrusteeRound }) => {
  const { roundId, toDeclare, toScore, submitted, ended, revealed, toConfirm } = round;
  if (revealed)
    return (
      <ButtonRow>
        <ButtonLink href={rankingPath(roundId)}>See the ranking</ButtonLink>
        <ButtonLink href={packPath(roundId)} kind="secondary">
          Open the pack
        </ButtonLink>
      </ButtonRow>
    );
  if (ended)
    return <p class="govuk-body">Scoring has ended. The scores are shown in a moment: open this page again.</p>;
  if (toDeclare > 0)
    return (
      <>
        <p class="govuk-body">
          Before a bid opens, say whether you have an interest in it. {count(toDeclare, "bid is", "bids are")} still to
          be declared.
        </p>
        <ButtonLink href={interestsPath(roundId)}>Declare your interests</ButtonLink>
      </>
    );
  const done = toScore === submitted;
  return (
    <>
      {toConfirm === 0 ? null : (
        <p class="govuk-body">
          {count(toConfirm, "card was", "cards were")} entered from your paper by the office. Confirm that it says what
          you wrote.
        </p>
      )}
      <ButtonLink href={packPath(roundId)} kind={done ? "secondary" : "main"}>
        {submitted === 0 ? "Start scoring" : done ? "Look at your cards again" : "Go on scoring"}
      </ButtonLink>
    </>
  );
};

const Round = ({ round }: { round: TrusteeRound }) => {
  const { roundId, title, fundName, endsAt, meetingOn, submitted, toScore, toRule, ended, decided } = round;
  return (
    <Paper title={`${fundName}, ${title}`}>
      <p class="govuk-body">
        {ended ? "Scoring ended" : "Scoring ends"} at {formatDeadline(endsAt)}. The{" "}
        <a class="govuk-link" href={MEETINGS_PATH}>
          meeting
        </a>{" "}
        is on {formatDate(meetingOn)}.
      </p>
      {decided ? (
        <p class="govuk-body">
          This round is decided.{" "}
          <a class="govuk-link" href={rankingPath(roundId)}>
            See the ranking
          </a>
        </p>
      ) : (
        <>
          <Progress done={submitted} of={toScore} words={`${submitted} of ${toScore} scored`} />
          {toRule === 0 ? null : (
            <Notice tone="hand" title={`${count(toRule, "interest waits", "interests wait")} for your ruling`}>
              <p class="govuk-body">
                <a class="govuk-link" href={rulingsPath(roundId)}>
                  Rule on {toRule === 1 ? "it" : "them"}
                </a>
                : nobody scores a bid that waits.
              </p>
            </Notice>
          )}
          <Next round={round} />
        </>
      )}
    </Paper>
  );
};

/** The rounds that a trustee sits on, each with what is to do next. */
export default function TrusteeRoundsPage() {
  const { person } = useSession();
  const loaded = useLoaded((signal) => call<typeof scoring.rounds>("GET /api/trustee/rounds", { signal }), []);
  const rounds = loaded.is === "here" ? loaded.value.rounds : undefined;
  useEffect(() => {
    // After the meeting nothing of a pack stays on the device.
    if (person === undefined) return;
    for (const { roundId, decided } of rounds ?? []) if (decided) forgetRound(deviceShelf(), person.personId, roundId);
  }, [person, rounds]);
  return (
    <Page title="Bids to score">
      <Load of={loaded} shape={<FactsShape />}>
        {({ rounds: all }) =>
          all.length === 0 ? (
            <p class="govuk-body">
              Nothing to score. The office writes to you as soon as a round has closed and its bids are checked.
            </p>
          ) : (
            all.map((round) => <Round key={round.roundId} round={round} />)
          )
        }
      </Load>
    </Page>
  );
}
