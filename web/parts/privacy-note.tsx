import type { ComponentChildren } from "preact";

/** The privacy notice in short, beside a field that asks for personal data: why it is asked, and the way to the whole. */
export const PrivacyNote = ({ children }: { children: ComponentChildren }) => (
  <p class="govuk-body small soft">
    {children}{" "}
    <a class="govuk-link" href="/privacy">
      How we use personal data
    </a>
  </p>
);
