import type { BodiesNow, bodies } from "../../../shared/contract/bodies.ts";
import { LEGAL_BODIES } from "../../../shared/legal-bodies.ts";
import { OFFICE } from "../../../shared/office.ts";
import { formatShortDate } from "../../../shared/rules/london.ts";
import { PERIODS, periodWords, WARNED_DAYS_AHEAD } from "../../../shared/rules/retention-periods.ts";
import { call } from "../../api.ts";
import { useLoaded } from "../../parts/load.tsx";
import { OfficePhone } from "../../parts/office-links.tsx";
import { Page } from "../../parts/page.tsx";

/** What the portal brings stands until the record has come, so that nobody waits to read. */
const BROUGHT = LEGAL_BODIES.bodies.filter(({ status }) => status === "established");
const AT_FIRST = {
  funder: BROUGHT.find(({ roles }) => roles.includes("funder")),
  controllers: BROUGHT.filter(({ roles }) => roles.includes("controller")),
};

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

// What is kept for how long (DOMAIN 13). The figures are the rule's; docs/data.md has every kind of item.
const KEPT = [
  [
    "An application that was funded",
    `${periodWords(PERIODS.funded)} after the end of the financial year of the last payment`,
  ],
  ["An application that was not funded", `${periodWords(PERIODS.notFunded)} after the decision`],
  ["An application that was not eligible", periodWords(PERIODS.notEligible)],
  ["An application that was withdrawn", periodWords(PERIODS.withdrawn)],
  [
    "A draft that was never sent",
    `${periodWords(PERIODS.unfinishedDraft)} after the round closed; we write to you ${WARNED_DAYS_AHEAD} days before`,
  ],
  ["Your account", `${periodWords(PERIODS.person)} after you last signed in, once you belong to no group`],
  ["Your group’s details", `${periodWords(PERIODS.organisation)} after the last change, once it has no application`],
  ["Emails we sent you", periodWords(PERIODS.messages)],
  ["Scores, declarations of interest and minutes", periodWords(PERIODS.scores)],
  ["Bank details", `${periodWords(PERIODS.bankDetails)} after the last payment`],
  ["The record of who did what, and when", periodWords(PERIODS.audit)],
  ["The list of what we funded", "for good; it names groups, not people"],
] as const;

/** DOMAIN 13: the funder is a controller apart from the police force; a trust answers for its own money. */
const Controllers = ({ funder, controllers }: Pick<BodiesNow, "funder" | "controllers">) => (
  <>
    <h2 class="govuk-heading-m">Who is responsible</h2>
    <p class="govuk-body">
      {controllers.length > 1 ? "These organisations decide" : "This organisation decides"} how personal data in this
      portal is used. Each has its own duties to you:
    </p>
    <ul class="govuk-list govuk-list--bullet">
      {controllers.map(({ id, name, short }) => (
        <li key={id}>
          {id === funder?.id ? (
            <>
              the <strong>{name}</strong> ({short}), who runs this portal and is the controller for all applications.{" "}
              {sentence(short)} is separate from the police force.
            </>
          ) : (
            <>
              the <strong>{name}</strong> ({short}), which is the controller for decisions about its own money.
            </>
          )}
        </li>
      ))}
    </ul>
    <p class="govuk-body">
      The page of each fund says whose money it is. You can ask any of them; they pass your question on. Our data
      protection officer is at{" "}
      <a class="govuk-link" href={`mailto:${OFFICE.dataProtectionOfficer.email}`}>
        {OFFICE.dataProtectionOfficer.email}
      </a>
      .
    </p>
  </>
);

