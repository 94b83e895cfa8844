import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { polls, Touched } from "../../../shared/contract/polls.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { ButtonLink } from "../../parts/button.tsx";
import { type Closed, Closing, type ClosingFacts, closingFacts, useClosing } from "../../parts/closing.tsx";
import { closurePath } from "../../parts/closure-paths.ts";
import { ELECTIONS_PATH } from "../../parts/election-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { closureFor } from "./election-closure.ts";
import { PollFacts } from "./election-paper.tsx";
import { ElectionTouched } from "./election-touched.tsx";

type Facts = ClosingFacts & { touched: Touched };

const InForce = ({ closed }: { closed: Closed }) => (
  <Notice focused title="The closure is confirmed">
    <p class="govuk-body">
      It is in force from {formatDateTime(closed.closure.from)}, on every page and in everything that is saved or sent.
      {closed.rounds.length === 0 ? " Nobody is written to." : " The groups it touches are written to now."}
    </p>
    <ButtonLink href={closurePath(closed.closure.id)} kind="secondary">
      See the closure
    </ButtonLink>
  </Notice>
);

const Guide = ({ closing, touched, ...facts }: Facts & { closing: ReturnType<typeof useClosing> }) => {
  const [closed, setClosed] = useState<Closed>();
  if (closed !== undefined) return <InForce closed={closed} />;
  return (
    <>
      <h2 class="govuk-heading-l">3. What is closed</h2>
      <p class="govuk-body">This is what the portal proposes. Change what does not fit.</p>
      <Closing
        {...facts}
        start={closureFor(touched)}
        closing={closing}
        headings={{ reads: "4. What everybody reads", confirms: "5. Put it in force" }}
        reasonFixed
        onClosed={setClosed}
      />
    </>
  );
};

/** Closing ahead of an election: the poll, everything it touches, what is closed, what everybody reads, and then in force. */
export default function ElectionClosePage() {
  const { id = "" } = useRoute().params;
  const { person } = useSession();
  const closing = useClosing();
  const loaded = useLoaded(
    async (signal): Promise<Facts> => {
      const [touched, facts] = await Promise.all([
        call<typeof polls.touched>("GET /api/office/polls/{id}/touched", { params: { id }, signal }),
        closingFacts(signal),
      ]);
      return { touched, ...facts };
    },
    [id],
  );
  const mayClose = person?.roles.some((role) => role === "officer" || role === "approver") === true;
  return (
    <Page
      title="Close ahead of an election"
      back={{ href: ELECTIONS_PATH, text: "Elections" }}
      errors={closing.errors}
      lead="See what the election touches, choose what is closed, read what everybody will read, and put it in force."
    >
      <Load of={loaded}>
        {(facts) => (
          <>
            <h2 class="govuk-heading-l">1. The election</h2>
            <p class="govuk-body">
              <strong>{facts.touched.view.poll.name}</strong>
            </p>
            <PollFacts view={facts.touched.view} />
            <h2 class="govuk-heading-l">2. What it touches</h2>
            <ElectionTouched touched={facts.touched} />
            {mayClose ? <Guide {...facts} closing={closing} /> : null}
          </>
        )}
      </Load>
    </Page>
  );
}
