import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { RankedLine, RankingPage } from "../../../shared/contract/ranking.ts";
import type { Allocation } from "../../../shared/rules/allocation.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { formatRatio, minus, type Ratio, ratio, shareOf } from "../../../shared/rules/ratio.ts";
import type { BidTotal } from "../../../shared/rules/total.ts";
import { SelectField } from "../../parts/fields.tsx";
import { Spread } from "../../parts/spread.tsx";
import { Table, type TableColumn } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";
import { marksOf, OUTCOME_WORDS, VIEWS } from "./ranking-words.ts";

/** One row: the line, its total made again from the record, its place, and what it would get. */
type Row = { line: RankedLine; bid: BidTotal; place: number; paid: Allocation["lines"][number] | undefined };

/** The button that opens a bid's total. */
export const scoreId = (applicationId: string): string => `score-${applicationId}`;

/** Where the line of every spread begins: at a ten below the lowest of all totals, and below the threshold. */
const lineFrom = (totals: ReadonlyMap<string, BidTotal>, threshold: number): number => {
  const lowest = [...totals.values()].flatMap(({ cards }) => cards.map(({ total }) => shareOf(total, 10)));
  return 10 * Math.max(0, Math.floor(Math.min(threshold / 10 - 1, ...lowest)));
};

const spreadOf = ({ line: { total }, bid }: Row, from: number, threshold: number) => {
  const each = bid.cards.map((card) => formatRatio(card.total));
  const place = (of: Ratio) => shareOf(minus(of, ratio(from)), 100 - from);
  return (
    <Spread
      dots={bid.cards.map((card) => place(card.total))}
      mean={bid.total === undefined ? undefined : place(bid.total)}
      threshold={(threshold - from) / (100 - from)}
      words={each.length === 0 ? "No scores" : `Single totals ${each.join(", ")}; together ${total ?? "none"}`}
    />
  );
};

type Columns = {
  page: RankingPage;
  pathOf: (id: string) => string;
  isOpen: (id: string) => boolean;
  onOpen: (id: string) => void;
  /** Where the lines of the spreads begin. */
  from: number;
};

const columnsOf = ({ page, pathOf, isOpen, onOpen, from }: Columns): readonly TableColumn<Row>[] => [
  {
    id: "rank",
    header: "Rank",
    cell: ({ line: { rank, levelWith } }) =>
      rank === undefined ? "–" : levelWith.length > 0 ? `${rank} =` : String(rank),
    by: ({ place }) => place,
    numeric: true,
  },
  {
    id: "bid",
    header: "Bid",
    cell: ({ line }) => (
      <>
        <a class="govuk-link" href={pathOf(line.id)}>
          <strong>{line.title}</strong>
        </a>
        <br />
        {line.organisationName}
      </>
    ),
    by: ({ line }) => line.title,
    names: true,
  },
  {
    id: "asked",
    header: "Asked",
    cell: ({ line }) => formatPounds(line.askedPence),
    by: ({ line }) => line.askedPence,
    numeric: true,
  },
  {
    id: "score",
    header: "Score",
    cell: ({ line }) => (
      <>
        <button
          type="button"
          id={scoreId(line.id)}
          class="score-button"
          aria-expanded={isOpen(line.id)}
          aria-label={`${line.total ?? "none"}: how it comes about, ${line.title}`}
          onClick={() => onOpen(line.id)}
        >
          {line.total ?? "none"}
        </button>
        {line.original === undefined ? null : (
          <span class="soft small">
            <br />
            was {line.original}
          </span>
        )}
      </>
    ),
    // By place, not by a figure: the order is of exact totals.
    by: ({ place }) => -place,
    numeric: true,
  },
  {
    id: "spread",
    header: "Spread of scores",
    cell: (row) => spreadOf(row, from, page.scoring.threshold),
  },
  {
    id: "paid",
    header: "Would get",
    cell: ({ paid }) => {
      if (paid === undefined) return <Tag>no total</Tag>;
      const { words, tone } = OUTCOME_WORDS[paid.outcome];
      return <Tag tone={tone}>{paid.outcome === "part" ? `part ${formatPounds(paid.pence)}` : words}</Tag>;
    },
    by: ({ paid }) => paid?.pence ?? -1,
  },
  {
    id: "marks",
    header: "To look at",
    cell: ({ line }) => {
      const marks = marksOf(line, page);
      return marks.length === 0 ? null : (
        <span class="marks">
          {marks.map(({ words, tone }) => (
            <Tag key={words} tone={tone}>
              {words}
            </Tag>
          ))}
        </span>
      );
    },
    by: ({ line }) =>
      marksOf(line, page)
        .map(({ words }) => words)
        .join(" "),
  },
];

type RankingTableProps = {
  page: RankingPage;
  totals: ReadonlyMap<string, BidTotal>;
  allocation: Allocation;
  pathOf: (id: string) => string;
  opened: ReadonlySet<string>;
  onOpen: (id: string) => void;
  below: (line: RankedLine, bid: BidTotal) => ComponentChildren;
};

/** The bids in their order; each score opens to its arithmetic in the row below. */
export const RankingTable = (props: RankingTableProps) => {
  const { page, totals, allocation, pathOf, opened, onOpen, below } = props;
  const [view, setView] = useState("");
  const rows = useMemo((): Row[] => {
    const paid = new Map(allocation.lines.map((line) => [line.id, line]));
    return page.bids.flatMap((line, place) => {
      const bid = totals.get(line.id);
      return bid === undefined ? [] : [{ line, bid, place, paid: paid.get(line.id) }];
    });
  }, [page, totals, allocation]);
  const from = useMemo(() => lineFrom(totals, page.scoring.threshold), [totals, page]);
  const shows = VIEWS.find(({ value }) => value === view)?.shows;
  const shown = useMemo(() => (shows === undefined ? rows : rows.filter(({ line }) => shows(line))), [rows, shows]);
  const columns = useMemo(
    () => columnsOf({ page, pathOf, isOpen: (id) => opened.has(id), onOpen, from }),
    [page, pathOf, opened, onOpen, from],
  );
  const views = VIEWS.filter(({ value, shows: fits }) => value === view || page.bids.some(fits));
  return (
    <>
      <Table
        caption="Bids in their order"
        columns={columns}
        rows={shown}
        keyOf={({ line }) => line.id}
        wordsOf={({ line }) => `${line.id} ${line.title} ${line.organisationName}`}
        tools={
          <SelectField
            id="view"
            label="Show"
            value={view}
            onChange={setView}
            blank="All bids"
            options={views.map(({ value, label }) => ({ value, label }))}
          />
        }
        below={({ line, bid }) => (opened.has(line.id) ? below(line, bid) : undefined)}
        empty="No bid of this round is scored."
      />
      {rows.length === 0 ? null : (
        <p class="govuk-body small soft">
          Spread of scores: a dot for what each trustee’s own card makes, from {from} to 100; the bar is the total, the
          dotted line the threshold of {page.scoring.threshold}.
        </p>
      )}
    </>
  );
};
