import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { PastAwardLine, RecordPage, ReturnLine, records } from "../../../shared/contract/records.ts";
import { formatShortDate, londonDate } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { Button, LinkButton } from "../../parts/button.tsx";
import { Facts } from "../../parts/facts.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { PrintButton } from "../../parts/print-button.tsx";
import type { TableColumn } from "../../parts/table.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { Correcting, Receiving } from "./group-correct.tsx";
import { AwardForm, ReturnForm } from "./group-forms.tsx";
import { Applications, Grants, Listed } from "./group-tables.tsx";
import type { RecordWork } from "./group-work.ts";

const sum = (lines: readonly { amountPence: number }[]): number =>
  lines.reduce((total, { amountPence }) => total + amountPence, 0);

const factsOf = ({ awards, pastAwards, returns, applications }: RecordPage) => {
  const past = pastAwards.filter(({ takenBack }) => takenBack === undefined);
  const grants = awards.length + past.length;
  const late = returns.filter(({ overdue }) => overdue).length;
  return [
    {
      figure: String(applications.length),
      label: applications.length === 1 ? "application here" : "applications here",
    },
    { figure: formatPounds(sum(awards) + sum(past)), label: grants === 1 ? "in 1 grant" : `in ${grants} grants` },
    { figure: String(late), label: late === 1 ? "return overdue" : "returns overdue" },
  ];
};

/** What was corrected or taken back, below the line it is about. */
const Story = ({ line }: { line: Pick<PastAwardLine, "corrections" | "takenBack"> }) => (
  <>
    {line.corrections.map(({ at, reason, was }) => (
      <span class="small soft check__story" key={at}>
        Corrected on {formatShortDate(londonDate(at))}, was {was}: {reason}
      </span>
    ))}
    {line.takenBack === undefined ? null : (
      <span class="small soft check__story">Taken back: {line.takenBack.reason}</span>
    )}
  </>
);

const SOURCE: TableColumn<Pick<PastAwardLine, "source" | "byName" | "corrections" | "takenBack">> = {
  id: "source",
  header: "Source",
  prose: true,
  cell: (line) => (
    <>
      {line.source}. {line.byName}
      <Story line={line} />
    </>
  ),
};

const Past = (work: RecordWork) => {
  const { page, open, setOpen } = work;
  const nameOf = (fundId: string) => page.funds.find(({ id }) => id === fundId)?.name ?? "Another fund";
  const columns: readonly TableColumn<PastAwardLine>[] = [
    {
      id: "title",
      header: "Grant",
      names: true,
      cell: ({ title = "A grant", reference }) => (reference === undefined ? title : `${title} (${reference})`),
    },
    { id: "fund", header: "Fund", cell: ({ fundId }) => nameOf(fundId) },
    { id: "on", header: "Decided", by: ({ on }) => on, cell: ({ on }) => formatShortDate(on) },
    { id: "amount", header: "Amount", numeric: true, cell: ({ amountPence }) => formatPounds(amountPence) },
    SOURCE,
    {
      id: "change",
      header: "Change",
      cell: ({ id, takenBack, title = "A grant" }) =>
        page.may.write && takenBack === undefined ? (
          <LinkButton onClick={() => setOpen(open === id ? undefined : id)}>
            Correct<span class="govuk-visually-hidden"> {title}</span>
          </LinkButton>
        ) : null,
    },
  ];
  return (
    <Listed
      caption="Grants from before this portal"
      columns={columns}
      rows={page.pastAwards}
      keyOf={({ id }) => id}
      empty="None is recorded."
      below={(line) => (open === line.id ? <Correcting {...work} award={line} /> : null)}
    >
      {!page.may.write ? null : open === "award" ? (
        <AwardForm {...work} />
      ) : (
        <Button kind="secondary" onClick={() => setOpen("award")}>
          Add an earlier grant
        </Button>
      )}
    </Listed>
  );
};

const Returns = (work: RecordWork) => {
  const { page, open, setOpen } = work;
  const columns: readonly TableColumn<ReturnLine>[] = [
    {
      id: "what",
      header: "Return",
      names: true,
      cell: ({ what, reference }) => (reference === undefined ? what : `${what} (${reference})`),
    },
    { id: "due", header: "Due", by: ({ dueOn }) => dueOn, cell: ({ dueOn }) => formatShortDate(dueOn) },
    {
      id: "received",
      header: "Received",
      cell: ({ receivedOn, overdue, takenBack }) =>
        receivedOn === undefined ? (
          <Tag tone={overdue ? "wrong" : "quiet"}>
            {takenBack === undefined ? (overdue ? "overdue" : "not yet") : "not asked"}
          </Tag>
        ) : (
          formatShortDate(receivedOn)
        ),
    },
    SOURCE,
    {
      id: "change",
      header: "Change",
      cell: ({ id, what, receivedOn, takenBack }) =>
        page.may.write && takenBack === undefined ? (
          <>
            {receivedOn === undefined ? (
              <LinkButton onClick={() => setOpen(`came ${id}`)}>
                It has come<span class="govuk-visually-hidden">: {what}</span>
              </LinkButton>
            ) : null}{" "}
            <LinkButton onClick={() => setOpen(open === id ? undefined : id)}>
              Correct<span class="govuk-visually-hidden"> {what}</span>
            </LinkButton>
          </>
        ) : null,
    },
  ];
  return (
    <Listed
      caption="Monitoring returns"
      columns={columns}
      rows={page.returns}
      keyOf={({ id }) => id}
      empty="None is recorded."
      below={(line) => {
        if (open === line.id) return <Correcting {...work} dueReturn={line} />;
        return open === `came ${line.id}` ? <Receiving {...work} line={line} /> : null;
      }}
    >
      {!page.may.write ? null : open === "return" ? (
        <ReturnForm {...work} />
      ) : (
        <Button kind="secondary" onClick={() => setOpen("return")}>
          Add a return
        </Button>
      )}
    </Listed>
  );
};

const Group = (work: RecordWork) => {
  const { page } = work;
  return (
    <>
      <Facts facts={factsOf(page)} />
      {page.returns.some(({ overdue }) => overdue) ? (
        <Notice tone="hand">
          <p class="govuk-body">
            A return is overdue. Where a fund asks for it, the group reads this before it applies.
          </p>
        </Notice>
      ) : null}
      <Grants page={page} />
      <Past {...work} />
      <Returns {...work} />
      <Applications page={page} />
      <p class="govuk-body">
        <PrintButton />
      </p>
    </>
  );
};

/** What is recorded of a group: grants, returns, applications. An officer adds what was before this portal. */
export default function GroupPage() {
  const { id = "" } = useRoute().params;
  const sending = useSending();
  const [open, setOpen] = useState<string>();
  const loaded = useLoaded(
    (signal) => call<typeof records.read>("GET /api/office/organisations/{id}/record", { params: { id }, signal }),
    [id],
  );
  const page = loaded.is === "here" ? loaded.value : undefined;
  const opening = (name: string | undefined) => {
    sending.setErrors([]);
    setOpen(name);
  };
  const done = (next: RecordPage) => {
    setOpen(undefined);
    loaded.replace(next);
  };
  return (
    <Page title={page?.organisation.name ?? "Group"} caption="The record of a group" errors={sending.errors}>
      <Load of={loaded} shape={<FactsShape />}>
        {(value) => <Group page={value} sending={sending} open={open} setOpen={opening} onDone={done} />}
      </Load>
    </Page>
  );
}
