import { useRef, useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { applications } from "../../../shared/contract/applications.ts";
import type { FundForm } from "../../../shared/contract/fund-views.ts";
import type { funds } from "../../../shared/contract/funds.ts";
import type { SignedIn } from "../../../shared/contract/session.ts";
import { formatDeadline, formatLeft, msOf } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { call, Refusal } from "../../api.ts";
import { Button, ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { useNow } from "../../parts/clock.ts";
import { ClosureNotices } from "../../parts/closure-notices.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { Form } from "../../parts/form.tsx";
import { fundPath, startPath } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RefusalNotice } from "../../parts/refusal.tsx";
import { useSession } from "../../parts/session.tsx";
import { applicationPath, sectionPath } from "./addresses.ts";
import { AskAboutStops, Stops, useGroupStops } from "./group-stops.tsx";
import { JOIN_PATH, NEW_GROUP_PATH } from "./organisation-paths.ts";

/** Begins an application to the round of the address, for one of the person's groups. */
export default function StartPage() {
  const { params } = useRoute();
  const roundId = params.round ?? "";
  const { person, known } = useSession();
  const loaded = useLoaded(
    (signal) => call<typeof funds.round>("GET /api/rounds/{id}", { params: { id: roundId }, signal }),
    [roundId],
  );
  const title = loaded.is === "here" ? `Apply to the ${loaded.value.fundName}` : "Start an application";
  if (!known) return <Page title={title} />;
  if (person === undefined)
    return (
      <Page title={title}>
        <RefusalNotice refusal={new Refusal("unauthenticated")} />
      </Page>
    );
  return <Start title={title} loaded={loaded} roundId={roundId} person={person} />;
}

type StartProps = { title: string; loaded: ReturnType<typeof useLoaded<FundForm>>; roundId: string; person: SignedIn };

const Start = ({ title, loaded, roundId, person }: StartProps) => {
  const [errors, setErrors] = useState<PageError[]>([]);
  return (
    <Page
      title={title}
      errors={errors}
      back={loaded.is === "here" ? { href: fundPath(loaded.value.fundId), text: "The fund" } : undefined}
    >
      <Load of={loaded}>
        {(form) =>
          form.round?.status === "open" ? (
            <>
              <ClosureNotices closures={form.closures} />
              <Choose {...{ form, roundId, person, errors, setErrors }} />
            </>
          ) : (
            <Notice tone="quiet" title="This round is not open">
              <p class="govuk-body">
                {form.round?.pausedBecause ??
                  "It takes no new applications at the moment. The fund’s page says when the next round opens."}
              </p>
              <ButtonLink href={fundPath(form.fundId)}>Read about the fund</ButtonLink>
            </Notice>
          )
        }
      </Load>
    </Page>
  );
};

type ChooseProps = {
  form: FundForm;
  roundId: string;
  person: SignedIn;
  errors: PageError[];
  setErrors: (errors: PageError[]) => void;
};

const Choose = ({ form, roundId, person, errors, setErrors }: ChooseProps) => {
  const { route } = useLocation();
  const { organisations } = person;
  const only = organisations.length === 1 ? organisations[0]?.id : undefined;
  const [organisationId, choose] = useState(only ?? "");
  const group = organisations.find(({ id }) => id === organisationId);
  const loaded = useGroupStops(roundId, group?.id);
  const [busy, setBusy] = useState(false);
  // Kept over a second press after a lost reply: one wish begins one application.
  const writeId = useRef(crypto.randomUUID());
  const newGroup = `${NEW_GROUP_PATH}?next=${encodeURIComponent(startPath(roundId))}`;
  const start = async () => {
    if (organisationId === "") return setErrors([{ id: "organisation", text: "Choose the group that applies." }]);
    setBusy(true);
    try {
      const { id } = await call<typeof applications.start>("POST /api/applications", {
        body: { roundId, organisationId, writeId: writeId.current },
      });
      const first = form.sections[0]?.id;
      route(first === undefined ? applicationPath(id) : sectionPath(id, first));
    } catch (error) {
      setErrors([{ text: error instanceof Refusal ? error.message : "Something went wrong. Try again." }]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Form
        onSend={() => {
          if (!busy) void start();
        }}
      >
        <Closing form={form} />
        {organisations.length === 0 ? (
          <Notice tone="hand" title="First tell us about your group">
            <p class="govuk-body">
              Applications are made by a group. We ask for its name, type, address and governing document once, and use
              them for every later application.
            </p>
            <ButtonRow>
              <ButtonLink href={newGroup}>Add your group</ButtonLink>
              <a class="govuk-link" href={JOIN_PATH}>
                Somebody of my group is here already: ask to join it
              </a>
            </ButtonRow>
          </Notice>
        ) : (
          <>
            <Radios
              id="organisation"
              label="Which group applies?"
              labelSize="m"
              options={organisations.map(({ id, name }) => ({ value: id, label: name }))}
              value={organisationId}
              onChange={choose}
              error={errorFor(errors, "organisation")}
            />
            <p class="govuk-body">
              <a class="govuk-link" href={newGroup}>
                Apply for another group
              </a>
            </p>
            {group === undefined ? null : (
              <Load of={loaded}>{({ stops }) => <Stops {...{ roundId, group, stops }} />}</Load>
            )}
            <Privacy />
            <ButtonRow>
              <Button submit busy={busy}>
                Start the application
              </Button>
            </ButtonRow>
          </>
        )}
      </Form>
      {group === undefined || loaded.is !== "here" ? null : (
        <AskAboutStops {...{ roundId, group, stops: loaded.value.stops }} />
      )}
    </>
  );
};

const Closing = ({ form }: { form: FundForm }) => {
  const now = useNow();
  if (form.round === undefined) return null;
  const { closesAt } = form.round.timetable;
  return (
    <p class="govuk-body">
      Grants of {formatWholePounds(form.minimumPence)} to {formatWholePounds(form.maximumPence)}. The round closes at{" "}
      {formatDeadline(closesAt)}. <strong class="number">{formatLeft(now, msOf(closesAt))}</strong>
    </p>
  );
};

/** The privacy notice in short, where personal data is first asked. */
const Privacy = () => (
  <Notice tone="quiet" title="What we do with what you write">
    <p class="govuk-body">
      We use it to check, score and decide your application, and to look after a grant. Nobody of the office reads a
      draft unless you let them. Leave out the names of people you help.{" "}
      <a class="govuk-link" href="/privacy">
        Read the privacy notice
      </a>
    </p>
  </Notice>
);
