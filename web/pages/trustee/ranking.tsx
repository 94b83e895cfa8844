import { useCallback, useMemo, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { RankedLine, RankingPage, ranking } from "../../../shared/contract/ranking.ts";
import { formatDate } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { type BidTotal, totalOf } from "../../../shared/rules/total.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { deskApplicationPath, deskRoundPath } from "../../parts/desk-paths.ts";
import { Facts } from "../../parts/facts.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { RoundPages } from "../../parts/round-pages.tsx";
import { useSession } from "../../parts/session.tsx";
import { bidPath, interestsPath, packPath } from "../../parts/trustee-paths.ts";
import { useSending } from "../../parts/use-sending.ts";
import { type AgreedScore, Moderate } from "./ranking-moderate.tsx";
import { RankingRules } from "./ranking-rules.tsx";
import { RankingTable, scoreId } from "./ranking-table.tsx";
import { OpenedTotal } from "./ranking-total.tsx";
import { WhatIfPanel } from "./ranking-what-if.tsx";
import { labelOf } from "./ranking-words.ts";
import { allocationOf, nothingAsked, planOf } from "./what-if.ts";

const RankingFacts = ({ page }: { page: RankingPage }) => {
  const ranked = page.bids.filter(({ rank }) => rank !== undefined);
  const above = ranked.filter(({ below }) => below.length === 0);
  const askedPence = above.reduce((sum, bid) => sum + bid.askedPence, 0);
  const close = page.bids.filter(({ isClose }) => isClose).length;
  const asks = page.bids.filter((bid) => bid.asks.length > 0).length;
  return (
    <Facts
      facts={[
        {
          figure: `${above.length} of ${page.bids.length}`,
          label: `at or above ${page.scoring.threshold}, no criterion below ${page.scoring.criterionThreshold}`,
        },
        { figure: formatWholePounds(askedPence), label: `they ask, of ${formatWholePounds(page.potPence)}` },
        { figure: close, label: close === 1 ? "close call at the line" : "close calls at the line" },
        { figure: asks, label: asks === 1 ? "bid to moderate" : "bids to moderate" },
      ]}
    />
  );
};

/** What is left out, said once above the list. */
const LeftOut = ({ page: { hidden, gone } }: { page: RankingPage }) => (
  <>
    {hidden === 0 ? null : (
      <Notice tone="info">
        <p class="govuk-body">
          {hidden === 1 ? "One bid is" : `${hidden} bids are`} left out for you, because of an interest you declared.
          Ranks, what the pot would pay and close calls are counted without {hidden === 1 ? "it" : "them"}, and can
          differ from what others see.
        </p>
      </Notice>
    )}
    {gone === 0 ? null : (
      <p class="govuk-body soft">
        {gone === 1
          ? "One bid that was scored is no longer in the round."
          : `${gone} bids that were scored are no longer in the round.`}
      </p>
    )}
  </>
);

type Recording = (line: RankedLine, criterionId: string, score: AgreedScore, reason: string) => Promise<boolean>;
/** What was recorded last, and of which bid: said where it was done. */
type Said = { id: string; text: string };
type RankingProps = {
  page: RankingPage;
  sending: ReturnType<typeof useSending>;
  record: Recording;
  said: Said | undefined;
};

const Ranking = ({ page, sending, record, said }: RankingProps) => {
  const { person } = useSession();
  const [asked, setAsked] = useState(() => nothingAsked(page));
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => new Set());
  const [moderating, setModerating] = useState<string>();
  const sits = page.panel.some(({ personId }) => personId === person?.personId);
  const pathOf = sits ? bidPath : deskApplicationPath;
  const totals = useMemo(
    () => new Map(page.bids.map(({ id, cards, agreed }) => [id, totalOf(page.criteria, cards, agreed)])),
    [page],
  );
  const { plan, errors } = planOf(asked, page);
  const allocation = useMemo(
    () => allocationOf(page.bids, plan),
    [page, plan.top, plan.capBasisPoints, plan.skipAndFill],
  );
  const open = useCallback(
    (id: string) => setOpened((now) => new Set(now.has(id) ? [...now].filter((one) => one !== id) : [...now, id])),
    [],
  );
  const below = (line: RankedLine, bid: BidTotal) => (
    <>
      <OpenedTotal line={line} page={page} bid={bid} />
      {said?.id === line.id && moderating !== line.id ? (
        <Notice role="status" focused>
          <p class="govuk-body">{said.text}</p>
        </Notice>
      ) : null}
      {!line.mayModerate ? null : moderating === line.id ? (
        <Moderate
          line={line}
          page={page}
          busy={sending.busy}
          errors={sending.errors}
          onErrors={sending.setErrors}
          onSend={(criterionId, score, reason) =>
            void record(line, criterionId, score, reason).then((done) => {
              if (done) setModerating(undefined);
            })
          }
          onCancel={() => {
            sending.setErrors([]);
            setModerating(undefined);
            // The form had the focus, and is gone.
            document.getElementById(scoreId(line.id))?.focus();
          }}
        />
      ) : (
        <Button
          kind="secondary"
          onClick={() => {
            sending.setErrors([]);
            setModerating(line.id);
          }}
        >
          Record what the panel agreed
        </Button>
      )}
    </>
  );
  const allOpen = page.bids.length > 0 && page.bids.every(({ id }) => opened.has(id));
  return (
    <div class="ranking">
      <RankingFacts page={page} />
      <LeftOut page={page} />
      <WhatIfPanel page={page} asked={asked} onAsk={setAsked} allocation={allocation} errors={errors} />
      <RankingTable
        page={page}
        totals={totals}
        allocation={allocation}
        pathOf={pathOf}
        opened={opened}
        onOpen={open}
        below={below}
      />
      <RankingRules page={page} />
      <ButtonRow>
        <Button kind="secondary" onClick={() => setOpened(new Set(allOpen ? [] : page.bids.map(({ id }) => id)))}>
          {allOpen ? "Close every total" : "Open every total"}
        </Button>
        <PrintButton>Print the ranking</PrintButton>
      </ButtonRow>
    </div>
  );
};

