import { useLocation, useRoute } from "preact-iso";
import type { OrganisationView, organisations } from "../../../shared/contract/organisations.ts";
import { formatShortDate } from "../../../shared/rules/london.ts";
import type { OrganisationField } from "../../../shared/rules/organisation-fields.ts";
import { ORGANISATION_LABELS, organisationWords } from "../../../shared/rules/organisation-labels.ts";
import { asksOf } from "../../../shared/rules/organisation-types.ts";
import { call } from "../../api.ts";
import { organisationFields } from "../../device/group-text.ts";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { splitDate } from "../../parts/date-field.tsx";
import { fieldId } from "../../parts/error-summary.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { DISTRICTS } from "./organisation-fields.tsx";
import { GROUPS_PATH, groupChangePath, nextOf } from "./organisation-paths.ts";
import { People } from "./organisation-people.tsx";

type Group = OrganisationView & { people: Awaited<ReturnType<typeof peopleOf>> };

const peopleOf = (id: string, signal?: AbortSignal) =>
  call<typeof organisations.people>("GET /api/organisations/{id}/people", { params: { id }, signal });

const groupOf = async (id: string, signal: AbortSignal): Promise<Group> => {
  const [view, people] = await Promise.all([
    call<typeof organisations.read>("GET /api/organisations/{id}", { params: { id }, signal }),
    peopleOf(id, signal),
  ]);
  return { ...view, people };
};

const Missing = ({ id, blockers, next }: Pick<Group, "blockers"> & { id: string; next: string | undefined }) =>
  blockers.length === 0 ? (
    <Notice>
      <p class="govuk-body">Your group’s details are complete. We use them for every application.</p>
    </Notice>
  ) : (
    <Notice tone="hand" title="Still missing before you can send an application">
      <ul class="govuk-list govuk-list--bullet">
        {blockers.map(({ pointer, detail }) => (
          <li key={`${pointer} ${detail}`}>
            <a class="govuk-link" href={groupChangePath(id, fieldId(pointer), next)}>
              {detail}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );

const isShown = (type: string, field: OrganisationField): boolean => {
  const { charity, company, governingDocument } = asksOf(type);
  if (field === "charityRegister" || field === "charityNumber") return charity !== "no";
  if (field === "companyNumber") return company !== "no";
  return !(field.startsWith("governingDocument") && governingDocument === "no");
};

const words = (organisation: Group["organisation"], field: OrganisationField): string => {
  const text = organisationWords(organisation, field, DISTRICTS);
  if (field !== "governingDocumentOn") return text;
  if (/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text)) return formatShortDate(text);
  const { day, month, year } = splitDate(text);
  return [day, month, year].filter(Boolean).join(" ");
};

const Details = ({ organisation, next }: Pick<Group, "organisation"> & { next: string | undefined }) => (
  <>
    <h2 class="govuk-heading-m">Details</h2>
    <SummaryList
      rows={organisationFields
        .filter((field) => isShown(organisation.type, field))
        .map((field) => ({
          key: ORGANISATION_LABELS[field],
          value: words(organisation, field),
          change: {
            href: groupChangePath(organisation.id, fieldId(`/organisation/${field}`), next),
            of: ORGANISATION_LABELS[field].toLowerCase(),
          },
        }))}
    />
  </>
);

/** One group: what is missing, who belongs to it and who asks to, and all its details. */
export default function GroupPage() {
  const { id = "" } = useRoute().params;
  const next = nextOf(useLocation().query.next);
  const loaded = useLoaded((signal) => groupOf(id, signal), [id]);
  return (
    <Page
      title={loaded.is === "here" ? loaded.value.organisation.name : "Your group"}
      back={{ href: GROUPS_PATH, text: "Your groups" }}
    >
      <Load of={loaded}>
        {(group) => (
          <>
            <People
              id={id}
              name={group.organisation.name}
              people={group.people}
              replace={(people) => loaded.replace({ ...group, people })}
            >
              <Missing id={id} blockers={group.blockers} next={next} />
              <ButtonRow>
                {next === undefined ? null : <ButtonLink href={next}>Go on with your application</ButtonLink>}
                <ButtonLink href={groupChangePath(id, undefined, next)} kind="secondary">
                  Change details
                </ButtonLink>
              </ButtonRow>
              <Details organisation={group.organisation} next={next} />
            </People>
          </>
        )}
      </Load>
    </Page>
  );
}
