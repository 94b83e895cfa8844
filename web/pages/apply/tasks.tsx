import { useEffect } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import { textOf } from "../../../shared/rules/answers.ts";
import { KNOWN } from "../../../shared/rules/form.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { keepAttempt, keptAttempt } from "../../device/submitting.ts";
import { StateTag } from "../../parts/application-state.tsx";
import { Columns, Page, Paper } from "../../parts/page.tsx";
import { LIST_PATH, outcomePath, sentPath } from "./addresses.ts";
import { soFar } from "./answers-so-far.ts";
import { ApplicationPage, captionOf, titleOf } from "./application-page.tsx";
import { Blockers } from "./blockers.tsx";
import { Deadline, isWritable, Situation } from "./deadline.tsx";
import { Inquiries } from "./inquiries.tsx";
import { CarryOn, ChangeIt, Sharing, Withdraw } from "./moves.tsx";
import { SectionTasks } from "./section-tasks.tsx";
import { SeenBefore } from "./seen-before.tsx";
import { SendUntil } from "./send-until.tsx";
import { Standing, WhatHappens } from "./standing.tsx";
import type { Opened } from "./use-application.ts";
import { useSendingUnsent } from "./use-sending-unsent.ts";

/** One application: what is done, what is left, and what may be done with it. */
export default function TasksPage() {
  const { params } = useRoute();
  return <ApplicationPage id={params.id}>{(open) => <Tasks key={open.view.id} open={open} />}</ApplicationPage>;
}

const Tasks = ({ open }: { open: Opened }) => {
  const { view, personId } = open;
  useSendingUnsent(open);
  useArrivedMeanwhile(open);
  const reckoned = soFar(view, personId);
  const writable = isWritable(view);
  const title = view.draft === undefined ? view.title : textOf(reckoned.answers[KNOWN.title]);
  const asked = view.draft === undefined ? view.askedPence : reckoned.requestedPence;
  return (
    <Page
      title={titleOf(title)}
      back={{ href: LIST_PATH, text: "Your applications" }}
      caption={`${view.id} · ${captionOf(view.form.name, view.organisationName, asked)}`}
      status={
        <p class="govuk-body">
          <StateTag state={view.state} changeOpen={view.draft !== undefined && writable} />
          {view.told ? (
            <>
              {" "}
              <a class="govuk-link" href={outcomePath(view.id)}>
                Read the decision
              </a>
            </>
          ) : null}
        </p>
      }
    >
      {view.enteredByOffice === undefined ? null : (
        <p class="govuk-body">
          Entered by the office {view.enteredByOffice.how === "paper" ? "from paper" : "by telephone"}, agreed by{" "}
          {view.enteredByOffice.agreedBy}.
        </p>
      )}
      <Situation view={view} />
      <SendUntil view={view} />
      <Deadline view={view} />
      <Inquiries open={open} />
      <SeenBefore view={view} />
      <Columns
        aside={
          <>
            {writable && view.draft !== undefined ? <Blockers view={view} reckoned={reckoned} /> : null}
            {view.draft === undefined ? null : <Standing view={view} />}
            <WhatHappens view={view} />
            {writable && view.draft !== undefined ? (
              <Paper title="Help with your draft">
                <Sharing open={open} />
              </Paper>
            ) : null}
          </>
        }
      >
        {view.draft === undefined ? (
          <Standing view={view} />
        ) : (
          <SectionTasks view={view} personId={personId} reckoned={reckoned} writable={writable} />
        )}
        <ChangeIt open={open} />
        <CarryOn open={open} />
        <Withdraw open={open} />
      </Columns>
    </Page>
  );
};

/** A submission whose answer was lost has arrived after all: its confirmation is what its sender waits for. */
const useArrivedMeanwhile = ({ view, personId }: Opened) => {
  const { route } = useLocation();
  const attempt = keptAttempt(deviceShelf(), personId, view.id);
  const arrived = attempt !== undefined && attempt.writeId === view.latest?.writeId;
  useEffect(() => {
    if (!arrived) return;
    keepAttempt(deviceShelf(), personId, view.id, undefined);
    route(sentPath(view.id), true);
  }, [arrived, personId, view.id, route]);
};
