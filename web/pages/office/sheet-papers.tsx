import type { dueDiligence, Sheet } from "../../../shared/contract/due-diligence.ts";
import { formatShortDate } from "../../../shared/rules/london.ts";
import { formatPounds, moneyProblem, parsePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { Button, LinkButton } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { AmountField, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { useTyped } from "../../parts/typed.ts";
import { SaveOrLeave } from "./save-or-leave.tsx";
import type { SheetWork } from "./sheet-check.tsx";
import { answeredDay, typedPounds } from "./typed-values.ts";

type Sum = { from: string; on: string; amount: string };
type Typed = { income: string; accountsOn: string; bankStatementOn: string; trading: string; sums: Sum[] };

const typedOf = ({ facts }: Sheet): Typed => ({
  income: typedPounds(facts.incomePence),
  accountsOn: facts.accountsOn ?? "",
  bankStatementOn: facts.bankStatementOn ?? "",
  trading: facts.trading ?? "",
  sums: facts.subsidies.map(({ from, on, amountPence }) => ({ from, on, amount: typedPounds(amountPence) })),
});

/** Amounts are read here, because a body holds pence; everything else is the server's to refuse. */
const amountErrors = ({ income, trading, sums }: Typed): PageError[] => [
  ...(income === "" || moneyProblem(income) === undefined
    ? []
    : [{ id: "facts-incomePence", text: moneyProblem(income) ?? "" }]),
  ...(trading === "yes" ? sums : []).flatMap(({ amount }, n) => {
    const problem = moneyProblem(amount);
    return problem === undefined ? [] : [{ id: `facts-subsidies-${n}-amountPence`, text: problem }];
  }),
];

const TRADING = [
  { value: "yes", label: "Yes", hint: "Goods or services are sold, in competition with others." },
  { value: "no", label: "No" },
];

const SumRow = (props: {
  n: number;
  sum: Sum;
  errors: readonly PageError[];
  onChange: (sum: Sum) => void;
  onRemove: () => void;
}) => {
  const { n, sum, errors, onChange, onRemove } = props;
  const id = (field: string) => `facts-subsidies-${n}-${field}`;
  return (
    <fieldset class="govuk-fieldset check__sum">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">Sum {n + 1}</legend>
      <TextField
        id={id("from")}
        label="From whom"
        value={sum.from}
        onChange={(from) => onChange({ ...sum, from })}
        error={errorFor(errors, id("from"))}
      />
      <DateField
        id={id("on")}
        label="When"
        value={sum.on}
        onChange={(on) => onChange({ ...sum, on })}
        error={errorFor(errors, id("on"))}
      />
      <AmountField
        id={id("amountPence")}
        label="How much"
        value={sum.amount}
        onChange={(amount) => onChange({ ...sum, amount })}
        error={errorFor(errors, id("amountPence"))}
      />
      <LinkButton onClick={onRemove}>
        Take it out<span class="govuk-visually-hidden">: sum {n + 1}</span>
      </LinkButton>
    </fieldset>
  );
};

const PapersForm = ({ sheet, sending, onChange, onClose }: SheetWork & { onClose: () => void }) => {
  const { errors } = sending;
  const { typed, setTyped, field } = useTyped(() => typedOf(sheet), errors, "facts-");
  const set = (over: Partial<Typed>) => setTyped({ ...typed, ...over });
  const setSum = (n: number, sum: Sum | undefined) =>
    set({ sums: typed.sums.flatMap((one, at) => (at === n ? (sum === undefined ? [] : [sum]) : [one])) });
  const save = async () => {
    const wrong = amountErrors(typed);
    if (wrong.length > 0) return sending.setErrors(wrong);
    const { income, accountsOn, bankStatementOn, trading } = typed;
    const incomePence = parsePounds(income);
    const sums = trading === "yes" ? typed.sums : [];
    const facts = {
      ...(incomePence === undefined ? {} : { incomePence }),
      ...(accountsOn === "" ? {} : { accountsOn }),
      ...(bankStatementOn === "" ? {} : { bankStatementOn }),
      ...(trading === "yes" || trading === "no" ? ({ trading } as const) : {}),
      subsidies: sums.map(({ from, on, amount }) => ({ from, on, amountPence: parsePounds(amount) ?? 0 })),
    };
    const next = await sending.send((writeId) =>
      call<typeof dueDiligence.facts>("POST /api/desk/applications/{id}/due-diligence/facts", {
        params: { id: sheet.applicationId },
        body: { facts, version: sheet.version, writeId },
      }),
    );
    if (next === undefined) return;
    onClose();
    onChange(next);
  };
  return (
    <Form class="no-print" onSend={save}>
      <AmountField
        id="facts-incomePence"
        label="The year’s income"
        hint="From the latest accounts, or what a new group expects in its first year."
        value={typed.income}
        onChange={(income) => set({ income })}
        error={errorFor(errors, "facts-incomePence")}
        optional
      />
      <DateField {...field("accountsOn")} label="The accounts’ year ended on" optional />
      <DateField {...field("bankStatementOn")} label="Date of the bank statement, where you have seen one" optional />
      <Radios
        {...field("trading")}
        label="Is the money for trading in a market?"
        hint="Most grants are not. Where it is, the Subsidy Control Act asks for a running total."
        options={TRADING}
      />
      {typed.trading === "yes" ? (
        <>
          <p class="govuk-body">
            Enter what the group had for this trading from anybody public since{" "}
            {formatShortDate(sheet.subsidy.countsFrom)}. Earlier sums may stand here; they do not count.
          </p>
          {typed.sums.map((sum, n) => (
            <SumRow
              key={n}
              n={n}
              sum={sum}
              errors={errors}
              onChange={(next) => setSum(n, next)}
              onRemove={() => setSum(n, undefined)}
            />
          ))}
          <p>
            <LinkButton onClick={() => set({ sums: [...typed.sums, { from: "", on: "", amount: "" }] })}>
              Add a sum
            </LinkButton>
          </p>
        </>
      ) : null}
      <SaveOrLeave action="Save what you read" busy={sending.busy} onLeave={onClose} />
    </Form>
  );
};

const rowsOf = ({ facts, subsidy, requestedPence }: Sheet) => [
  { key: "The year’s income", value: facts.incomePence === undefined ? "" : formatPounds(facts.incomePence) },
  { key: "The accounts’ year ended on", value: answeredDay(facts.accountsOn) },
  { key: "Bank statement of", value: answeredDay(facts.bankStatementOn) },
  {
    key: "Money for trading in a market",
    value: facts.trading === undefined ? "" : facts.trading === "yes" ? "Yes" : "No",
  },
  ...(facts.trading === "yes"
    ? [
        ...facts.subsidies.map(({ from, on, amountPence }) => ({
          key: from,
          value: `${formatPounds(amountPence)} on ${formatShortDate(on)}${on < subsidy.countsFrom ? " (does not count)" : ""}`,
        })),
        { key: "This grant", value: formatPounds(requestedPence) },
        {
          key: `In all, since ${formatShortDate(subsidy.countsFrom)}`,
          value: `${formatPounds(subsidy.totalPence)}${subsidy.overPence > 0 ? `, ${formatPounds(subsidy.overPence)} too much` : ""}`,
        },
      ]
    : []),
];

/** What an officer read in the papers, and the portal reckons with. */
export const Papers = (props: SheetWork & { open: boolean; onOpen: (open: boolean) => void }) => {
  const { sheet, open, onOpen } = props;
  return (
    <section>
      <h2 class="govuk-heading-m">Read in the papers</h2>
      {open ? <PapersForm {...props} onClose={() => onOpen(false)} /> : <SummaryList rows={rowsOf(sheet)} />}
      {sheet.may.enter && !open ? (
        <Button kind="secondary" onClick={() => onOpen(true)}>
          Enter what you read
        </Button>
      ) : null}
    </section>
  );
};
