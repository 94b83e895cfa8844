import { useMemo } from "preact/hooks";
import type { AgendaItem, MeetingPage } from "../../../shared/contract/meetings.ts";
import type { RankedLine, RankingPage } from "../../../shared/contract/ranking.ts";
import { recusedFrom } from "../../../shared/rules/meeting.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { formatRatio, shareOf } from "../../../shared/rules/ratio.ts";
import { totalOf } from "../../../shared/rules/total.ts";
import { LinkButton } from "../../parts/button.tsx";
import { Spread } from "../../parts/spread.tsx";
import { Table, type TableColumn } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";
import { type AnyItem, isShown, namesOf, verdictTone, verdictWords } from "./meeting-words.ts";

const counted = (count: number, one: string, many: string): string => (count === 1 ? `one ${one}` : `${count} ${many}`);

/** Who is out of the room for a bid, in a line below its title. */
const outOf = (page: MeetingPage, item: AgendaItem): string => {
  const [recused, left] = [recusedFrom(item).length, item.left ?? []];
  return [
    ...(recused === 0 ? [] : [counted(recused, "trustee takes no part", "trustees take no part")]),
    ...(left.length === 0 ? [] : [`${namesOf(page, left)} out of the room`]),
    ...(item.from === undefined ? [] : ["put off by the meeting before"]),
  ].join("; ");
};

type DecisionProps = { item: AgendaItem; inHand: boolean; line: RankedLine | undefined; threshold: number | undefined };
const Decision = ({ item, inHand, line, threshold }: DecisionProps) => {
  if (item.struck) return <Tag>off the agenda</Tag>;
  const { decided, entered } = item;
  if (entered !== undefined)
    return (
      <>
        {decided === undefined ? null : <Tag tone={verdictTone(decided)}>{verdictWords(decided)}</Tag>}{" "}
        <Tag tone="hand">{verdictWords(entered)}, to confirm</Tag>
      </>
    );
  if (decided !== undefined) return <Tag tone={verdictTone(decided)}>{verdictWords(decided)}</Tag>;
  if (inHand) return <Tag tone="hand">in hand</Tag>;
  if (item.gone) return <Tag tone="wrong">withdrawn</Tag>;
  if (line?.below.some(({ kind }) => kind === "total")) return <Tag>below {threshold}</Tag>;
  return line?.isClose ? <Tag>close call</Tag> : null;
};

const spreadOf = ({ cards, agreed, total }: RankedLine, { criteria, scoring }: RankingPage) => {
  const bid = totalOf(criteria, cards, agreed);
  const each = bid.cards.map((card) => formatRatio(card.total)).join(", ");
  return (
    <Spread
      dots={bid.cards.map((card) => shareOf(card.total, 100))}
      mean={bid.total === undefined ? undefined : shareOf(bid.total, 100)}
      threshold={scoring.threshold / 100}
      words={`Single totals ${each}; together ${total ?? "none"}`}
    />
  );
};

type AgendaProps = {
  page: MeetingPage;
  ranking: RankingPage | undefined;
  pathOf: (applicationId: string) => string;
  onTake?: ((applicationId: string) => void) | undefined;
};

/** The bids in the order in which they are taken; the one in hand stands out. */
export const Agenda = ({ page, ranking, pathOf, onTake }: AgendaProps) => {
  const ranked = useMemo(() => new Map(ranking?.bids.map((line) => [line.id, line])), [ranking]);
  const placeOf = (item: AnyItem): number => page.items.indexOf(item) + 1;
  const scored = (item: AnyItem): RankedLine | undefined => (isShown(item) ? ranked.get(item.id) : undefined);
  const columns: TableColumn<AnyItem>[] = [
    { id: "number", header: "Bid", cell: placeOf, numeric: true },
    {
      id: "title",
      header: "Project",
      cell: (item) =>
        isShown(item) ? (
          <>
            <a class="govuk-link bid-title" href={pathOf(item.id)}>
              {item.title}
            </a>
            <br />
            {item.organisationName}
            {outOf(page, item) === "" ? null : <span class="soft small bid-out">{outOf(page, item)}</span>}
          </>
        ) : (
          <span class="soft">
            {item.inHand ? "This bid is being taken without you." : "You take no part in this bid."}
          </span>
        ),
      names: true,
    },
    {
      id: "asked",
      header: "Asked",
      cell: (item) => (isShown(item) ? formatPounds(item.askedPence) : ""),
      numeric: true,
    },
    ...(ranking === undefined
      ? []
      : [
          {
            id: "score",
            header: "Score",
            cell: (item: AnyItem) => <strong>{scored(item)?.total ?? ""}</strong>,
            numeric: true,
          },
          {
            id: "spread",
            header: "Spread of scores",
            cell: (item: AnyItem) => {
              const line = scored(item);
              return line === undefined ? null : spreadOf(line, ranking);
            },
          },
        ]),
    {
      id: "decision",
      header: "Decision",
      cell: (item) =>
        isShown(item) ? (
          <Decision
            item={item}
            inHand={item.id === page.inHand}
            line={scored(item)}
            threshold={ranking?.scoring.threshold}
          />
        ) : item.inHand ? (
          <Tag tone="hand">in hand</Tag>
        ) : null,
    },
    ...(onTake === undefined
      ? []
      : [
          {
            id: "take",
            header: "",
            cell: (item: AnyItem) =>
              !isShown(item) || item.struck || item.id === page.inHand ? null : (
                <LinkButton onClick={() => onTake(item.id)}>
                  Take<span class="govuk-visually-hidden"> {item.title}</span>
                </LinkButton>
              ),
          },
        ]),
  ];
  return (
    <Table
      caption="Agenda"
      captionHidden
      columns={columns}
      rows={page.items}
      keyOf={({ id }) => id}
      current={({ id }) => id === page.inHand}
      empty="No bid waits for this meeting yet. Eligible bids come onto the agenda by themselves."
    />
  );
};
