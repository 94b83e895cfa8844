import { useEffect } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { organisations } from "../../../shared/contract/organisations.ts";
import type { Organisation } from "../../../shared/rules/organisation.ts";
import { ORGANISATION_LABELS, organisationWords } from "../../../shared/rules/organisation-labels.ts";
import { isOrganisationType } from "../../../shared/rules/organisation-types.ts";
import { call, Refusal } from "../../api.ts";
import { differingFields } from "../../device/group-text.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Form } from "../../parts/form.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RefusalNotice } from "../../parts/refusal.tsx";
import { useSession } from "../../parts/session.tsx";
import { DISTRICTS, GroupFields, TYPE_ID, TypeField } from "./organisation-fields.tsx";
import { GROUPS_PATH, groupChangePath, groupPath, nextOf } from "./organisation-paths.ts";
import { useOrganisation } from "./use-organisation.ts";

const Differences = ({
  mine,
  theirs,
}: {
  mine: ReturnType<typeof useOrganisation>["fields"];
  theirs: Organisation;
}) => (
  <dl class="govuk-summary-list">
    {differingFields(mine, theirs).map((field) => (
      <div class="govuk-summary-list__row" key={field}>
        <dt class="govuk-summary-list__key">{ORGANISATION_LABELS[field]}</dt>
        <dd class="govuk-summary-list__value">
          Theirs: {organisationWords(theirs, field, DISTRICTS) || "empty"}
          <br />
          Yours: {organisationWords(mine, field, DISTRICTS) || "empty"}
        </dd>
      </div>
    ))}
  </dl>
);

const GroupForm = ({ personId, saved }: { personId: string; saved: Organisation | undefined }) => {
  const group = useOrganisation(personId, saved);
  const { fields, refusal, theirs, busy } = group;
  // Until the kind is chosen nothing else is asked, so nothing else is said to be wrong.
  const errors = isOrganisationType(fields.type) ? group.errors : group.errors.filter(({ id }) => id === TYPE_ID);
  const { route, query } = useLocation();
  const { reload } = useSession();
  const next = nextOf(query.next);
  // A link to one field (“What is missing”) is followed once the form is there.
  useEffect(() => {
    if (location.hash !== "") document.getElementById(location.hash.slice(1))?.focus();
  }, []);
  const save = async (): Promise<void> => {
    const done = await group.save();
    if (done === undefined) return;
    await reload();
    route(done.whole ? groupPath(done.id, next) : groupChangePath(done.id, undefined, next));
  };
  return (
    <Page
      title={saved === undefined ? "Your group" : `Change ${saved.name}`}
      errors={errors}
      back={{ href: saved === undefined ? GROUPS_PATH : groupPath(saved.id, next), text: "Back" }}
      lead="We ask this once and use it for every application of your group. You can save a part now and the rest later."
    >
      {refusal === undefined ? null : <RefusalNotice refusal={refusal} onRetry={save} />}
      {group.putBack ? (
        <Notice tone="hand" title="Your text is back">
          <p class="govuk-body">You typed this on this device and it was not saved yet.</p>
          <Button kind="secondary" onClick={() => group.useTheirs(saved)}>
            {saved === undefined ? "Begin with an empty form" : "Use what is saved instead"}
          </Button>
        </Notice>
      ) : null}
      {theirs === undefined ? null : (
        <Notice tone="hand" role="alert" title="Somebody else has changed these details" focused>
          <p class="govuk-body">Nothing is lost. Compare both, then save yours or take theirs.</p>
          <Differences mine={fields} theirs={theirs} />
          <ButtonRow>
            <Button onClick={() => void save()} busy={busy}>
              Save mine
            </Button>
            <Button kind="secondary" onClick={() => group.useTheirs(theirs)}>
              Take theirs
            </Button>
          </ButtonRow>
        </Notice>
      )}
      <Form onSend={save}>
        <TypeField savedType={saved?.type} fields={fields} errors={errors} change={group.change} />
        {isOrganisationType(fields.type) ? <GroupFields fields={fields} errors={errors} change={group.change} /> : null}
        <Button submit busy={busy}>
          {isOrganisationType(fields.type) ? "Save" : "Continue"}
        </Button>
      </Form>
    </Page>
  );
};

const Change = ({ personId, id }: { personId: string; id: string }) => {
  const loaded = useLoaded(
    (signal) => call<typeof organisations.read>("GET /api/organisations/{id}", { params: { id }, signal }),
    [id],
  );
  if (loaded.is === "here") return <GroupForm key={id} personId={personId} saved={loaded.value.organisation} />;
  return (
    <Page title="Your group">
      <Load of={loaded}>{() => null}</Load>
    </Page>
  );
};

/** The details of a group: a new one, or one that is changed. */
export default function OrganisationPage() {
  const { person, known } = useSession();
  const { id } = useRoute().params;
  if (person === undefined)
    return <Page title="Your group">{known ? <RefusalNotice refusal={new Refusal("unauthenticated")} /> : null}</Page>;
  return id === undefined ? (
    <GroupForm key={person.personId} personId={person.personId} saved={undefined} />
  ) : (
    <Change key={person.personId} personId={person.personId} id={id} />
  );
}
