import { useRef, useState } from "preact/hooks";
import type { OrganisationView, organisations } from "../../../shared/contract/organisations.ts";
import type { Organisation } from "../../../shared/rules/organisation.ts";
import { NO_FIELDS, type OrganisationFields } from "../../../shared/rules/organisation-fields.ts";
import { call, Refusal } from "../../api.ts";
import {
  differingFields,
  forgetGroup,
  type GroupText,
  keepGroup,
  keptGroup,
  organisationFields,
  type TriedSave,
} from "../../device/group-text.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { type PageError, pageErrors } from "../../parts/error-summary.tsx";

export const NEW_GROUP = "new";

const fieldsOf = (organisation: Organisation | undefined): OrganisationFields => {
  const fields = { ...NO_FIELDS };
  if (organisation !== undefined) for (const field of organisationFields) fields[field] = organisation[field];
  return fields;
};

const sent = (groupId: string, { writeId, version, fields }: TriedSave): Promise<OrganisationView> =>
  version === undefined
    ? call<typeof organisations.create>("POST /api/organisations", { body: { organisation: fields, writeId } })
    : call<typeof organisations.change>("PUT /api/organisations/{id}", {
        params: { id: groupId },
        body: { organisation: fields, version, writeId },
      });

/** Whether the portal may have stored what it did not answer. */
const isOpen = (error: unknown): boolean =>
  !(error instanceof Refusal) || ["unreachable", "unexpected"].includes(error.kind);

/**
 * The details of one group as they are typed. Each change is on the device at once; a save that got no answer is sent again
 * under its own id before a newer one, so that a lost reply never makes a second group nor looks like somebody else's change.
 */
export const useOrganisation = (personId: string, saved: Organisation | undefined) => {
  const groupId = saved?.id ?? NEW_GROUP;
  const shelf = deviceShelf();
  const [start] = useState(() => keptGroup(shelf, personId, groupId));
  const text = useRef<GroupText>(start ?? { version: saved?.version, fields: fieldsOf(saved), tried: undefined });
  const [fields, setFields] = useState(text.current.fields);
  const [errors, setErrors] = useState<PageError[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();
  const [theirs, setTheirs] = useState<Organisation>();
  const [busy, setBusy] = useState(false);
  const [putBack, setPutBack] = useState(
    start !== undefined && differingFields(start.fields, fieldsOf(saved)).length > 0,
  );

  const keep = (next: Partial<GroupText>): void => {
    text.current = { ...text.current, ...next };
    keepGroup(shelf, personId, groupId, text.current);
  };

  const change = (next: Partial<OrganisationFields>): void => {
    keep({ fields: { ...text.current.fields, ...next } });
    setFields(text.current.fields);
  };

  /** Takes what the portal has, and drops what was typed here. */
  const useTheirs = (organisation: Organisation | undefined): void => {
    forgetGroup(shelf, personId, groupId);
    text.current = { version: organisation?.version, fields: fieldsOf(organisation), tried: undefined };
    setFields(text.current.fields);
    setTheirs(undefined);
    setErrors([]);
    setPutBack(false);
  };

  const attempt = async (save: TriedSave): Promise<OrganisationView> => {
    keep({ tried: save });
    try {
      const view = await sent(groupId, save);
      keep({ tried: undefined, version: view.organisation.version });
      return view;
    } catch (error) {
      if (!isOpen(error)) keep({ tried: undefined });
      throw error;
    }
  };

  const told = async (error: unknown): Promise<void> => {
    if (!(error instanceof Refusal)) throw error;
    if (error.findings.length > 0) setErrors(pageErrors(error.findings));
    else setRefusal(error);
    if (error.kind !== "stale") return;
    const asked = { params: { id: groupId } };
    const view = await call<typeof organisations.read>("GET /api/organisations/{id}", asked).catch(() => undefined);
    if (view === undefined) return;
    setRefusal(undefined);
    setTheirs(view.organisation);
    keep({ version: view.organisation.version });
  };

  /** Saves what stands: the group's id, and whether all of it is saved; undefined when nothing could be. */
  const save = async (): Promise<{ id: string; whole: boolean } | undefined> => {
    setBusy(true);
    setErrors([]);
    setRefusal(undefined);
    setTheirs(undefined);
    try {
      const { tried } = text.current;
      if (tried !== undefined) {
        const { organisation } = await attempt(tried);
        const whole = differingFields(tried.fields, text.current.fields).length === 0;
        if (whole || saved === undefined) {
          const { id, version } = organisation;
          // What was typed after the first try goes on at the group that the try has made.
          if (!whole) keepGroup(shelf, personId, id, { version, fields: text.current.fields, tried: undefined });
          forgetGroup(shelf, personId, groupId);
          return { id, whole };
        }
      }
      const { version, fields: now } = text.current;
      const { organisation } = await attempt({ writeId: crypto.randomUUID(), version, fields: now });
      forgetGroup(shelf, personId, groupId);
      return { id: organisation.id, whole: true };
    } catch (error) {
      await told(error);
      return undefined;
    } finally {
      setBusy(false);
    }
  };

  return { fields, change, save, busy, errors, refusal, theirs, putBack, useTheirs };
};
