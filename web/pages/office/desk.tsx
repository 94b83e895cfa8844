import { useMemo } from "preact/hooks";
import type { approvals } from "../../../shared/contract/approvals.ts";
import type { mail } from "../../../shared/contract/mail.ts";
import type { organisations } from "../../../shared/contract/organisations.ts";
import type { RoundLine, rounds } from "../../../shared/contract/rounds.ts";
import type { SignedIn } from "../../../shared/contract/session.ts";
import { formatDate } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { call, Refusal } from "../../api.ts";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { deskRoundPath, PERSON_PATH } from "../../parts/desk-paths.ts";
import { ROUNDS_PATH, roundPath } from "../../parts/fund-paths.ts";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { MailReturned } from "../../parts/mail-returned.tsx";
import { Page } from "../../parts/page.tsx";
import { RefusalNotice } from "../../parts/refusal.tsx";
import { useSession } from "../../parts/session.tsx";
import { Table, type TableColumn } from "../../parts/table.tsx";
import { CLOSES, POT, roundWords, STATUS } from "./round-columns.tsx";

/** Administrators see when rounds are and what they come to, but no application. */
const columnsFor = (readsBids: boolean): readonly TableColumn<RoundLine>[] => [
  {
    id: "round",
    header: "Round",
    cell: ({ id, title, fundName }) => (
      <>
        <a class="govuk-link" href={readsBids ? deskRoundPath(id) : roundPath(id)}>
          <strong>{title}</strong>
        </a>
        <br />
        {fundName}
      </>
    ),
    by: ({ fundName, title }) => `${fundName} ${title}`,
    names: true,
  },
  STATUS,
  CLOSES,
  {
    id: "drafts",
    header: "Drafts",
    cell: ({ totals }) => totals.drafts,
    by: ({ totals }) => totals.drafts,
    numeric: true,
  },
  {
    id: "sent",
    header: "Sent",
    cell: ({ totals }) => totals.submitted,
    by: ({ totals }) => totals.submitted,
    numeric: true,
  },
  {
    id: "asked",
    header: "Asked",
    cell: ({ totals }) => formatWholePounds(totals.askedPence),
    by: ({ totals }) => totals.askedPence,
    numeric: true,
  },
  POT,
];

type Need = { href: string; words: string };

/** What waits for the office, the most pressing first; each leads to where it is done. */
const needsOf = (lines: readonly RoundLine[], disputes: number, joins: number, undelivered: number): Need[] => [
  ...lines
    .filter(({ status, totals }) => status === "closed" && totals.submitted > totals.eligible + totals.notEligible)
    .map(({ id, title, fundName, totals, meetingOn }) => ({
      href: deskRoundPath(id),
      words: `${fundName}, ${title}: ${totals.submitted - totals.eligible - totals.notEligible} to check before the meeting on ${formatDate(meetingOn)}`,
    })),
  ...(joins === 0
    ? []
    : [
        {
          href: "/office/organisations",
          words: `${joins === 1 ? "One person waits" : `${joins} people wait`} to join a group`,
        },
      ]),
  ...(undelivered === 0
    ? []
    : [{ href: "/office/mail", words: `${undelivered === 1 ? "One email" : `${undelivered} emails`} did not arrive` }]),
  ...(disputes === 0
    ? []
    : [
        {
          href: "/office/organisations",
          words: `${disputes === 1 ? "One number or name is" : `${disputes} numbers or names are`} claimed by two groups`,
        },
      ]),
];

const approvalNeeds = (answers: number): Need[] =>
  answers === 0
    ? []
    : [
        {
          href: "/office/approvals",
          words: `${answers === 1 ? "One request waits" : `${answers} requests wait`} for an approver`,
        },
      ];

const load = async (person: SignedIn, signal: AbortSignal) => {
  const office = person.roles.includes("officer") || person.roles.includes("approver");
  const approves = person.roles.includes("approver");
  const [{ rounds: lines }, waiting, undelivered, asked] = await Promise.all([
    call<typeof rounds.list>("GET /api/office/rounds", { query: {}, signal }),
    office ? call<typeof organisations.waiting>("GET /api/office/organisations", { signal }) : undefined,
    office ? call<typeof mail.undelivered>("GET /api/mail/undelivered", { signal }) : undefined,
    approves ? call<typeof approvals.list>("GET /api/office/approvals", { signal }) : undefined,
  ]);
  const { disputes = [], joins = [] } = waiting ?? {};
  // Who only reads is asked for nothing.
  if (!office) return { lines, needs: undefined };
  const answers = asked?.open.filter(({ mayAnswer }) => mayAnswer).length ?? 0;
  const needs = needsOf(lines, disputes.length, joins.length, undelivered?.lines.length ?? 0);
  return { lines, needs: [...approvalNeeds(answers), ...needs] };
};

const Rounds = ({ person }: { person: SignedIn }) => {
  const loaded = useLoaded((signal) => load(person, signal), [person.personId]);
  const isOfficer = person.roles.includes("officer");
  const columns = useMemo(
    () => columnsFor(person.roles.some((role) => role === "officer" || role === "approver" || role === "observer")),
    [person.roles],
  );
  return (
    <Load of={loaded} shape={<FactsShape />}>
      {({ lines, needs }) => (
        <>
          {needs === undefined ? null : <h2 class="govuk-heading-m">What needs you</h2>}
          {needs === undefined ? null : needs.length === 0 ? (
            <p class="govuk-body soft">Nothing at the moment.</p>
          ) : (
            <ul class="govuk-list">
              {needs.map(({ href, words }) => (
                <li key={words}>
                  <a class="govuk-link" href={href}>
                    {words}
                  </a>
                </li>
              ))}
            </ul>
          )}
          <Table
            caption="All rounds"
            columns={columns}
            rows={lines}
            keyOf={({ id }) => id}
            wordsOf={roundWords}
            empty="There is no round yet."
          />
          <ButtonRow>
            <ButtonLink href={ROUNDS_PATH} kind="secondary">
              Plan rounds
            </ButtonLink>
            <ButtonLink href="/office/bodies" kind="secondary">
              Legal bodies and terms
            </ButtonLink>
            {isOfficer ? (
              <ButtonLink href="/office/approvals" kind="secondary">
                Requests to approvers
              </ButtonLink>
            ) : null}
            {isOfficer ? (
              <ButtonLink href={PERSON_PATH} kind="secondary">
                Everything about one person
              </ButtonLink>
            ) : null}
          </ButtonRow>
        </>
      )}
    </Load>
  );
};

export default function DeskPage() {
  const { person, known } = useSession();
  return (
    <Page title="Rounds">
      <MailReturned />
      {person === undefined ? (
        known ? (
          <RefusalNotice refusal={new Refusal("unauthenticated")} />
        ) : null
      ) : (
        <Rounds person={person} />
      )}
    </Page>
  );
}
