import type { RoundLine } from "../../../shared/contract/rounds.ts";
import { formatDeadline, msOf } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import type { TableColumn } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";
import { STATUS_WORDS } from "./round-words.ts";

type Column = TableColumn<RoundLine>;

/** What every table of rounds says of a round. */
export const STATUS: Column = {
  id: "status",
  header: "Status",
  cell: ({ status }) => <Tag tone={STATUS_WORDS[status].tone}>{STATUS_WORDS[status].words}</Tag>,
  by: ({ status }) => STATUS_WORDS[status].words,
};

export const CLOSES: Column = {
  id: "closes",
  header: "Closes",
  cell: ({ closesAt }) => formatDeadline(closesAt),
  by: ({ closesAt }) => msOf(closesAt),
};

export const POT: Column = {
  id: "pot",
  header: "Pot",
  cell: ({ potPence }) => formatWholePounds(potPence),
  by: ({ potPence }) => potPence,
  numeric: true,
};

/** The words a round is found by. */
export const roundWords = ({ id, title, fundName, status }: RoundLine): string =>
  `${id} ${title} ${fundName} ${STATUS_WORDS[status].words}`;
