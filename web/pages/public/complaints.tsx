import { OFFICE } from "../../../shared/office.ts";
import { OfficePhone } from "../../parts/office-links.tsx";
import { Page } from "../../parts/page.tsx";
import { Timeline } from "../../parts/timeline.tsx";

export default function ComplaintsPage() {
  return (
    <Page
      title="Complaints"
      lead="Tell us when something went wrong. A complaint never counts against your group, now or later."
    >
      <h2 class="govuk-heading-m">How to complain</h2>
      <p class="govuk-body">
        Write to{" "}
        <a class="govuk-link" href={`mailto:${OFFICE.complaints.email}`}>
          {OFFICE.complaints.email}
        </a>
        , call <OfficePhone /> or send a letter to the address on the{" "}
        <a class="govuk-link" href="/help">
          contact page
        </a>
        . Say what happened, when, and what would put it right. If it is about an application, give its reference.
      </p>
      <h2 class="govuk-heading-m">What happens then</h2>
      <Timeline
        points={[
          { when: "within 5 working days", what: "we confirm that we have your complaint and who looks into it" },
          { when: "within 20 working days", what: "somebody who had no part in it answers, with reasons" },
          { when: "if you disagree", what: "the chief executive looks at it again" },
        ]}
      />
      <h2 class="govuk-heading-m">About a decision</h2>
      <p class="govuk-body">
        We look again at how a decision was reached: whether the rules were followed, everyone was treated alike, and
        nothing was overlooked. We do not score the application again. You can always ask for the reasons first.
      </p>
      <h2 class="govuk-heading-m">About your personal data</h2>
      <p class="govuk-body">
        Complain to us first, in the same way. We confirm within 30 days that we have it, look into it without delay and
        tell you the outcome. If you are not content, ask the Information Commissioner at{" "}
        <a class="govuk-link" href="https://ico.org.uk/make-a-complaint/">
          ico.org.uk
        </a>
        . See also{" "}
        <a class="govuk-link" href="/privacy">
          Privacy
        </a>
        .
      </p>
    </Page>
  );
}