/** The ranking of a round after the reveal: every number opens to its arithmetic, and nothing is decided here. */
export default function RankingOfRound() {
  const { round = "" } = useRoute().params;
  const { person } = useSession();
  const sending = useSending();
  const [said, setSaid] = useState<Said>();
  const loaded = useLoaded(
    (signal) => call<typeof ranking.read>("GET /api/ranking/{round}", { params: { round }, signal }),
    [round],
  );
  const record: Recording = async (line, criterionId, score, reason) => {
    setSaid(undefined);
    const page = await sending.send((writeId) =>
      call<typeof ranking.moderate>("POST /api/ranking/{round}/moderations", {
        params: { round },
        body: { applicationId: line.id, criterionId, score, reason, writeId },
      }),
    );
    if (page === undefined) return false;
    loaded.replace(page);
    const total = page.bids.find(({ id }) => id === line.id)?.total ?? "none";
    setSaid({ id: line.id, text: `Recorded for “${labelOf(page, criterionId)}”. The total is now ${total}.` });
    return true;
  };
  const page = loaded.is === "here" ? loaded.value : undefined;
  const scores = person?.roles.some((role) => role === "trustee" || role === "chair") === true;
  return (
    <Page
      title={page === undefined ? "Ranking" : `Ranking, ${page.roundTitle}`}
      caption={page?.fundName}
      back={
        scores
          ? { href: packPath(round), text: "Your pack" }
          : { href: deskRoundPath(round), text: "Applications of the round" }
      }
      errors={sending.errors}
      status={
        page === undefined ? null : (
          <p class="govuk-body soft">For the meeting on {formatDate(page.meetingOn)}. Nothing is decided here.</p>
        )
      }
    >
      {scores ? null : <RoundPages roundId={round} here="ranking" />}
      {loaded.is === "refused" && loaded.refusal.kind === "wrong-state" ? (
        // Nothing went wrong: it is too early, and the portal says until when.
        <p class="govuk-body">
          {loaded.refusal.problem?.detail}{" "}
          {loaded.refusal.problem?.rule?.startsWith("interest/") === true ? (
            <a class="govuk-link" href={interestsPath(round)}>
              Declare your interests
            </a>
          ) : null}
        </p>
      ) : (
        <Load of={loaded} shape={<FactsShape />}>
          {(value) => <Ranking page={value} sending={sending} record={record} said={said} />}
        </Load>
      )}
    </Page>
  );
}
