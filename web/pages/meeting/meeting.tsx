import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { AgendaItem, MeetingPage } from "../../../shared/contract/meetings.ts";
import type { RankingPage, ranking } from "../../../shared/contract/ranking.ts";
import type { MeetingCommand } from "../../../shared/rules/meeting-commands.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import { Details } from "../../parts/details.tsx";
import { FactsShape, Load } from "../../parts/load.tsx";
import { MEETINGS_PATH, meetingPath } from "../../parts/meeting-paths.ts";
import { Notice } from "../../parts/notice.tsx";
import { confirmationPath, minutesPath, outcomesPath } from "../../parts/outcome-words.ts";
import { Page } from "../../parts/page.tsx";
import { bidPath } from "../../parts/trustee-paths.ts";
import { useSending } from "../../parts/use-sending.ts";
import { Agenda } from "./agenda.tsx";
import { Attendance } from "./attendance.tsx";
import { BidPanel } from "./bid-panel.tsx";
import { CarriedHere } from "./carried.tsx";
import { Closing } from "./closing.tsx";
import { EntryForm } from "./entry-form.tsx";
import { itemInHand, meetingTitle, toConfirm } from "./meeting-words.ts";
import { Papers } from "./papers.tsx";
import { Pot } from "./pot.tsx";
import { confirming, ReadBack } from "./read-back.tsx";
import { Moves, StatusLine } from "./room-head.tsx";
import type { TypedEntry } from "./typed-entry.ts";
import { type MeetingRoom, useMeeting } from "./use-meeting.ts";
import { WhatIf } from "./what-if.tsx";

/** The form stands open for a bid that nothing was entered for; else it opens when it is wanted. */
const Recorded = ({ item, open, children }: { item: AgendaItem; open: boolean; children: ComponentChildren }) =>
  item.entered === undefined && item.decided === undefined ? (
    children
  ) : (
    <Details summary={item.entered === undefined ? "Enter a new decision" : "Change what was entered"} open={open}>
      {children}
    </Details>
  );

type InSessionProps = {
  page: MeetingPage;
  room: MeetingRoom;
  closing: ReturnType<typeof useSending>;
  rankingPage: RankingPage | undefined;
  isWall: boolean;
};

const InSession = ({ page, room, closing, rankingPage, isWall }: InSessionProps) => {
  const { errors, setErrors, busy, command, refresh } = room;
  // What is typed outlives the form: somebody else's entry draws it anew.
  const typed = useRef(new Map<string, TypedEntry>());
  const item = itemInHand(page);
  const records = !isWall && page.may.includes("record");
  const run = (next: MeetingCommand) => void command(next);
  const mine = isWall ? [] : toConfirm(page);
  const words = page.decisions.find(({ id }) => id === (item?.entered ?? item?.decided)?.id);
  const agenda = (
    <Agenda
      page={page}
      ranking={rankingPage}
      pathOf={page.you === undefined ? deskApplicationPath : bidPath}
      onTake={records ? (applicationId) => run({ type: "take", applicationId }) : undefined}
    />
  );
  const besides = isWall ? null : (
    <>
      <Attendance page={page} item={item} onCommand={records ? run : undefined} />
      {rankingPage === undefined || page.state === "closed" ? null : <WhatIf ranking={rankingPage} />}
      <Papers papers={page.papers} />
    </>
  );
  if (page.state !== "in-session")
    return (
      <>
        {agenda}
        {besides}
      </>
    );
  return (
    <div class="meeting-columns">
      <div>
        {agenda}
        {besides}
      </div>
      <div>
        <BidPanel page={page} item={item}>
          {item !== undefined && mine.some(({ id }) => id === item.id) ? (
            <Button busy={busy} onClick={() => run(confirming([item]))}>
              Confirm this decision
            </Button>
          ) : null}
          {!records || item === undefined ? null : item.gone ? (
            <Button busy={busy} onClick={() => run({ type: "strike", applicationId: item.id })}>
              Take it off the agenda
            </Button>
          ) : (
            <Recorded item={item} open={typed.current.has(item.id)}>
              <EntryForm
                key={`${item.id} ${item.entered?.id} ${item.decided?.id}`}
                page={page}
                item={item}
                words={words}
                errors={errors}
                busy={busy}
                onErrors={setErrors}
                onSend={command}
                kept={typed.current.get(item.id)}
                onKeep={(now) => {
                  if (now === undefined) typed.current.delete(item.id);
                  else typed.current.set(item.id, now);
                }}
              />
            </Recorded>
          )}
        </BidPanel>
        {isWall ? null : <ReadBack page={page} busy={busy} onCommand={run} />}
        {!isWall && page.may.includes("close") ? (
          <Closing page={page} sending={closing} onClosed={() => void refresh()} />
        ) : null}
      </div>
    </div>
  );
};

/** One page for the room: the projector, the clerk and each trustee see the same meeting, and what is theirs to do. */
export default function MeetingRoomPage() {
  const { id = "" } = useRoute().params;
  const { query } = useLocation();
  const isWall = query.view === "room";
  const room = useMeeting(id);
  const { loaded, errors, busy, held, lost, command } = room;
  const closing = useSending();
  // One list for the summary: a new array would take the focus with every look.
  const wrong = errors.length > 0 ? errors : closing.errors;
  const page = loaded.is === "here" ? loaded.value : undefined;
  const [rankingPage, setRanking] = useState<RankingPage>();
  const round = page?.roundId;
  useEffect(() => {
    if (round === undefined) return;
    // Before the reveal, and to whoever has not declared, it is refused: then the list stands without scores.
    call<typeof ranking.read>("GET /api/ranking/{round}", { params: { round } }).then(setRanking, () => undefined);
  }, [round]);
  return (
    <div class={isWall ? "meeting meeting--wall" : "meeting"}>
      <Page
        title={page === undefined ? "Meeting" : meetingTitle(page)}
        caption={page === undefined ? id : `${page.fundName}, ${page.roundTitle}`}
        back={
          isWall
            ? { href: meetingPath(id), text: "Back to the meeting" }
            : { href: MEETINGS_PATH, text: "All meetings" }
        }
        errors={wrong}
        status={page === undefined ? null : <StatusLine page={page} />}
      >
        <p class="govuk-body soft" role="status">
          {lost ? "The portal cannot be reached. What stands here may be old; it goes on by itself." : ""}
          {held && !lost ? "Others have changed something. It is shown when you leave the field you are in." : ""}
        </p>
        <Load of={loaded} shape={<FactsShape />}>
          {(here) => (
            <>
              {here.state === "closed" ? (
                <Notice tone="info">
                  <p class="govuk-body">
                    The meeting is closed. What it decided stands and is carried out.{" "}
                    <a class="govuk-link" href={minutesPath(here.id)}>
                      Read the minutes
                    </a>
                    {here.you === undefined ? (
                      <>
                        {" · "}
                        <a class="govuk-link" href={confirmationPath(here.id)}>
                          Recommendations to confirm
                        </a>
                        {" · "}
                        <a class="govuk-link" href={outcomesPath(here.roundId)}>
                          Outcomes
                        </a>
                      </>
                    ) : null}
                  </p>
                  <CarriedHere meetingId={here.id} />
                </Notice>
              ) : null}
              <Pot page={here} />
              {isWall ? null : <Moves page={here} busy={busy} onCommand={(next) => void command(next)} />}
              <InSession page={here} room={room} closing={closing} rankingPage={rankingPage} isWall={isWall} />
            </>
          )}
        </Load>
      </Page>
    </div>
  );
}
