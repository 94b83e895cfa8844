import type { Availability, availability, ProposedExtension } from "../../../shared/contract/availability.ts";
import type { Gap } from "../../../shared/rules/availability.ts";
import { counted } from "../../../shared/rules/counted.ts";
import { formatDateTime, formatDeadline } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { DESK_PATH } from "../../parts/desk-paths.ts";
import { roundPath } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { Table, type TableColumn } from "../../parts/table.tsx";
import { AvailabilityDays } from "./availability-days.tsx";

const minutesInWords = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [...(hours > 0 ? [counted(hours, "hour")] : []), ...(rest > 0 ? [counted(rest, "minute")] : [])].join(" ");
};

const gapColumns = (answeredAt: string): readonly TableColumn<Gap>[] => [
  {
    id: "from",
    header: "No answer from",
    cell: ({ from }) => formatDateTime(from),
    by: ({ from }) => from,
    names: true,
  },
  {
    id: "to",
    header: "Answered again",
    cell: ({ to }) => (to > answeredAt ? "Not yet" : formatDateTime(to)),
    by: ({ to }) => to,
  },
  { id: "for", header: "For", cell: ({ minutes }) => minutesInWords(minutes), by: ({ minutes }) => minutes },
  {
    id: "failed",
    header: "Attempts told of",
    cell: ({ failed }) => failed,
    by: ({ failed }) => failed,
    numeric: true,
  },
];

const FAILED: readonly TableColumn<Availability["failed"][number]>[] = [
  { id: "hour", header: "Hour from", cell: ({ hour }) => formatDateTime(hour), by: ({ hour }) => hour, names: true },
  { id: "count", header: "Attempts", cell: ({ count }) => count, by: ({ count }) => count, numeric: true },
];

const Proposal = ({ proposal: { outages, closesAt } }: { proposal: ProposedExtension }) => {
  const [first] = outages;
  if (first === undefined) return null;
  return (
    <Notice tone="hand" title={`${first.title}: an extension is proposed`}>
      <p class="govuk-body">
        The portal gave no answer in the last 24 hours before this round closes or closed, at {formatDeadline(closesAt)}
        .
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={roundPath(first.roundId)}>
          Read the proposed extension
        </a>
      </p>
    </Notice>
  );
};

const Weeks = ({ at, since, answeredAt = "", gaps, failed, proposals }: Availability) =>
  since === undefined ? (
    <Notice tone="quiet">
      <p class="govuk-body">Nothing is known yet. The portal asks itself once a minute.</p>
    </Notice>
  ) : (
    <>
      {proposals.map((proposal) => (
        <Proposal key={proposal.closesAt + proposal.version} proposal={proposal} />
      ))}
      <AvailabilityDays gaps={gaps} since={since} at={at} />
      <Table
        caption="When the portal gave no answer"
        columns={gapColumns(answeredAt)}
        rows={gaps}
        keyOf={({ from }) => from}
        wordsOf={({ from, to }) => `${formatDateTime(from)} ${formatDateTime(to)}`}
        empty="It has answered in every minute of the last four weeks that is known."
      />
      <Table
        caption="Saves and submissions that were turned away"
        columns={FAILED}
        rows={failed}
        keyOf={({ hour }) => hour}
        wordsOf={({ hour }) => formatDateTime(hour)}
        empty="No page has told of a failed attempt in the last four weeks."
      />
      <p class="govuk-body soft">
        Pages try again by themselves, and tell afterwards how often they had to. What is counted says nothing about who
        it was, or what they wrote.
      </p>
    </>
  );

/** When the portal could not be reached: its own measure, once a minute, and what pages told of. */
export default function AvailabilityPage() {
  const loaded = useLoaded((signal) => call<typeof availability.read>("GET /api/office/availability", { signal }), []);
  return (
    <Page
      title="When the portal could not be reached"
      back={{ href: DESK_PATH, text: "All rounds" }}
      lead="Once a minute the portal asks itself through its public address whether it would take a save."
    >
      <Load of={loaded}>{(known) => <Weeks {...known} />}</Load>
    </Page>
  );
}
