import { Button } from "./button.tsx";
import { Page } from "./page.tsx";

/** Shown where a page's own file could not be fetched: no network, or the portal was renewed while it stood open. */
export const NotLoaded = () => (
  <Page title="This page did not load">
    <p class="govuk-body">Check your connection, then load it again. What you have typed is still on this device.</p>
    <Button onClick={() => location.reload()}>Load it again</Button>
  </Page>
);
