import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { availability } from "../../../shared/contract/availability.ts";
import type { OfficeRound, rounds } from "../../../shared/contract/rounds.ts";
import { formatDate, formatDateTime, formatDeadline } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Checkboxes } from "../../parts/choices.tsx";
import { Details } from "../../parts/details.tsx";
import { errorFor } from "../../parts/error-summary.tsx";
import { Form } from "../../parts/form.tsx";
import { previewPath, ROUNDS_PATH } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RoundElections } from "../../parts/round-elections.tsx";
import { RoundPages } from "../../parts/round-pages.tsx";
import type { Row } from "../../parts/rows.tsx";
import { useSession } from "../../parts/session.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { RoundAsks } from "./round-asks.tsx";
import { RoundExtend } from "./round-extend.tsx";
import { potOf, RoundForm, roundErrorsAtFields, typedRound } from "./round-form.tsx";
import { NOTICE_ID, RoundNotices } from "./round-notices.tsx";
import { RoundPublish } from "./round-publish.tsx";
import { RoundRates, rateErrorsAtFields, rateProblems, ratesToCome, ratesTyped } from "./round-rates.tsx";
import { RoundSlip, slipErrors } from "./round-slip.tsx";
import { STATUS_WORDS } from "./round-words.ts";

type Part = {
  office: OfficeRound;
  /** Promised days are moved beside an extension: what is wrong with one is not said at the fields of the other. */
  slipping: ReturnType<typeof useSending>;
  sending: ReturnType<typeof useSending>;
  /** Takes over what the portal answered, and says what was done. */
  onChange: (office: OfficeRound, done: string) => void;
};

const Facts = ({ office: { round, sources, switchable } }: { office: OfficeRound }) => {
  const { opensAt, closesAt, checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy } = round.timetable;
  const chosen = switchable.filter((each) => each.switch === "on").map(({ words }) => words);
  const nameOf = (sourceId: string): string => sources.find(({ id }) => id === sourceId)?.name ?? sourceId;
  return (
    <SummaryList
      rows={[
        { key: "Opens", value: formatDateTime(opensAt) },
        { key: "Closes", value: formatDeadline(closesAt) },
        { key: "Checked by", value: formatDate(checkedBy) },
        { key: "Meeting", value: formatDate(meetingOn) },
        { key: "Confirmed by", value: formatDate(confirmedBy) },
        { key: "Groups hear by", value: formatDate(notifiedBy) },
        { key: "Money paid by", value: formatDate(paidBy) },
        {
          key: "Pot",
          value: round.pot
            .map(({ sourceId, amountPence }) => `${formatWholePounds(amountPence)} from ${nameOf(sourceId)}`)
            .join("\n"),
        },
        ...(chosen.length === 0 ? [] : [{ key: "Also asked of groups", value: chosen.join("\n") }]),
      ]}
    />
  );
};

const switchedOn = ({ switchable }: OfficeRound): string[] =>
  switchable.filter((each) => each.switch === "on").map(({ rule }) => rule);

const Change = ({ office, sending, onChange }: Part) => {
  const { round, dates, sources } = office;
  const [typed, setTyped] = useState(() => typedRound(round.title, dates, round.pot));
  const [rulesOn, setRulesOn] = useState(() => switchedOn(office));
  const [toCome, setToCome] = useState<Row[]>(() => ratesToCome(office));
  const mayRate = office.status === "unpublished" && office.rates.length > 0;
  const rates = mayRate ? ratesTyped(office, toCome) : undefined;
  const maySwitch = office.status === "unpublished" && office.switchable.length > 0;
  const change = async () => {
    const { pot, errors } = potOf(typed, sources);
    const wrong = [...errors, ...(mayRate ? rateProblems(toCome) : [])];
    if (wrong.length > 0) return sending.setErrors(wrong);
    const switches = Object.fromEntries(
      office.switchable.map(({ rule }) => [rule, rulesOn.includes(rule) ? "on" : "off"] as const),
    );
    const body = {
      ...{ title: typed.title, dates: typed.dates, pot, version: round.version },
      ...(maySwitch ? { switches } : {}),
      ...(rates === undefined ? {} : { rates }),
    };
    const changed = await sending.send((writeId) =>
      call<typeof rounds.change>("PUT /api/office/rounds/{id}", {
        params: { id: round.id },
        body: { ...body, writeId },
      }),
    );
    if (changed === undefined) return;
    onChange(changed, "The changes are saved.");
  };
  const errors = rateErrorsAtFields(roundErrorsAtFields(sending.errors, potOf(typed, sources).pot), office);
  return (
    <Details
      summary={maySwitch ? "Change title, dates, pot or who can apply" : "Change title, dates or pot"}
      open={errors.some(({ id }) => id !== undefined && id !== NOTICE_ID)}
    >
      <Form onSend={change}>
        <RoundForm typed={typed} sources={sources} errors={errors} onChange={setTyped} />
        {maySwitch ? (
          <Checkboxes
            id="switches"
            label="Who can apply in this round"
            labelSize="m"
            hint="These rules are yours to choose; groups read them in these words. The fund’s other rules always hold. All are fixed when the round is published."
            options={office.switchable.map(({ rule, words, known }) => ({ value: rule, label: words, hint: known }))}
            values={rulesOn}
            onChange={setRulesOn}
            error={errorFor(errors, "switches")}
          />
        ) : null}
        {mayRate ? <RoundRates office={office} rows={toCome} errors={errors} onChange={setToCome} /> : null}
        <Button submit busy={sending.busy}>
          Save the changes
        </Button>
      </Form>
    </Details>
  );
};

