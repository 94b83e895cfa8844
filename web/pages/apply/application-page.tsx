import type { ComponentChildren } from "preact";
import { formatPounds } from "../../../shared/rules/money.ts";
import { LinesShape } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { RefusalNotice } from "../../parts/refusal.tsx";
import { LIST_PATH } from "./addresses.ts";
import { type Opened, useApplication } from "./use-application.ts";

const TO_LIST = { href: LIST_PATH, text: "Your applications" };

/** What an application is called before it has a title. */
export const titleOf = (typed: string): string => (typed.trim() === "" ? "Application without a title" : typed.trim());

/** "Youth nights at the hall · Example Youth Club · asking for £4,200.00" */
export const captionOf = (title: string, organisationName: string, askedPence: number | undefined): string =>
  [
    titleOf(title),
    organisationName,
    ...(askedPence === undefined ? [] : [`asking for ${formatPounds(askedPence)}`]),
  ].join(" · ");

/** Opens the application of a page: its own shape while it loads, why not where it is refused. */
export const ApplicationPage = ({
  id,
  children,
}: {
  id: string | undefined;
  children: (open: Opened) => ComponentChildren;
}) => {
  const opening = useApplication(id ?? "");
  if (opening.is === "open") return <>{children(opening)}</>;
  return (
    <Page title="Your application" back={TO_LIST}>
      {opening.is === "refused" ? <RefusalNotice refusal={opening.refusal} onRetry={opening.reload} /> : <LinesShape />}
    </Page>
  );
};
