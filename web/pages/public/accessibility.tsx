import { OFFICE } from "../../../shared/office.ts";
import { formatShortDate } from "../../../shared/rules/london.ts";
import { OfficeEmail, OfficePhone } from "../../parts/office-links.tsx";
import { Page } from "../../parts/page.tsx";

// Follows the model accessibility statement (SI 2018/952); it says what was tested and by whom, and claims no more.
export default function AccessibilityPage() {
  return (
    <Page title="Accessibility" lead={`How accessible ${OFFICE.name} is, and what to do if something is in your way.`}>
      <p class="govuk-body">We want as many people as possible to be able to use this portal. You should be able to:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>use all of it with a keyboard, or by speech</li>
        <li>listen to it with a screen reader</li>
        <li>zoom to 400% without text running off the screen, and set text to twice its size</li>
        <li>use it with your own colours, and without motion</li>
        <li>read every drawing as a table or in words</li>
        <li>paste your sign-in code; there is no puzzle and nothing to remember</li>
        <li>stop and come back later without losing what you wrote</li>
      </ul>
      <h2 class="govuk-heading-m">Tell us what is in your way</h2>
      <p class="govuk-body">
        If you need anything here in another form (large print, easy read, audio, braille), or find a barrier, write to{" "}
        <OfficeEmail /> or call <OfficePhone />. We answer within five working days. We can also take your whole
        application by telephone.
      </p>
      <h2 class="govuk-heading-m">If you are not content with our answer</h2>
      <p class="govuk-body">
        The Equality and Human Rights Commission enforces the accessibility regulations. Contact the{" "}
        <a class="govuk-link" href="https://www.equalityadvisoryservice.com/">
          Equality Advisory and Support Service
        </a>
        .
      </p>
      <h2 class="govuk-heading-m">How far we comply</h2>
      <p class="govuk-body">
        This site aims to meet the Web Content Accessibility Guidelines 2.2, level AA. It has been tested by ourselves
        and not by an independent auditor, so we call it <strong>partially compliant</strong> until one has.
      </p>
      <h3 class="govuk-heading-s">What we know is not accessible</h3>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          Documents that groups upload may not be accessible. We did not make them; ask us, and we read or describe one
          to you.
        </li>
        <li>Printed pages carry headings and page numbers, but are not tagged PDF files.</li>
      </ul>
      <p class="govuk-body">We have not claimed that putting anything right would be a disproportionate burden.</p>
      <h2 class="govuk-heading-m">How we tested</h2>
      <p class="govuk-body">
        Every page, and each state of it that a person meets while applying, is checked by the axe test engine in a
        browser at the width of a telephone and of a desk, each time the portal changes. This finds part of what can be
        wrong. Tests by people who use a screen reader, a magnifier and speech control come before the portal takes a
        real application.
      </p>
      <p class="govuk-body soft">Prepared and last reviewed on {formatShortDate(OFFICE.accessibilityTestedOn)}.</p>
    </Page>
  );
}
