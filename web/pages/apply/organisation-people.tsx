import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { GroupPeople, JoinLine, organisations } from "../../../shared/contract/organisations.ts";
import { formatShortDate, londonDate } from "../../../shared/rules/london.ts";
import type { JoinAnswer } from "../../../shared/rules/membership.ts";
import { call, Refusal } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useSession } from "../../parts/session.tsx";
import { Told } from "../../parts/told.tsx";
import { GROUPS_PATH } from "./organisation-paths.ts";

/** Sends one thing at a time under a write id that is kept until it is answered. */
const useSending = () => {
  const [refusal, setRefusal] = useState<Refusal>();
  const [busy, setBusy] = useState(false);
  const writeIds = useRef(new Map<string, string>());
  const send = async (what: string, run: (writeId: string) => Promise<void>): Promise<void> => {
    if (busy) return;
    const writeId = writeIds.current.get(what) ?? crypto.randomUUID();
    writeIds.current.set(what, writeId);
    setBusy(true);
    setRefusal(undefined);
    try {
      await run(writeId);
      writeIds.current.delete(what);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      setRefusal(error);
    } finally {
      setBusy(false);
    }
  };
  return { refusal, busy, send };
};

const Asking = ({ join, busy, answer }: { join: JoinLine; busy: boolean; answer: (said: JoinAnswer) => void }) => (
  <Notice tone="hand" title={`${join.name || join.email} asks to join`}>
    <p class="govuk-body break">
      {join.email}, on {formatShortDate(londonDate(join.askedAt))}. Say yes only to somebody you know: they can then
      read and change all that your group writes here.
    </p>
    <ButtonRow>
      <Button onClick={() => answer("accepted")} busy={busy}>
        Yes, let them in
      </Button>
      <Button kind="secondary" onClick={() => answer("refused")} busy={busy}>
        No
      </Button>
    </ButtonRow>
  </Notice>
);

type PeopleProps = {
  id: string;
  name: string;
  people: GroupPeople;
  replace: (people: GroupPeople) => void;
  /** What stands between the requests, which come first, and the members. */
  children: ComponentChildren;
};

/** Requests to join, the group itself, and its members with the way out. */
export const People = ({ id, name, people, replace, children }: PeopleProps) => {
  const { person, reload } = useSession();
  const { route } = useLocation();
  const { refusal, busy, send } = useSending();
  const [said, setSaid] = useState("");
  const { members, joins } = people;
  const alone = members.length <= 1;
  const answer = (join: JoinLine, given: JoinAnswer): Promise<void> =>
    send(`${join.personId} ${given}`, async (writeId) => {
      const asked = { params: { id, personId: join.personId }, body: { answer: given, writeId } };
      replace(await call<typeof organisations.answerJoin>("POST /api/organisations/{id}/joins/{personId}", asked));
      const who = join.name || join.email;
      setSaid(given === "accepted" ? `${who} is now a member.` : `We tell ${who} that the answer is no.`);
    });
  const leave = (): Promise<void> =>
    send("leave", async (writeId) => {
      const asked = { params: { id }, body: { evenIfLast: alone, writeId } };
      await call<typeof organisations.leave>("POST /api/organisations/{id}/leaving", asked);
      await reload();
      route(GROUPS_PATH);
    });
  return (
    <>
      <Told refusal={refusal} said={said} />
      {joins.map((join) => (
        <Asking key={join.personId} join={join} busy={busy} answer={(given) => void answer(join, given)} />
      ))}
      {children}
      <h2 class="govuk-heading-m">Members</h2>
      <p class="govuk-body">Members read and change everything that this group writes here.</p>
      <ul class="govuk-list govuk-list--spaced">
        {members.map((member) => (
          <li key={member.personId}>
            <strong>{member.name || "Name not given yet"}</strong>
            {member.personId === person?.personId ? " (you)" : ""}
            <br />
            <span class="soft break">{member.email}</span>
          </li>
        ))}
      </ul>
      <Confirm
        action="Leave this group"
        question={alone ? `You are the last member of ${name}. Leave it without members?` : `Leave ${name}?`}
        yes="Yes, leave it"
        no="No, stay"
        onYes={() => void leave()}
        busy={busy}
      >
        <p class="govuk-body">
          {alone
            ? "Nobody can then see or change its applications until our office lets somebody in."
            : "You no longer see its applications. Another member can let you in again."}
        </p>
      </Confirm>
    </>
  );
};
