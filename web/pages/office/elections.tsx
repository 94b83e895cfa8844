import { useState } from "preact/hooks";
import type { approvals } from "../../../shared/contract/approvals.ts";
import type { PollsPage, PollView, polls } from "../../../shared/contract/polls.ts";
import type { ApprovalWhat } from "../../../shared/rules/approval.ts";
import { formatDate, londonDate } from "../../../shared/rules/london.ts";
import { ordinaryPollOn } from "../../../shared/rules/poll.ts";
import { call } from "../../api.ts";
import { Details } from "../../parts/details.tsx";
import { CANDIDATES_PATH } from "../../parts/election-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { Table } from "../../parts/table.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { emptyPoll, PollForm, type TypedPoll } from "./election-form.tsx";
import { type PollActs, PollPaper } from "./election-paper.tsx";
import { AskedOfElections, isBare, whySecond } from "./election-second.tsx";
import { TakeBack } from "./election-take-back.tsx";
import { Vacancy } from "./election-vacancy.tsx";
import { POLL_STATUS_WORDS } from "./election-words.ts";

const Over = ({ views }: { views: readonly PollView[] }) => (
  <Table
    caption="Elections whose period is over"
    rows={views}
    keyOf={({ poll }) => poll.id}
    empty="None yet."
    columns={[
      { id: "poll", header: "Poll", names: true, cell: ({ poll }) => `${poll.name}, ${formatDate(poll.pollOn)}` },
      { id: "status", header: "Status", cell: ({ poll }) => POLL_STATUS_WORDS[poll.status].words },
      { id: "from", header: "Period from", cell: ({ poll }) => formatDate(poll.sensitiveFrom) },
      {
        id: "until",
        header: "Until",
        cell: ({ poll, declaration }) => formatDate(declaration?.madeOn ?? poll.pollOn),
      },
      { id: "note", header: "Note", prose: true, cell: ({ poll }) => poll.note },
    ]}
  />
);

/** The next first Thursday in May after a day. */
const nextOrdinaryDay = (today: string): string => {
  const year = Number(today.slice(0, 4));
  return ordinaryPollOn(year) > today ? ordinaryPollOn(year) : ordinaryPollOn(year + 1);
};

/** Elections as rows of data: what the calendar makes of a day, what the office has changed, and where each period stands. */
export default function ElectionsPage() {
  const loaded = useLoaded((signal) => call<typeof polls.list>("GET /api/office/polls", { signal }), []);
  const asked = useLoaded((signal) => call<typeof approvals.list>("GET /api/office/approvals", { signal }), []);
  const sending = useSending();
  const [said, setSaid] = useState("");
  /** Which form the errors belong to: the row's id, or that of the new one. */
  const [at, setAt] = useState("");
  /** The reason is that of a change asked for, not of what is taken out. */
  const [asksChange, setAsksChange] = useState(false);
  const { person } = useSession();
  const isOfficer = person?.roles.includes("officer") === true;

  const act = async (form: string, done: string, run: (writeId: string) => Promise<PollsPage>) => {
    setAt(form);
    setAsksChange(false);
    setSaid("");
    const page = await sending.send(run);
    if (page === undefined) return;
    loaded.replace(page);
    setSaid(done);
  };
  const errors = sending.errors.map((error) => {
    if (error.id === undefined) return error;
    const field = error.id.replace(/^what-becomes-/, "");
    return { ...error, id: `${at}-${asksChange && field === "reason" ? "why" : field}` };
  });
  const version = loaded.is === "here" ? loaded.value.version : 0;

  /** Nothing on the page changes until somebody else agrees. */
  const ask = async (what: Extract<ApprovalWhat, { pollId: string }>, reason: string) => {
    setAt(what.pollId);
    setAsksChange("becomes" in what);
    setSaid("");
    const page = await sending.send((writeId) =>
      call<typeof approvals.ask>("POST /api/office/approvals", { body: { what, reason, writeId } }),
    );
    if (page === undefined) return;
    asked.replace(page);
    setSaid("An approver is asked. Nothing changes until somebody else agrees.");
  };

  const add = (typed: TypedPoll) =>
    void act("new", "The election is in the list.", (writeId) =>
      call<typeof polls.add>("POST /api/office/polls", { body: { ...typed, version, writeId } }),
    );
  const acts: PollActs = {
    ask: ({ poll: { id: pollId, ...was } }, becomes, reason) =>
      void ask({ type: "election", pollId, was, ...(becomes === undefined ? {} : { becomes }) }, reason),
    whySecond: (view, becomes) => (loaded.is === "here" ? whySecond(loaded.value, view, becomes) : []),
    change: (id, typed) =>
      void act(id, "The changes are saved.", (writeId) =>
        call<typeof polls.change>("PUT /api/office/polls/{id}", {
          params: { id },
          body: { ...typed, version, writeId },
        }),
      ),
    remove: (id, reason) =>
      void act(id, "The election is taken from the list.", (writeId) =>
        call<typeof polls.remove>("POST /api/office/polls/{id}/removal", {
          params: { id },
          body: { reason, version, writeId },
        }),
      ),
    declare: (id, madeOn) =>
      void act(id, "The declaration is recorded. The period has ended.", (writeId) =>
        call<typeof polls.declare>("POST /api/office/polls/{id}/declaration", {
          params: { id },
          body: { madeOn, writeId },
        }),
      ),
  };

  return (
    <Page
      title="Elections"
      errors={errors}
      lead="Rounds open, meet and are confirmed outside the sensitive period of an election. The calendar proposes every date, and you can change each of them."
    >
      {said === "" || errors.length > 0 ? null : (
        <Notice key={said + version} focused>
          <p class="govuk-body">{said}</p>
        </Notice>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={CANDIDATES_PATH}>
          The public page of figures for candidates
        </a>
      </p>
      {asked.is === "here" ? <AskedOfElections open={asked.value.open} /> : null}
      <Load of={loaded}>
        {(page) => (
          <>
            {page.polls
              .filter(({ phase }) => phase !== "over")
              .toReversed()
              .map((view) => (
                <PollPaper
                  key={`${view.poll.id} ${page.version}`}
                  {...{ view, errors, acts }}
                  bare={isBare(page, view)}
                  at={page.at}
                  busy={sending.busy}
                />
              ))}
            {isOfficer ? (
              <Details summary="Add an election" open={errors.some(({ id }) => id?.startsWith("new-"))}>
                <PollForm
                  key={page.version}
                  id="new"
                  start={emptyPoll(nextOrdinaryDay(londonDate(page.at)))}
                  action="Add this election"
                  busy={sending.busy}
                  errors={errors}
                  onSend={add}
                />
              </Details>
            ) : null}
            <Vacancy
              polls={page.polls}
              today={londonDate(page.at)}
              busy={sending.busy}
              onAdd={isOfficer ? add : undefined}
            />
            <Over views={page.polls.filter(({ phase }) => phase === "over")} />
            {page.polls
              .filter(({ may }) => may.includes("take-back"))
              .map((view) => (
                <TakeBack
                  key={view.poll.id}
                  {...{ view, errors }}
                  busy={sending.busy}
                  onAsk={(reason) =>
                    void ask(
                      {
                        ...{ type: "declaration", pollId: view.poll.id },
                        recordedAt: view.declaration?.recordedAt ?? page.at,
                      },
                      reason,
                    )
                  }
                />
              ))}
          </>
        )}
      </Load>
    </Page>
  );
}
