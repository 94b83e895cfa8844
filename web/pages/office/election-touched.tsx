import type { Touched } from "../../../shared/contract/polls.ts";
import { type CivilDate, formatDate, formatDeadline, londonDate } from "../../../shared/rules/london.ts";
import { deskRoundPath } from "../../parts/desk-paths.ts";
import { roundPath } from "../../parts/fund-paths.ts";
import { meetingPath } from "../../parts/meeting-paths.ts";
import { Table } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";
import { inTimeWords } from "./election-words.ts";
import { STATUS_WORDS } from "./round-words.ts";

const Rounds = ({ rounds, today }: Pick<Touched, "rounds"> & { today: CivilDate }) => (
  <Table
    caption="Rounds that are not decided"
    rows={rounds}
    keyOf={({ id }) => id}
    empty="Every round is decided."
    columns={[
      {
        id: "round",
        header: "Round",
        names: true,
        cell: ({ id, fundName, title }) => (
          <a class="govuk-link" href={roundPath(id)}>
            {fundName}, {title}
          </a>
        ),
      },
      { id: "status", header: "Now", cell: ({ status }) => STATUS_WORDS[status].words },
      {
        id: "viable",
        header: "Decided in time",
        by: ({ findings }) => -findings.length,
        cell: (round) => {
          const { words, tone } = inTimeWords(round, today);
          return <Tag tone={tone}>{words}</Tag>;
        },
      },
      { id: "closes", header: "Closes", cell: ({ closesAt }) => formatDeadline(closesAt) },
      { id: "meets", header: "Meeting", cell: ({ meetingOn }) => formatDate(meetingOn) },
      { id: "confirmed", header: "Confirmed by", cell: ({ confirmedBy }) => formatDate(confirmedBy) },
    ]}
  />
);

const Drafts = ({ rounds }: Pick<Touched, "rounds">) => (
  <Table
    caption="Drafts and whose they are"
    rows={rounds.filter(({ drafts, submitted }) => drafts + submitted > 0)}
    keyOf={({ id }) => id}
    empty="No group has begun or sent an application."
    columns={[
      {
        id: "round",
        header: "Round",
        names: true,
        cell: ({ id, title }) => (
          <a class="govuk-link" href={deskRoundPath(id)}>
            {title}
          </a>
        ),
      },
      { id: "drafts", header: "Drafts", numeric: true, cell: ({ drafts }) => drafts },
      { id: "sent", header: "Submitted", numeric: true, cell: ({ submitted }) => submitted },
      {
        id: "groups",
        header: "Groups with a draft",
        prose: true,
        cell: ({ draftGroups }) => (draftGroups.length === 0 ? "None" : draftGroups.join(", ")),
      },
    ]}
  />
);

const Meetings = ({ meetings }: Pick<Touched, "meetings">) => (
  <Table
    caption="Meetings to move"
    rows={meetings}
    keyOf={({ id }) => id}
    empty="No meeting has been prepared for a day in the period."
    columns={[
      {
        id: "meeting",
        header: "Meeting",
        names: true,
        cell: ({ id, fundName, roundTitle }) => (
          <a class="govuk-link" href={meetingPath(id)}>
            {fundName}, {roundTitle}
          </a>
        ),
      },
      { id: "on", header: "Day", cell: ({ on }) => formatDate(on) },
      { id: "state", header: "Now", cell: ({ state }) => (state === "planned" ? "Planned" : "Under way") },
    ]}
  />
);

const Letters = ({ letters }: Pick<Touched, "letters">) => (
  <Table
    caption="Letters to send before"
    rows={letters}
    keyOf={({ roundId }) => roundId}
    empty="Every group that was decided on has been told."
    columns={[
      {
        id: "round",
        header: "Round",
        names: true,
        cell: ({ roundId, fundName, roundTitle }) => (
          <a class="govuk-link" href={`${roundPath(roundId)}/outcomes`}>
            {fundName}, {roundTitle}
          </a>
        ),
      },
      { id: "untold", header: "Decided, not told", numeric: true, cell: ({ untold }) => untold },
      { id: "waiting", header: "Waiting for an approver", numeric: true, cell: ({ unconfirmed }) => unconfirmed },
      { id: "by", header: "Promised by", cell: ({ notifiedBy }) => formatDate(notifiedBy) },
    ]}
  />
);

const News = ({ news }: Pick<Touched, "news">) => (
  <Table
    caption="News to hold back"
    rows={news}
    keyOf={({ roundId }) => roundId}
    empty="No decision would become public in the period."
    columns={[
      {
        id: "round",
        header: "Round",
        names: true,
        cell: ({ fundName, roundTitle }) => `${fundName}, ${roundTitle}`,
      },
      {
        id: "why",
        header: "Why",
        cell: ({ held, on }) =>
          held ? `Decided on ${formatDate(on)} and held back now` : `Groups hear by ${formatDate(on)}, in the period`,
      },
    ]}
  />
);

/** Everything that an election touches, with the page on which each of it is changed. */
export const ElectionTouched = ({ touched }: { touched: Touched }) => (
  <>
    <Rounds rounds={touched.rounds} today={londonDate(touched.at)} />
    <Drafts rounds={touched.rounds} />
    <Meetings meetings={touched.meetings} />
    <Letters letters={touched.letters} />
    <News news={touched.news} />
  </>
);
