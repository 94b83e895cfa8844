import { OFFICE } from "../../../shared/office.ts";
import { OfficeEmail, OfficePhone } from "../../parts/office-links.tsx";
import { Page } from "../../parts/page.tsx";

export default function HelpPage() {
  return (
    <Page
      title="Contact and help"
      lead="Ask us anything, before you start or halfway through. It costs you nothing and does not affect your application."
    >
      <h2 class="govuk-heading-m">Talk to a person</h2>
      <p class="govuk-body">
        Call <OfficePhone />, {OFFICE.phoneHours}. On the day a round closes we answer until it closes. If you use a
        text relay service, tell it this number.
      </p>
      <p class="govuk-body">
        Write to <OfficeEmail />. We answer within two working days.
      </p>
      <address class="govuk-body">
        {OFFICE.address.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </address>
      <h2 class="govuk-heading-m">Apply by telephone or on paper</h2>
      <p class="govuk-body">
        We can fill in the form with you on the telephone, or send you a printed one. The same rules and the same
        closing time apply. You can also print every question yourself from the page of the fund.
      </p>
      <h2 class="govuk-heading-m">If something does not work</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          What you type is kept on your device at once. Close the page, come back on the same device, and it is there.
        </li>
        <li>The line below the heading says where your text is: “Saved” means that we have it too.</li>
        <li>No code in your email after five minutes? Look in the folder for unwanted mail, then ask for a new one.</li>
        <li>
          Could not send before the close because of a fault on our side? Tell us within two working days. We can see
          when your device first tried.
        </li>
      </ul>
      <h2 class="govuk-heading-m">If you are in danger</h2>
      <p class="govuk-body">
        We cannot help with reports of crime. Call 999 in an emergency, or 101 when there is no immediate danger.
      </p>
    </Page>
  );
}
