import { useRef } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { MeetingPage, meetings } from "../../../shared/contract/meetings.ts";
import type { PackBid, packs } from "../../../shared/contract/packs.ts";
import type { RankingPage, ranking } from "../../../shared/contract/ranking.ts";
import type { Fund } from "../../../shared/rules/fund.ts";
import { formatDate } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { meetingPath } from "../../parts/meeting-paths.ts";
import { Page } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import { Scrolls } from "../../parts/scrolls.tsx";
import { AnswersPart, answersPartId, BidPart, bidPartId, type PackedBid } from "./pack-bid.tsx";
import { usePageNumbers } from "./use-page-numbers.ts";

type Whole = { meeting: MeetingPage; ranking: RankingPage; form: Fund; bids: PackedBid[]; kept: number };

/** The meeting, its ranking and every bid, part by part. */
const readPack = async (id: string, signal: AbortSignal): Promise<Whole> => {
  const meeting = await call<typeof meetings.one>("GET /api/meetings/{id}", { params: { id }, signal });
  const scores = await call<typeof ranking.read>("GET /api/ranking/{round}", {
    params: { round: meeting.roundId },
    signal,
  });
  const read = (from: number) =>
    call<typeof packs.part>("GET /api/packs/{id}", {
      params: { id },
      query: from === 0 ? {} : { from: String(from) },
      signal,
    });
  const { form, kept, ...first } = await read(0);
  const bids: PackBid[] = [...first.bids];
  for (let { next } = first; next !== undefined; ) {
    const part = await read(next);
    bids.push(...part.bids);
    next = part.next;
  }
  const lines = new Map(scores.bids.map((line) => [line.id, line]));
  return {
    ...{ meeting, ranking: scores, form, kept },
    bids: bids.map((bid, n) => ({ number: n + 1, bid, line: lines.get(bid.id) })),
  };
};

const SUMMARY = "summary";

const Summary = ({ whole, numbers }: { whole: Whole; numbers: ReadonlyMap<string, number> }) => {
  const { meeting, bids, kept } = whole;
  const askedPence = bids.reduce((sum, { bid }) => sum + bid.submission.requestedPence, 0);
  return (
    <section class="pack__part" id={SUMMARY}>
      <h2>
        {meeting.panel.name}: meeting on {formatDate(meeting.on)}
      </h2>
      <dl>
        <div>
          <dt>Fund and round</dt>
          <dd>
            {meeting.fundName}, {meeting.roundTitle}
          </dd>
        </div>
        <div>
          <dt>When and where</dt>
          <dd>
            {formatDate(meeting.on)}, {meeting.startsAt}
            {meeting.place === "" ? "" : `, ${meeting.place}`}
          </dd>
        </div>
        <div>
          <dt>Who sits</dt>
          <dd>
            {meeting.members.map(({ name, seat }) => (seat === "trustee" ? name : `${name} (${seat})`)).join(", ")}
          </dd>
        </div>
        <div>
          <dt>The pot</dt>
          <dd>{meeting.pot.map(({ name, amountPence }) => `${formatPounds(amountPence)} from ${name}`).join("; ")}</dd>
        </div>
        <div>
          <dt>Asked</dt>
          <dd>
            {formatPounds(askedPence)} by {bids.length} {bids.length === 1 ? "bid" : "bids"}
          </dd>
        </div>
      </dl>
      {kept === 0 ? null : (
        <p>
          {kept === 1 ? "One bid is" : `${kept} bids are`} left out of this pack: you take no part in{" "}
          {kept === 1 ? "it" : "them"}.
        </p>
      )}
      <h3>Contents, in the order of the agenda</h3>
      <Scrolls class="pack__scroll" label="Contents">
        <table>
          <thead>
            <tr>
              <th scope="col">Bid</th>
              <th scope="col" class="pack__number">
                Asked
              </th>
              <th scope="col" class="pack__number">
                Score
              </th>
              <th scope="col" class="pack__number">
                Page
              </th>
              <th scope="col" class="pack__number">
                Answers
              </th>
            </tr>
          </thead>
          <tbody>
            {bids.map(({ number, bid, line }) => (
              <tr key={bid.id}>
                <th scope="row">
                  <a class="govuk-link" href={`#${bidPartId(bid.id)}`}>
                    {number}. {bid.submission.title}
                  </a>
                  , {bid.organisationName}
                </th>
                <td class="pack__number">{formatPounds(bid.submission.requestedPence)}</td>
                <td class="pack__number">{line?.total ?? "–"}</td>
                <td class="pack__number">{numbers.get(bidPartId(bid.id))}</td>
                <td class="pack__number">
                  <a class="govuk-link" href={`#${answersPartId(bid.id)}`}>
                    {numbers.get(answersPartId(bid.id))}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </section>
  );
};

const Pack = ({ whole }: { whole: Whole }) => {
  const pack = useRef<HTMLDivElement>(null);
  const measure = useRef<HTMLDivElement>(null);
  const numbers = usePageNumbers(pack, measure, whole);
  return (
    <>
      <p class="govuk-body no-print">
        Print it, or save it as a PDF from the print window: each bid begins a page, and the contents name the pages.
      </p>
      <div class="no-print">
        <PrintButton>Print the pack</PrintButton>
      </div>
      <div class="pack" ref={pack}>
        <Summary whole={whole} numbers={numbers} />
        {whole.bids.map((packed) => (
          <BidPart key={packed.bid.id} packed={packed} form={whole.form} ranking={whole.ranking} />
        ))}
        {whole.bids.map((packed) => (
          <AnswersPart key={packed.bid.id} packed={packed} form={whole.form} />
        ))}
      </div>
      <div class="pack__window" aria-hidden="true">
        <div class="pack pack__measure" ref={measure} />
      </div>
    </>
  );
};

/** The papers of a meeting: a summary with its contents, each bid with its scores and comments, and every answer. */
export default function PackPage() {
  const { id = "" } = useRoute().params;
  const loaded = useLoaded((signal) => readPack(id, signal), [id]);
  return (
    <Page title="The meeting’s pack" back={{ href: meetingPath(id), text: "The meeting" }}>
      <Load of={loaded} shape={<FactsShape />}>
        {(whole) => <Pack whole={whole} />}
      </Load>
    </Page>
  );
}
