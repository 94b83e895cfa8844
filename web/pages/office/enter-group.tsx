import { useState } from "preact/hooks";
import type { entries, FoundGroup } from "../../../shared/contract/entries.ts";
import { NO_FIELDS, type OrganisationFields } from "../../../shared/rules/organisation-fields.ts";
import { isOrganisationType } from "../../../shared/rules/organisation-types.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Details } from "../../parts/details.tsx";
import { ErrorSummary } from "../../parts/error-summary.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useTyped } from "../../parts/typed.ts";
import { useSending } from "../../parts/use-sending.ts";
import { GroupFields, TypeField } from "../apply/organisation-fields.tsx";

type GroupProps = { onGroup: (group: FoundGroup) => void };

/** Finds a group that is here already, by its name and postcode. */
export const FindGroup = ({ onGroup }: GroupProps) => {
  const [missing, setMissing] = useState(false);
  const { busy, errors, send } = useSending();
  const { typed, field } = useTyped({ name: "", postcode: "" }, errors, "search-");
  const find = async () => {
    setMissing(false);
    const reply = await send(() =>
      call<typeof entries.findGroup>("POST /api/desk/organisations/search", {
        body: { search: { by: "name-and-postcode", ...typed } },
      }),
    );
    if (reply?.group !== undefined) onGroup(reply.group);
    else setMissing(reply !== undefined);
  };
  return (
    <>
      <ErrorSummary errors={errors} />
      <Form onSend={find}>
        <TextField {...field("name")} label="Name of the group" />
        <TextField {...field("postcode")} label="Postcode" width={10} />
        <Button submit kind="secondary" busy={busy}>
          Find the group
        </Button>
      </Form>
      <div role="status">
        {missing ? (
          <Notice tone="quiet">
            <p class="govuk-body">No group of this name is here at this postcode. Enter it below.</p>
          </Notice>
        ) : null}
      </div>
    </>
  );
};

/** Enters a group that has no account, complete enough to apply. */
export const NewGroup = ({ onGroup }: GroupProps) => {
  const [fields, setFields] = useState<OrganisationFields>(NO_FIELDS);
  const { busy, errors, send } = useSending();
  const change = (next: Partial<OrganisationFields>) => setFields((now) => ({ ...now, ...next }));
  const create = async () => {
    const made = await send((writeId) =>
      call<typeof entries.createGroup>("POST /api/desk/organisations", { body: { organisation: fields, writeId } }),
    );
    if (made !== undefined) onGroup(made.group);
  };
  return (
    <Details summary="Enter a group that is not here yet" open={errors.length > 0}>
      <ErrorSummary errors={errors} />
      <Form onSend={create}>
        <TypeField savedType={undefined} fields={fields} errors={errors} change={change} />
        {isOrganisationType(fields.type) ? <GroupFields fields={fields} errors={errors} change={change} /> : null}
        <Button submit busy={busy}>
          Keep this group
        </Button>
      </Form>
    </Details>
  );
};