const WhatAndWhy = ({ funder, controllers }: Pick<BodiesNow, "funder" | "controllers">) => (
  <>
    <h2 class="govuk-heading-m">What we ask for, and why</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>your name, email address, telephone number and role in your group, to talk to you about the application</li>
      <li>the names of people who lead your group and its project, to check that it can run it safely</li>
      <li>what you write, and the documents you send, to decide who is funded</li>
      <li>who signed in and what they did, to keep the process fair and to find out when something goes wrong</li>
    </ul>
    <p class="govuk-body">
      We get this from you, and check your group against the public registers of charities and companies. We do not ask
      for dates of birth, nationality or any protected characteristic. Do not name people you help in your answers:
      describe them instead.
    </p>
    <h2 class="govuk-heading-m">What allows us to</h2>
    <p class="govuk-body">
      {sentence(funder?.short ?? "the funder")} uses personal data because it is needed for a{" "}
      <strong>public task</strong>: making grants that help to reduce crime and disorder (section 9 of the Police Reform
      and Social Responsibility Act 2011; article 6(1)(e) of the UK GDPR).{" "}
      {controllers
        .filter(({ id }) => id !== funder?.id)
        .map(
          ({ short }) =>
            `${sentence(short)} uses it for its legitimate interest in giving its money well (article 6(1)(f)). `,
        )}
      No decision is made by a computer alone.
    </p>
  </>
);

const Sharing = () => (
  <>
    <h2 class="govuk-heading-m">Who sees it</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>the grants team, and the people who decide: trustees, the Commissioner and the deputy</li>
      <li>the police and the community safety partnership of your area, where a check or a plan needs it</li>
      <li>auditors, who see everything but drafts and bank details; each time they look is recorded</li>
      <li>the company that runs our computers (Amazon Web Services, in London), which works on our instructions</li>
    </ul>
    <p class="govuk-body">
      We publish what we fund: the group, the project, the amount and the area, on this site and as open data. We do not
      publish personal names, or an address that you tell us is not safe to publish. Members of the public can ask us
      for information by law; we take personal data out before we answer. We never sell data and never use it for
      advertising.
    </p>
  </>
);

const Kept = () => (
  <>
    <h2 class="govuk-heading-m">How long we keep it</h2>
    <table class="dense dense--cards">
      <caption class="govuk-visually-hidden">How long we keep what</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">How long</th>
        </tr>
      </thead>
      <tbody>
        {KEPT.map(([what, howLong]) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td data-label="Kept">{howLong}</td>
          </tr>
        ))}
      </tbody>
    </table>
    <p class="govuk-body">
      Then it is deleted, and a certificate says what was. A legal claim or an open request can hold this up.
    </p>
  </>
);

const Rights = () => (
  <>
    <h2 class="govuk-heading-m">Your rights</h2>
    <p class="govuk-body">
      You can ask us to show you what we hold about you, to put it right, to delete it, to use less of it, or to stop.
      You can object to how we use it. We answer within one month; a difficult request may take two months more, and we
      tell you if so. What people wrote about your application when they scored it can be part of what you see.
    </p>
    <p class="govuk-body">
      Write to{" "}
      <a class="govuk-link" href={`mailto:${OFFICE.dataProtectionOfficer.email}`}>
        {OFFICE.dataProtectionOfficer.email}
      </a>{" "}
      or call <OfficePhone />.
    </p>
    <h2 class="govuk-heading-m">If you are not content</h2>
    <p class="govuk-body">
      <a class="govuk-link" href="/complaints">
        Complain to us first
      </a>
      . We confirm that we have your complaint within 30 days and tell you what we find. If you are still not content,
      ask the Information Commissioner at{" "}
      <a class="govuk-link" href="https://ico.org.uk/make-a-complaint/">
        ico.org.uk
      </a>{" "}
      or on 0303 123 1113.
    </p>
  </>
);

export default function PrivacyPage() {
  const loaded = useLoaded((signal) => call<typeof bodies.now>("GET /api/bodies", { signal }), []);
  const { funder, controllers } = loaded.is === "here" ? loaded.value : AT_FIRST;
  return (
    <Page title="Privacy" lead="What we do with your personal data when you use this portal or apply for a grant.">
      <Controllers funder={funder} controllers={controllers} />
      <WhatAndWhy funder={funder} controllers={controllers} />
      <Sharing />
      <Kept />
      <Rights />
      <p class="govuk-body soft">Last reviewed on {formatShortDate(OFFICE.privacyReviewedOn)}.</p>
    </Page>
  );
}
