import type { DeskApplication } from "../../../shared/contract/desk.ts";
import type { ApplicationMail, MarkedAddress, mail, ToldEvent } from "../../../shared/contract/mail.ts";
import { lowerEmail } from "../../../shared/rules/identifiers.ts";
import { formatDate, formatDateTime, londonDate } from "../../../shared/rules/london.ts";
import { TEMPLATE_WORDS } from "../../../shared/rules/message-words.ts";
import { call } from "../../api.ts";
import { Details } from "../../parts/details.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Paper } from "../../parts/page.tsx";
import { FateOf, MailStateNotice } from "./mail-lines.tsx";

type Group = DeskApplication["organisation"];

/** The contact of the group whose address is another one. */
const otherContact = (group: Group, marked: string) => {
  if (group === undefined) return undefined;
  return [
    { name: group.mainContactName, email: group.mainContactEmail, phone: group.mainContactPhone },
    { name: group.secondContactName, email: group.secondContactEmail, phone: group.secondContactPhone },
  ].find(({ name, email }) => name !== "" && lowerEmail(email) !== lowerEmail(marked));
};

const Marked = ({ marked, group }: { marked: MarkedAddress; group: Group }) => {
  const { email, why, at, confirmed } = marked;
  if (confirmed) return null;
  const other = otherContact(group, email);
  return (
    <Notice tone="hand" title={why === "bounced" ? `Email to ${email} comes back` : `${email} reported us as junk`}>
      <p class="govuk-body">
        Since {formatDate(londonDate(at))} nothing more is sent there, until its owner signs in and confirms it.{" "}
        {other === undefined
          ? "The group has named no other contact."
          : `The other contact is ${other.name}: ${other.phone}, ${other.email}.`}
      </p>
    </Notice>
  );
};

const counted = ({
  account: { told, delivered, waiting, undelivered, missing },
}: Pick<ToldEvent, "account">): string =>
  told === 0
    ? "nobody of the group could be told"
    : [
        `${told} told`,
        `${delivered} delivered`,
        ...(waiting > 0 ? [`${waiting} waiting`] : []),
        ...(undelivered > 0 ? [`${undelivered} undelivered`] : []),
        ...(missing > 0 ? [`${missing} not written`] : []),
      ].join(", ");

const Log = ({ log, group }: { log: ApplicationMail; group: Group }) => (
  <>
    <MailStateNotice state={log.state} />
    {log.marked.map((marked) => (
      <Marked key={marked.email} marked={marked} group={group} />
    ))}
    {log.events.length === 0 ? (
      <p class="govuk-body soft">Nobody has been written to about it yet.</p>
    ) : (
      <p class="govuk-body">In all: {counted(log)}.</p>
    )}
    {log.events.map((event) => (
      <Details
        key={event.eventId}
        summary={`${TEMPLATE_WORDS[event.template]}, ${formatDateTime(event.at)}`}
        open={event.account.undelivered + event.account.missing > 0}
      >
        <p class="govuk-body">{counted(event)}.</p>
        <ul class="govuk-list">
          {event.lines.map((line) => (
            <li key={`${line.recipient}/${line.id}`}>
              {line.to}: <FateOf line={line} />
            </li>
          ))}
        </ul>
      </Details>
    ))}
  </>
);

/** Everything written about a bid: to whom, when, and what became of it. The office's alone. */
export const Mail = ({ bid: { id, organisation } }: { bid: DeskApplication }) =>
  organisation === undefined ? null : <MailOf id={id} group={organisation} />;

const MailOf = ({ id, group }: { id: string; group: Group }) => {
  const loaded = useLoaded(
    (signal) => call<typeof mail.ofApplication>("GET /api/mail/applications/{id}", { params: { id }, signal }),
    [id],
  );
  return (
    <Paper title="Email about this bid">
      <Load of={loaded}>{(log) => <Log log={log} group={group} />}</Load>
    </Paper>
  );
};