const Round = (part: Part) => {
  const { office, sending, slipping, onChange } = part;
  const { id, version } = office.round;
  const outages = useLoaded(
    (signal) => call<typeof availability.ofRound>("GET /api/office/rounds/{id}/outages", { params: { id }, signal }),
    [id, version],
  );
  const proposal = outages.is === "here" ? outages.value.proposals[0] : undefined;
  const { person } = useSession();
  const mayWrite = person?.roles.includes("officer") === true;
  const readsAsks = person?.roles.some((role) => role !== "administrator") === true;
  const may = (move: OfficeRound["may"][number]): boolean => mayWrite && office.may.includes(move);
  const { words, tone } = STATUS_WORDS[office.status];
  return (
    <>
      <p class="govuk-body">
        <Tag tone={tone}>{words}</Tag>{" "}
        <a class="govuk-link" href={previewPath(office.round.id)}>
          {office.status === "unpublished" ? "See the public page as it will be" : "See the public page"}
        </a>
      </p>
      {office.status === "unpublished" ? null : (
        <RoundPages roundId={office.round.id} here="round" status={office.status} />
      )}
      <Facts office={office} />
      {readsAsks ? (
        <RoundElections
          key={`elections ${office.round.version}`}
          roundId={office.round.id}
          mayAsk={person?.roles.some((role) => role === "officer" || role === "approver") === true}
        />
      ) : null}
      {may("change") ? <Change key={office.round.version} {...part} /> : null}
      {may("publish") ? <RoundPublish office={office} sending={sending} onChange={onChange} /> : null}
      {office.status === "unpublished" ? null : (
        <>
          <RoundExtend
            key={`${version} ${proposal?.outages.length ?? 0}`}
            office={office}
            may={may("extend")}
            proposal={proposal}
            sending={sending}
            onChange={onChange}
          />
          {may("slip") ? (
            <RoundSlip key={`slip ${version}`} office={office} sending={slipping} onChange={onChange} />
          ) : null}
          <RoundNotices office={office} mayAdd={may("notify")} sending={sending} onChange={onChange} />
          {readsAsks ? <RoundAsks roundId={office.round.id} mayAnswer={mayWrite} /> : null}
        </>
      )}
    </>
  );
};

export default function RoundEditPage() {
  const { id = "" } = useRoute().params;
  const sending = useSending();
  const slipping = useSending();
  const loaded = useLoaded(
    (signal) => call<typeof rounds.one>("GET /api/office/rounds/{id}", { params: { id }, signal }),
    [id],
  );
  const [done, setDone] = useState<string>();
  const take = (office: OfficeRound, said: string) => {
    loaded.replace(office);
    setDone(said);
  };
  const here = loaded.is === "here" ? loaded.value : undefined;
  const errors = [
    ...(here === undefined
      ? sending.errors
      : rateErrorsAtFields(roundErrorsAtFields(sending.errors, here.round.pot), here)),
    ...slipErrors(slipping.errors),
  ];
  return (
    <Page
      title={here?.round.title ?? "Round"}
      caption={here === undefined ? id : `${here.fundName}, ${here.round.id}`}
      back={{ href: ROUNDS_PATH, text: "Plan rounds" }}
      errors={errors}
    >
      {done === undefined || errors.length > 0 ? null : (
        <Notice key={`${here?.round.version} ${done}`} focused>
          <p class="govuk-body">{done}</p>
        </Notice>
      )}
      <Load of={loaded}>
        {(office) => <Round office={office} sending={sending} slipping={slipping} onChange={take} />}
      </Load>
    </Page>
  );
}
