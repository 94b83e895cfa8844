import type { RegisterLine, ScoringLine, SeatProgress } from "../../../shared/contract/scoring-views.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import type { TableColumn } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";

const SEAT_WORDS = { chair: "Chair", deputy: "Deputy chair", trustee: "Trustee" } as const satisfies Record<
  SeatProgress["seat"],
  string
>;

const KIND_WORDS = {
  none: "None",
  direct: "Direct",
  indirect: "Indirect",
  loyalty: "Loyalty",
  gift: "Gift",
} as const satisfies Record<RegisterLine["kind"], string>;

const STANDING_WORDS = {
  undeclared: "not declared",
  clear: "takes part",
  waits: "waits for a ruling",
  recused: "takes no part",
} as const satisfies Record<RegisterLine["standing"], string>;

/** The panel with its progress. */
export const SEATS: readonly TableColumn<SeatProgress>[] = [
  {
    id: "name",
    header: "Trustee",
    cell: ({ name, seat }) => (
      <>
        <strong>{name}</strong>
        {seat === "trustee" ? "" : `, ${SEAT_WORDS[seat].toLowerCase()}`}
      </>
    ),
    by: ({ name }) => name,
    names: true,
  },
  {
    id: "cards",
    header: "Cards in",
    cell: ({ submitted, toScore }) => `${submitted} of ${toScore}`,
    by: ({ submitted }) => submitted,
    numeric: true,
  },
  {
    id: "declare",
    header: "To declare",
    cell: ({ toDeclare }) => toDeclare,
    by: ({ toDeclare }) => toDeclare,
    numeric: true,
  },
  {
    id: "waits",
    header: "Wait for a ruling",
    cell: ({ waiting }) => waiting,
    by: ({ waiting }) => waiting,
    numeric: true,
  },
  {
    id: "recused",
    header: "Take no part in",
    cell: ({ recused }) => recused,
    by: ({ recused }) => recused,
    numeric: true,
  },
  {
    id: "finished",
    header: "",
    cell: ({ finishedAt }) => (finishedAt === undefined ? null : <Tag tone="done">finished</Tag>),
    tight: true,
  },
];

/** The bids that are scored. */
export const BIDS: readonly TableColumn<ScoringLine>[] = [
  {
    id: "bid",
    header: "Bid",
    cell: ({ title, organisationName, id }) => (
      <>
        <a class="govuk-link" href={deskApplicationPath(id)}>
          <strong>{title}</strong>
        </a>
        <br />
        {organisationName} <span class="soft">{id}</span>
      </>
    ),
    by: ({ title }) => title,
    names: true,
  },
  {
    id: "asked",
    header: "Asked",
    cell: ({ askedPence }) => formatPounds(askedPence),
    by: ({ askedPence }) => askedPence,
    numeric: true,
  },
  {
    id: "cards",
    header: "Cards in",
    cell: ({ submitted, scorers, hiddenFrom }) => `${submitted} of ${scorers.length - hiddenFrom.length}`,
    by: ({ submitted }) => submitted,
    numeric: true,
  },
  {
    id: "note",
    header: "",
    cell: ({ gone, scorers, hiddenFrom, least }) =>
      gone ? (
        <Tag tone="quiet">no longer scored</Tag>
      ) : scorers.length === 0 ? (
        <Tag tone="hand">not given out</Tag>
      ) : scorers.length - hiddenFrom.length < least ? (
        <Tag tone="hand">fewer than {least} scorers</Tag>
      ) : null,
  },
];

/** The register of interests. */
export const REGISTER: readonly TableColumn<RegisterLine>[] = [
  { id: "who", header: "Trustee", cell: ({ name }) => name, by: ({ name }) => name, names: true },
  {
    id: "bid",
    header: "Bid",
    cell: ({ title, organisationName }) => `${title}, ${organisationName}`,
    by: ({ title }) => title,
    prose: true,
  },
  {
    id: "interest",
    header: "Interest",
    cell: ({ kind, about, backed, late, takenBack }) => (
      <>
        {KIND_WORDS[kind]}
        {backed === true ? ", backed the bid" : ""}
        {about === undefined ? "" : `: ${about}`} {late ? <Tag tone="hand">late</Tag> : null}
        {takenBack ? <Tag tone="hand">taken back</Tag> : null}
      </>
    ),
    prose: true,
  },
  {
    id: "ruling",
    header: "What follows",
    cell: ({ standing, ruling }) =>
      ruling === undefined
        ? STANDING_WORDS[standing]
        : `${STANDING_WORDS[standing]}: ${ruling.reason} (${ruling.byName})`,
    prose: true,
  },
];
