import type { MeetingPage } from "../../../shared/contract/meetings.ts";
import type { MeetingCommand } from "../../../shared/rules/meeting-commands.ts";
import { Button, ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { meetingPackPath, preparePath, roomPath } from "../../parts/meeting-paths.ts";
import { Tag } from "../../parts/tag.tsx";
import { rankingPath } from "../../parts/trustee-paths.ts";
import { itemInHand, STATE_WORDS } from "./meeting-words.ts";

/** "5 of 6 present (1 remote) · quorum 4 quorate · Rowan Chair confirms". */
export const StatusLine = ({ page }: { page: MeetingPage }) => {
  const here = page.members.filter((member) => member.here !== "absent");
  const remote = here.filter((member) => member.here === "remote").length;
  const item = itemInHand(page);
  const presides = item?.presides === undefined ? undefined : page.members[item.presides]?.name;
  return (
    <p class="govuk-body room-line">
      {here.length} of {page.members.length} here{remote === 0 ? "" : ` (${remote} remote)`}
      {item === undefined ? null : (
        <>
          {" "}
          · quorum {item.quorum.required}{" "}
          <Tag tone={item.quorum.quorate ? "done" : "wrong"}>{item.quorum.quorate ? "quorate" : "no quorum"}</Tag>
        </>
      )}
      {presides === undefined ? "" : ` · ${presides} confirms`}
      {page.state === "in-session" ? null : (
        <>
          {" "}
          · <Tag tone={STATE_WORDS[page.state].tone}>{STATE_WORDS[page.state].words}</Tag>
        </>
      )}
    </p>
  );
};

/** Start, adjourn, resume: what the state allows this person. */
export const Moves = ({
  page,
  busy,
  onCommand,
}: {
  page: MeetingPage;
  busy: boolean;
  onCommand: (command: MeetingCommand) => void;
}) => {
  const { may, id } = page;
  return (
    <ButtonRow>
      {may.includes("start") ? (
        <Button busy={busy} onClick={() => onCommand({ type: "start" })}>
          Start the meeting
        </Button>
      ) : null}
      {may.includes("resume") ? (
        <Button busy={busy} onClick={() => onCommand({ type: "resume" })}>
          Resume the meeting
        </Button>
      ) : null}
      {may.includes("prepare") ? (
        <ButtonLink href={preparePath(id)} kind="secondary">
          Prepare it
        </ButtonLink>
      ) : null}
      {may.includes("adjourn") ? (
        <Confirm
          action="Adjourn the meeting"
          question="Adjourn the meeting?"
          yes="Yes, adjourn it"
          no="No, go on"
          busy={busy}
          onYes={() => onCommand({ type: "adjourn" })}
        >
          <p class="govuk-body">What is decided stands. The meeting can be resumed on any day.</p>
        </Confirm>
      ) : null}
      <ButtonLink href={roomPath(id)} kind="secondary">
        Show it to the room
      </ButtonLink>
      <ButtonLink href={meetingPackPath(id)} kind="secondary">
        Read the pack
      </ButtonLink>
      <ButtonLink href={rankingPath(page.roundId)} kind="secondary">
        See the ranking
      </ButtonLink>
    </ButtonRow>
  );
};
