import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { OfficePhone } from "../../parts/office-links.tsx";
import { Page } from "../../parts/page.tsx";

export default function NotFoundPage() {
  return (
    <Page title="There is no such page">
      <p class="govuk-body">If you typed the address, check it. If you pasted it, check that all of it was copied.</p>
      <p class="govuk-body">
        If a link of ours brought you here, tell us on <OfficePhone />.
      </p>
      <ButtonRow>
        <ButtonLink href="/">See our funds</ButtonLink>
      </ButtonRow>
    </Page>
  );
}
