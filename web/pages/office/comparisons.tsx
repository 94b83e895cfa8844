import { useState } from "preact/hooks";
import type { comparisons, Comparisons as Found } from "../../../shared/contract/comparisons.ts";
import {
  COMPARISON_RESULTS,
  type Comparison,
  type ComparisonDecision,
  isUndecided,
  RESULT_WORDS,
} from "../../../shared/rules/comparison.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { StateTag } from "../../parts/application-state.tsx";
import { Button } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import { Details } from "../../parts/details.tsx";
import { ErrorSummary, errorFor } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { LinesShape, Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useSending } from "../../parts/use-sending.ts";

/** One thing of the bid with every bid in which it is found. */
type Thing = { hash: string; label: string; kind: Comparison["kind"]; found: Comparison[] };

const KIND_WORDS = {
  file: "The same file",
  "match-source": "The same money or help",
  "cost-line": "The same cost",
  address: "The same address",
  partner: "A partner’s bid",
} as const satisfies Record<Comparison["kind"], string>;

const WHOSE = {
  own: "the group itself",
  partner: "a partner",
  other: "another group",
} as const satisfies Record<Comparison["relation"], string>;

const thingsOf = (found: readonly Comparison[]): Thing[] => {
  const things = new Map<string, Thing>();
  for (const one of found) {
    const { hash, label, kind } = one;
    things.set(hash, { hash, label, kind, found: [...(things.get(hash)?.found ?? []), one] });
  }
  return [...things.values()];
};

const Where = ({ one: { other, relation, detail } }: { one: Comparison }) => (
  <li>
    <a class="govuk-link" href={deskApplicationPath(other.applicationId)}>
      {other.applicationId}
    </a>{" "}
    {other.organisationName}, {WHOSE[relation]} <StateTag state={other.state} />
    <br />
    <span class="soft">{other.title}</span>
    <br />
    {detail}
  </li>
);

const Decided = ({ decision }: { decision: ComparisonDecision }) => (
  <p class="govuk-body">
    <Tag tone={decision.result === "refer" ? "hand" : "done"}>{RESULT_WORDS[decision.result]}</Tag> {decision.reason}
    <br />
    <span class="small soft">
      {decision.byName}, {formatDateTime(decision.at)}
    </span>
  </p>
);

const HINTS: Partial<Record<ComparisonDecision["result"], string>> = {
  explained: "There is a good reason for it. Say which.",
  refer: "Somebody has to look into it further. Say who, and why.",
  "blank-template": "Anybody may send this file: a form with nothing filled in. No bid is held against it any more.",
};

type DecideProps = { bidId: string; thing: Thing; onDone: () => void };

/** An officer's decision about one thing, with the reason; folded away until it is wanted. */
const Decide = ({ bidId, thing: { hash, kind, label, found }, onDone }: DecideProps) => {
  const [result, setResult] = useState<ComparisonDecision["result"] | "">("");
  const [reason, setReason] = useState("");
  const { busy, errors, setErrors, send } = useSending();
  const before = found.some(({ decision }) => decision !== undefined);
  const decide = async () => {
    if (result === "") return setErrors([{ id: `result-${hash}`, text: "Choose a decision." }]);
    const decided = await send((writeId) =>
      call<typeof comparisons.decide>("POST /api/desk/applications/{id}/comparisons/{hash}", {
        params: { id: bidId, hash },
        body: { result, reason, writeId },
      }),
    );
    if (decided !== undefined) onDone();
  };
  // The server names its fields as they are sent; several of these forms stand on one page.
  const placed = errors.map((error) =>
    error.id === "result" || error.id === "reason" ? { ...error, id: `${error.id}-${hash}` } : error,
  );
  return (
    <div class="no-print">
      <Details summary={`${before ? "Decide again" : "Decide"}: ${label}`} open={errors.length > 0}>
        <ErrorSummary errors={placed} />
        <Form onSend={decide}>
          <Radios
            id={`result-${hash}`}
            label="What do you decide?"
            value={result}
            onChange={setResult}
            options={COMPARISON_RESULTS.filter((one) => one !== "blank-template" || kind === "file").map((one) => ({
              value: one,
              label: RESULT_WORDS[one],
              hint: HINTS[one],
            }))}
            error={errorFor(placed, `result-${hash}`)}
          />
          <TextArea
            id={`reason-${hash}`}
            label="Why"
            hint="The office reads it. No group does."
            rows={3}
            value={reason}
            onChange={setReason}
            error={errorFor(placed, `reason-${hash}`)}
          />
          <Button submit busy={busy}>
            Record the decision
          </Button>
        </Form>
      </Details>
    </div>
  );
};

const ThingSeen = ({ bidId, thing, mayDecide, onDone }: DecideProps & { mayDecide: boolean }) => {
  const { kind, label, found } = thing;
  const open = found.some(isUndecided);
  const [decision] = found.flatMap((one) => (one.decision === undefined ? [] : [one.decision]));
  const decided = decision === undefined ? "information" : "decided";
  const named = kind === "address" ? KIND_WORDS[kind] : `${KIND_WORDS[kind]}: ${label}`;
  return (
    <Notice tone={open ? "hand" : "quiet"} title={named}>
      <p class="govuk-body small">
        <Tag tone={open ? "hand" : "quiet"}>{open ? "to decide" : decided}</Tag>{" "}
        <span class="soft">{found[0]?.rule}</span>
      </p>
      <ul class="govuk-list govuk-list--spaced">
        {found.map((one) => (
          <Where key={one.other.applicationId} one={one} />
        ))}
      </ul>
      {decision === undefined ? null : <Decided decision={decision} />}
      {mayDecide && (open || decision !== undefined) ? (
        <Decide key={decision?.at} bidId={bidId} thing={thing} onDone={onDone} />
      ) : null}
    </Notice>
  );
};

const Seen = ({ bidId, value, onDone }: { bidId: string; value: Found; onDone: () => void }) => {
  const things = thingsOf(value.comparisons);
  if (things.length === 0)
    return <p class="govuk-body soft">No file, cost, money or address of this bid is in another one.</p>;
  return (
    <>
      {things.map((thing) => (
        <ThingSeen key={thing.hash} bidId={bidId} thing={thing} mayDecide={value.may.decide} onDone={onDone} />
      ))}
    </>
  );
};

/** What of a bid is in other bids too, where, and why it matters; for the office alone. */
export const SeenBefore = ({ bidId, onDone }: { bidId: string; onDone: (said: string) => void }) => {
  const loaded = useLoaded(
    (signal) =>
      call<typeof comparisons.read>("GET /api/desk/applications/{id}/comparisons", { params: { id: bidId }, signal }),
    [bidId],
  );
  return (
    <section id="seen-before">
      <h2 class="govuk-heading-m">Seen before</h2>
      <Load of={loaded} shape={<LinesShape />}>
        {(value) => (
          <Seen
            bidId={bidId}
            value={value}
            onDone={() => {
              loaded.reload();
              onDone("Recorded. The history says why.");
            }}
          />
        )}
      </Load>
    </section>
  );
};
