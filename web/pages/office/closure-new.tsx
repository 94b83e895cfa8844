import { useLocation } from "preact-iso";
import type { ClosureEntered } from "../../../shared/contract/closures.ts";
import { Closing, closingFacts, useClosing } from "../../parts/closing.tsx";
import { CLOSURES_PATH, closurePath } from "../../parts/closure-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";

/** What an incident needs: closed at once, nothing lost. */
const AT_FIRST: ClosureEntered = {
  scope: { of: "portal" },
  from: { of: "at-once" },
  until: { of: "further-notice" },
  reason: "incident",
  wording: "",
  freezes: ["new-drafts", "submissions"],
  deadlines: "moved",
  drafts: "editable",
};

/** Closing something: what, when, what is held, exactly what everybody reads, and then in force. */
export default function ClosureNewPage() {
  const { route } = useLocation();
  const closing = useClosing();
  const loaded = useLoaded(closingFacts, []);
  return (
    <Page
      title="Close something"
      back={{ href: CLOSURES_PATH, text: "Closures" }}
      errors={closing.errors}
      lead="An incident, a vacancy or a succession closes at once. What could be seen coming is announced ten working days ahead."
    >
      <Load of={loaded}>
        {(facts) => (
          <Closing
            {...facts}
            start={AT_FIRST}
            closing={closing}
            headings={{ reads: "What it does", confirms: "Put it in force" }}
            onClosed={({ closure }) => route(closurePath(closure.id))}
          />
        )}
      </Load>
    </Page>
  );
}
