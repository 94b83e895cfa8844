import { useState } from "preact/hooks";
import type { BodiesPage, bodies } from "../../../shared/contract/bodies.ts";
import type { Body, Term } from "../../../shared/rules/bodies.ts";
import { formatShortDate } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Details } from "../../parts/details.tsx";
import { Form } from "../../parts/form.tsx";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { Tag } from "../../parts/tag.tsx";
import { Told } from "../../parts/told.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { BodyFields, ROLE_WORDS, TermFields } from "./bodies-form.tsx";

const daysOf = (from: string | undefined, until: string | undefined): string => {
  if (until === undefined) return from === undefined ? "Always" : `From ${formatShortDate(from)}`;
  return from === undefined
    ? `Until ${formatShortDate(until)}`
    : `${formatShortDate(from)} to ${formatShortDate(until)}`;
};

const Shown = ({ page }: { page: BodiesPage }) => (
  <>
    {page.bodies.map(({ id, name, short, roles, status, validFrom, validUntil, succeeds, note }) => (
      <section class="paper" key={id}>
        <h2 class="govuk-heading-s">
          {name} {status === "expected" ? <Tag tone="hand">Expected</Tag> : null}
        </h2>
        <SummaryList
          rows={[
            { key: "What it is here", value: roles.map((role) => ROLE_WORDS[role]).join(", ") },
            { key: "Pages call it", value: short },
            { key: status === "expected" ? "Expected" : "Days", value: daysOf(validFrom, validUntil) },
            ...(succeeds === undefined
              ? []
              : [{ key: "Takes over from", value: page.bodies.find((one) => one.id === succeeds)?.name ?? succeeds }]),
            { key: "Where this comes from", value: note },
          ]}
        />
      </section>
    ))}
    <h2 class="govuk-heading-m">Terms of office</h2>
    <ul class="govuk-list govuk-list--bullet">
      {page.terms.map(({ startsOn, endsOn, status }) => (
        <li key={startsOn}>
          {daysOf(startsOn, endsOn)} {status === "expected" ? <Tag tone="hand">Expected</Tag> : null}
        </li>
      ))}
    </ul>
  </>
);

/** A new id that no body has. */
const nextId = (all: readonly Body[]): string => {
  const taken = new Set(all.map(({ id }) => id));
  return Array.from({ length: all.length + 1 }, (_, n) => `body-${n + 1}`).find((id) => !taken.has(id)) ?? "body";
};

type ChangeProps = {
  page: BodiesPage;
  sending: ReturnType<typeof useSending>;
  onSaved: (page: BodiesPage) => void;
};

const Change = ({ page, sending, onSaved }: ChangeProps) => {
  const [all, setAll] = useState<readonly Body[]>(page.bodies);
  const [terms, setTerms] = useState<readonly Term[]>(page.terms);
  const save = async () => {
    const saved = await sending.send((writeId) =>
      call<typeof bodies.change>("PUT /api/office/bodies", {
        body: { bodies: [...all], terms: [...terms], version: page.version, writeId },
      }),
    );
    if (saved !== undefined) onSaved(saved);
  };
  const put = <T,>(list: readonly T[], n: number, one: T): T[] => list.map((old, m) => (m === n ? one : old));
  const without = <T,>(list: readonly T[], n: number): T[] => list.filter((_, m) => m !== n);
  const { errors } = sending;
  return (
    <Details summary="Change bodies or terms" open={errors.length > 0}>
      <Form onSend={save}>
        {all.map((body, n) => (
          <BodyFields
            key={body.id}
            body={body}
            n={n}
            others={all.filter(({ id }) => id !== body.id)}
            errors={errors}
            onChange={(changed) => setAll(put(all, n, changed))}
            {...(body.status === "expected" ? { onDrop: () => setAll(without(all, n)) } : {})}
          />
        ))}
        {terms.map((term, n) => (
          <TermFields
            key={n}
            term={term}
            n={n}
            errors={errors}
            onChange={(changed) => setTerms(put(terms, n, changed))}
            {...(term.status === "expected" ? { onDrop: () => setTerms(without(terms, n)) } : {})}
          />
        ))}
        <ButtonRow>
          <Button
            kind="secondary"
            onClick={() =>
              setAll([...all, { id: nextId(all), name: "", short: "", roles: [], status: "expected", note: "" }])
            }
          >
            Add a body
          </Button>
          <Button
            kind="secondary"
            onClick={() => setTerms([...terms, { startsOn: "", endsOn: "", status: "expected" }])}
          >
            Add a term
          </Button>
        </ButtonRow>
        <Button submit busy={sending.busy}>
          Save
        </Button>
      </Form>
    </Details>
  );
};

/** Whose money it is by law, who takes over, the terms of office and who answers for personal data, by their days. */
export default function BodiesPageView() {
  const loaded = useLoaded((signal) => call<typeof bodies.record>("GET /api/office/bodies", { signal }), []);
  const sending = useSending();
  const [said, setSaid] = useState("");
  return (
    <Page
      title="Legal bodies and terms"
      errors={sending.errors}
      lead="Public pages name the body that is the legal funder, and those that answer for personal data, on the day they are read. What is expected stands here alone."
    >
      <Told said={said} />
      <Load of={loaded}>
        {(page) => (
          <>
            <Shown page={page} />
            {page.mayChange ? (
              <Change
                key={page.version}
                page={page}
                sending={sending}
                onSaved={(saved) => {
                  loaded.replace(saved);
                  setSaid("Saved. Public pages follow within a minute.");
                }}
              />
            ) : null}
          </>
        )}
      </Load>
    </Page>
  );
}
