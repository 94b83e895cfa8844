import { useEffect, useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { scoring } from "../../../shared/contract/scoring.ts";
import type { Pack, PackLine } from "../../../shared/contract/scoring-views.ts";
import { formatDate, formatDeadline } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { bidsHere, forgetBid, keepBid, keepPack, keptBid, keptPack } from "../../device/pack-copy.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { Progress } from "../../parts/bar.tsx";
import { ButtonLink } from "../../parts/button.tsx";
import { FactsShape } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { usePagesAhead } from "../../parts/pages-ahead.ts";
import { RefusalNotice } from "../../parts/refusal.tsx";
import { Table, type TableColumn } from "../../parts/table.tsx";
import { Tag, type TagTone } from "../../parts/tag.tsx";
import { bidPath, interestsPath, rankingPath, TRUSTEE_PATH } from "../../parts/trustee-paths.ts";
import { useCopied } from "./use-copied.ts";

/** Where a bid stands for this trustee, in a word or two. */
const standOf = ({ standing, card, assigned, gone }: PackLine): { words: string; tone: TagTone } => {
  if (standing === "recused") return { words: "You take no part", tone: "quiet" };
  if (standing === "waits") return { words: "Waits for a ruling", tone: "hand" };
  if (standing === "undeclared") return { words: "Declare first", tone: "hand" };
  if (gone) return { words: "No longer scored", tone: "quiet" };
  if (card === "submitted") return { words: "Scored", tone: "done" };
  if (card === "to-confirm") return { words: "Confirm the card", tone: "hand" };
  if (!assigned) return { words: "To read", tone: "quiet" };
  return card === "draft" ? { words: "Started", tone: "hand" } : { words: "To score", tone: "quiet" };
};

const COLUMNS: readonly TableColumn<PackLine>[] = [
  {
    id: "bid",
    header: "Bid",
    cell: ({ id, title, organisationName, standing }) => (
      <>
        {standing === "clear" ? (
          <a class="govuk-link" href={bidPath(id)}>
            <strong>{title}</strong>
          </a>
        ) : (
          <strong>{title}</strong>
        )}
        <br />
        {organisationName}
      </>
    ),
    by: ({ title }) => title,
    names: true,
  },
  { id: "reference", header: "Reference", cell: ({ id }) => id, by: ({ id }) => id, tight: true },
  {
    id: "asked",
    header: "Asked",
    cell: ({ askedPence }) => (askedPence === undefined ? "" : formatPounds(askedPence)),
    by: ({ askedPence = -1 }) => askedPence,
    numeric: true,
  },
  {
    id: "card",
    header: "Your card",
    cell: (line) => <Tag tone={standOf(line).tone}>{standOf(line).words}</Tag>,
    by: (line) => standOf(line).words,
    tight: true,
  },
];

const readBid = (id: string) => call<typeof scoring.bid>("GET /api/trustee/bids/{id}", { params: { id } });

/** Fetches the bids one after the other, so that they can be read in a train. Says how many are here. */
const useBidsHere = (pack: Pack | undefined, personId: string | undefined, offline: boolean): number => {
  const [here, setHere] = useState(0);
  useEffect(() => {
    if (pack === undefined || personId === undefined) return;
    let gone = false;
    const shelf = deviceShelf();
    const say = () => setHere(bidsHere(shelf, personId, pack.round.roundId));
    const fetchAll = async (): Promise<void> => {
      for (const { id, standing } of pack.bids) {
        if (gone) return;
        if (standing !== "clear") forgetBid(shelf, personId, id);
        else if (!offline && keptBid(shelf, personId, id) === undefined) {
          const bid = await readBid(id).catch(() => undefined);
          // No room, or no network: the rest is read when it is opened.
          if (bid === undefined || !keepBid(shelf, personId, bid)) break;
          say();
        }
      }
      say();
    };
    void fetchAll();
    return () => {
      gone = true;
    };
  }, [pack, personId, offline]);
  return here;
};

const List = ({ pack, here, offline }: { pack: Pack; here: number; offline: boolean }) => {
  const { round, bids } = pack;
  const { submitted, toScore, endsAt, ended, toDeclare, revealed, meetingOn } = round;
  const next = bids.find(
    ({ standing, assigned, card, gone }) => standing === "clear" && assigned && !gone && card !== "submitted",
  );
  const readable = bids.filter(({ standing }) => standing === "clear").length;
  return (
    <>
      {offline ? (
        <Notice tone="hand" title="The portal cannot be reached">
          <p class="govuk-body">
            This is the copy on your device. Go on: your scores are sent when you are back online.
          </p>
        </Notice>
      ) : null}
      <Progress done={submitted} of={toScore} words={`${submitted} of ${toScore} scored`} />
      <p class="govuk-body">
        {ended ? "Scoring ended" : "Scoring ends"} at {formatDeadline(endsAt)}. The meeting is on{" "}
        {formatDate(meetingOn)}.
        {readable > 0 ? ` ${here} of ${readable} bids can be read on this device without a network.` : ""}
      </p>
      {toDeclare > 0 ? (
        <Notice tone="hand" title={toDeclare === 1 ? "One bid is not declared" : `${toDeclare} bids are not declared`}>
          <p class="govuk-body">
            A bid opens once you have said whether you have an interest in it.{" "}
            <a class="govuk-link" href={interestsPath(round.roundId)}>
              Declare your interests
            </a>
          </p>
        </Notice>
      ) : null}
      {revealed ? (
        <ButtonLink href={rankingPath(round.roundId)}>See the ranking</ButtonLink>
      ) : next === undefined || ended ? null : (
        <ButtonLink href={bidPath(next.id)}>
          {submitted === 0 ? "Start with the first bid" : "Go to the next bid"}
        </ButtonLink>
      )}
      <Table
        caption="The bids"
        columns={COLUMNS}
        rows={bids}
        keyOf={({ id }) => id}
        wordsOf={(line) => `${line.id} ${line.title} ${line.organisationName} ${standOf(line).words}`}
        empty="No bid is in the pack yet."
      />
      <p class="govuk-body">
        <a class="govuk-link" href={interestsPath(round.roundId)}>
          Your interests in this round
        </a>
      </p>
    </>
  );
};

/** A trustee's pack of one round: the list with progress, and the way to the next bid. */
export default function PackPage() {
  const { round = "" } = useRoute().params;
  const pagesHere = usePagesAhead(/^\/(trustee|ranking|sign-out)\b/);
  const pack = useCopied<Pack>(
    {
      read: (signal) => call<typeof scoring.pack>("GET /api/trustee/rounds/{round}", { params: { round }, signal }),
      keep: keepPack,
      kept: (shelf, personId) => keptPack(shelf, personId, round),
    },
    round,
  );
  const shown = pack.is === "here" ? pack : undefined;
  const here = useBidsHere(shown?.value, shown?.personId, shown?.offline ?? true);
  return (
    <Page
      title="Your pack"
      caption={shown === undefined ? undefined : `${shown.value.round.fundName}, ${shown.value.round.title}`}
      back={{ href: TRUSTEE_PATH, text: "Bids to score" }}
    >
      {pack.is === "loading" ? <FactsShape /> : null}
      {pack.is === "refused" ? <RefusalNotice refusal={pack.refusal} onRetry={pack.reload} /> : null}
      {shown === undefined ? null : (
        <List pack={shown.value} here={pagesHere || shown.offline ? here : 0} offline={shown.offline} />
      )}
    </Page>
  );
}
