import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { scoring } from "../../../shared/contract/scoring.ts";
import type { RulingLine, Rulings } from "../../../shared/contract/scoring-views.ts";
import { formatDate, formatDateTime, londonDate } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page, Paper } from "../../parts/page.tsx";
import { Tag } from "../../parts/tag.tsx";
import { TRUSTEE_PATH } from "../../parts/trustee-paths.ts";
import { useSending } from "../../parts/use-sending.ts";

const KIND_WORDS = {
  none: "No interest of their own",
  direct: "Direct interest",
  indirect: "Indirect interest",
  loyalty: "Loyalty",
  gift: "Gift",
} as const satisfies Record<RulingLine["kind"], string>;

const DECISIONS = [
  { value: "may-score", label: "They may score it" },
  { value: "recused", label: "They take no part in it" },
] as const;
type Decision = (typeof DECISIONS)[number]["value"];

const keyOf = ({ personId, applicationId }: RulingLine): string => `${personId}-${applicationId}`;

type OneProps = {
  line: RulingLine;
  /** What is missing in the ruling on this very interest, or what the portal said to it. */
  refused: readonly PageError[];
  busy: boolean;
  rule: (decision: Decision | "", reason: string) => void;
};

/** One interest, and the chair's ruling with its reason. */
const One = ({ line, refused, busy, rule }: OneProps) => {
  const [decision, setDecision] = useState<Decision | "">("");
  const [reason, setReason] = useState("");
  const { name, title, organisationName, kind, about, backed, at, late, takenBack, ruling } = line;
  return (
    <Paper title={`${name}: ${title}`}>
      <p class="govuk-body">
        {organisationName}. {KIND_WORDS[kind]}
        {backed === true ? ", and they or their staff backed the bid" : ""}
        {takenBack ? ", taken back since" : ""}. Declared on {formatDate(londonDate(at))}.{" "}
        {late ? <Tag tone="hand">declared late</Tag> : null}
      </p>
      {about === undefined ? null : <p class="govuk-body lines">{about}</p>}
      {ruling === undefined ? (
        <Form onSend={() => rule(decision, reason)}>
          <Radios
            id={`${keyOf(line)}-decision`}
            label={`Your ruling for ${name}`}
            options={DECISIONS}
            value={decision}
            onChange={setDecision}
            error={errorFor(refused, `${keyOf(line)}-decision`)}
          />
          <TextArea
            id={refused.length > 0 ? "reason" : `${keyOf(line)}-reason`}
            label="Reason"
            hint="It stands in the register of interests."
            rows={2}
            value={reason}
            onChange={setReason}
            error={errorFor(refused, "reason")}
          />
          <Button submit busy={busy}>
            Rule
          </Button>
        </Form>
      ) : (
        <p class="govuk-body">
          <Tag tone={ruling.decision === "recused" ? "quiet" : "done"}>
            {ruling.decision === "recused" ? "takes no part" : "may score"}
          </Tag>{" "}
          {ruling.reason} <span class="soft small">{formatDateTime(ruling.at)}</span>
        </p>
      )}
    </Paper>
  );
};

/** Interests that wait for the chair; for the chair's own, for the deputy. */
export default function RulingsPage() {
  const { round = "" } = useRoute().params;
  const [done, setDone] = useState<{ count: number; said: string }>();
  const [tried, setTried] = useState<string>();
  const sending = useSending();
  const loaded = useLoaded(
    (signal) => call<typeof scoring.rulings>("GET /api/trustee/rounds/{round}/rulings", { params: { round }, signal }),
    [round],
  );
  const rule = async (line: RulingLine, decision: Decision | "", reason: string): Promise<void> => {
    const { personId, applicationId } = line;
    setTried(keyOf(line));
    if (decision === "") return sending.setErrors([{ id: `${keyOf(line)}-decision`, text: "Choose a ruling." }]);
    const saved = await sending.send((writeId) =>
      call<typeof scoring.rule>("POST /api/trustee/rounds/{round}/rulings", {
        params: { round },
        body: { personId, applicationId, decision, reason, writeId },
      }),
    );
    if (saved === undefined) return;
    loaded.replace(saved);
    const what = decision === "recused" ? "takes no part in" : "may score";
    setDone((now) => ({ count: (now?.count ?? 0) + 1, said: `${line.name} ${what} “${line.title}”.` }));
  };
  return (
    <Page
      title="Rule on interests"
      caption={loaded.is === "here" ? `${loaded.value.round.fundName}, ${loaded.value.round.title}` : undefined}
      back={{ href: TRUSTEE_PATH, text: "Bids to score" }}
      errors={sending.errors}
    >
      {done === undefined ? null : (
        <Notice key={done.count} focused>
          <p class="govuk-body">{done.said}</p>
        </Notice>
      )}
      <Load of={loaded} shape={<FactsShape />}>
        {({ lines }: Rulings) =>
          lines.length === 0 ? (
            <p class="govuk-body">No interest waits for you.</p>
          ) : (
            lines.map((line) => (
              <One
                key={keyOf(line)}
                line={line}
                refused={tried === keyOf(line) ? sending.errors : []}
                busy={sending.busy}
                rule={(...said) => void rule(line, ...said)}
              />
            ))
          )
        }
      </Load>
    </Page>
  );
}
