import { useState } from "preact/hooks";
import type { ConfirmationPage, RecommendationView } from "../../../shared/contract/outcome-views.ts";
import type { ConfirmationAnswer } from "../../../shared/rules/confirmation.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { formatPounds, moneyProblem, parsePounds } from "../../../shared/rules/money.ts";
import { MOST_NOTE_CHARACTERS } from "../../../shared/rules/text.ts";
import { Button } from "../../parts/button.tsx";
import { type Choice, Radios } from "../../parts/choices.tsx";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import { Details } from "../../parts/details.tsx";
import { AmountField, TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { noticePath } from "../../parts/outcome-words.ts";
import { SummaryList } from "../../parts/summary-list.tsx";
import { Tag } from "../../parts/tag.tsx";

export type Given = {
  applicationId: string;
  answer: ConfirmationAnswer;
  amountPence?: number;
  reason: string;
  implications: string;
};
/** Sends answers; true once they are taken. */
export type Answer = (answers: readonly Given[], said: string) => Promise<boolean>;

const SAID = { confirm: "Confirmed", lower: "Lowered", refuse: "Refused" } as const;

type Props = { page: ConfirmationPage; item: RecommendationView; busy: boolean; answer: Answer };

const choicesOf = ({ passed, recommendedPence }: RecommendationView): Choice<ConfirmationAnswer>[] => [
  passed
    ? { value: "confirm", label: `Award it, up to ${formatPounds(recommendedPence)}` }
    : { value: "confirm", label: `Confirm ${formatPounds(recommendedPence)} as recommended` },
  ...(passed ? [] : [{ value: "lower", label: "Confirm a lower amount" } as const]),
  { value: "refuse", label: "Refuse" },
];

const RecommendationForm = ({ item, busy, answer }: Omit<Props, "page">) => {
  const { applicationId, passed, title } = item;
  const [chosen, setChosen] = useState<ConfirmationAnswer | "">("");
  const [amount, setAmount] = useState("");
  const [reason, setReason] = useState("");
  const [implications, setImplications] = useState("");
  const [wrong, setWrong] = useState<{ at: "choice" | "amount" | "reason"; text: string }>();
  const asksAmount = chosen === "lower" || (passed && chosen === "confirm");
  const asksReason = chosen === "lower" || chosen === "refuse" || passed;
  const send = async () => {
    if (chosen === "") return setWrong({ at: "choice", text: "Choose what to do." });
    const amountPence = asksAmount ? parsePounds(amount) : undefined;
    const problem = asksAmount ? moneyProblem(amount) : undefined;
    if (asksAmount && (problem !== undefined || amountPence === undefined))
      return setWrong({ at: "amount", text: problem ?? "Enter an amount like 1,400.00." });
    if (asksReason && reason.trim() === "")
      return setWrong({ at: "reason", text: "Give the reason. It stands in the decision notice." });
    setWrong(undefined);
    const given: Given = {
      ...{ applicationId, reason, implications },
      answer: chosen,
      ...(amountPence === undefined ? {} : { amountPence }),
    };
    await answer([given], `${title}: ${SAID[chosen].toLowerCase()}.`);
  };
  const errorAt = (at: "choice" | "amount" | "reason") => (wrong?.at === at ? wrong.text : undefined);
  return (
    <Form onSend={send}>
      <Radios
        id={`answer-${applicationId}`}
        label="Your answer"
        options={choicesOf(item)}
        value={chosen}
        onChange={setChosen}
        error={errorAt("choice")}
      />
      {asksAmount ? (
        <AmountField
          id={`amount-${applicationId}`}
          label="Amount of the grant"
          value={amount}
          onChange={setAmount}
          error={errorAt("amount")}
        />
      ) : null}
      {chosen === "" ? null : (
        <>
          <TextArea
            id={`reason-${applicationId}`}
            label={asksReason ? "Reason" : "Anything to add to the panel’s reasons (optional)"}
            value={reason}
            onChange={setReason}
            limitCharacters={MOST_NOTE_CHARACTERS}
            rows={3}
            error={errorAt("reason")}
          />
          {chosen === "refuse" ? null : (
            <TextArea
              id={`implications-${applicationId}`}
              label="Implications for equality, safety, environment or other (optional)"
              value={implications}
              onChange={setImplications}
              limitCharacters={MOST_NOTE_CHARACTERS}
              rows={2}
            />
          )}
          <Button submit busy={busy}>
            {chosen === "refuse" ? "Refuse this grant" : "Confirm this grant"}
          </Button>
        </>
      )}
    </Form>
  );
};

const Answered = ({ page, item }: Pick<Props, "page" | "item">) => {
  const { answer, applicationId, carriedOut, title } = item;
  if (answer === undefined) return null;
  return (
    <>
      <p class="govuk-body">
        <Tag tone={answer.answer === "refuse" ? "quiet" : "done"}>{SAID[answer.answer]}</Tag>{" "}
        {answer.answer === "refuse" ? "" : `${formatPounds(answer.amountPence)} `}by {answer.byName} at{" "}
        {formatDateTime(answer.at)}.{answer.reason === "" ? "" : ` ${answer.reason}`}
      </p>
      {answer.answer !== "refuse" && carriedOut ? (
        <p class="govuk-body">
          <a class="govuk-link" href={noticePath(page.meetingId, applicationId)}>
            Decision notice<span class="govuk-visually-hidden"> of {title}</span>
          </a>
        </p>
      ) : null}
    </>
  );
};

/** One recommendation with its reasons, and the answer to it. */
export const Recommendation = ({ page, item, busy, answer }: Props) => (
  <section class="paper">
    <h2 class="govuk-heading-s">
      {item.title}: {item.organisationName}
    </h2>
    <SummaryList
      rows={[
        {
          key: "Reference",
          value: (
            <a class="govuk-link" href={deskApplicationPath(item.applicationId)}>
              {item.applicationId}
            </a>
          ),
        },
        { key: "Asked for", value: formatPounds(item.askedPence) },
        item.passed
          ? { key: "Recommended", value: "Nothing: passed on for want of a quorum" }
          : { key: "Recommended", value: `${formatPounds(item.recommendedPence)} from ${item.sourceName}` },
        { key: "Reasons", value: item.reasons },
        ...(item.conditions.length === 0 ? [] : [{ key: "Conditions", value: item.conditions.join("\n") }]),
        ...(item.dropped.length === 0 ? [] : [{ key: "Not paid for", value: item.dropped.join("\n") }]),
      ]}
    />
    <Answered page={page} item={item} />
    {item.answer !== undefined ? null : item.enteredByYou ? (
      <p class="govuk-body">You entered this in the meeting. Another approver confirms it.</p>
    ) : page.may ? (
      <Details summary={`Answer: ${item.title}`}>
        <RecommendationForm item={item} busy={busy} answer={answer} />
      </Details>
    ) : (
      <Tag tone="hand">Waits for an approver</Tag>
    )}
  </section>
);
