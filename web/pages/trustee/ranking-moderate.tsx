import { useEffect } from "preact/hooks";
import type { RankedLine, RankingPage } from "../../../shared/contract/ranking.ts";
import { Button, ButtonRow, LinkButton } from "../../parts/button.tsx";
import { Radios } from "../../parts/choices.tsx";
import type { PageError } from "../../parts/error-summary.tsx";
import { SelectField, TextArea } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { useTyped } from "../../parts/typed.ts";

const POINTS = [0, 1, 2, 3, 4, 5] as const;
export type AgreedScore = (typeof POINTS)[number] | "as-scored";

type ModerateProps = {
  line: RankedLine;
  page: RankingPage;
  busy: boolean;
  /** What stands against what was sent; what is missing is found here. */
  errors: readonly PageError[];
  onErrors: (errors: readonly PageError[]) => void;
  onSend: (criterionId: string, score: AgreedScore, reason: string) => void;
  onCancel: () => void;
};

const scoreOf = (typed: string): AgreedScore | undefined =>
  typed === "as-scored" ? typed : POINTS.find((points) => String(points) === typed);

/** The chair records what the panel agreed on one criterion. The cards stay as they are. */
export const Moderate = ({ line, page, busy, errors, onErrors, onSend, onCancel }: ModerateProps) => {
  const first = line.asks.find((ask) => ask.kind === "criterion");
  const { typed, field } = useTyped({ criterionId: first?.criterionId ?? "", score: "", reason: "" }, errors);
  const { criterionId, score, reason } = typed;
  // The button that opened the form had the focus, and is gone.
  useEffect(() => document.getElementById("criterionId")?.focus(), []);
  const send = () => {
    const agreed = scoreOf(score);
    const missing = [
      ...(criterionId === "" ? [{ id: "criterionId", text: "Choose a criterion." }] : []),
      ...(agreed === undefined ? [{ id: "score", text: "Choose the score that the panel agreed." }] : []),
      ...(reason.trim() === "" ? [{ id: "reason", text: "Give the reason. It stands beside both totals." }] : []),
    ];
    if (missing.length > 0 || agreed === undefined) onErrors(missing);
    else onSend(criterionId, agreed, reason);
  };
  return (
    <Form class="no-print" onSend={send}>
      <h4 class="govuk-heading-s">What the panel agreed on “{line.title}”</h4>
      <SelectField
        {...field("criterionId")}
        label="Criterion"
        options={page.criteria.map(({ id, label }) => ({ value: id, label }))}
      />
      <Radios
        {...field("score")}
        label="Score agreed"
        hint="It counts in place of the mean. All cards and the total before stay to be seen."
        inline
        options={[
          ...POINTS.map((points) => ({ value: String(points), label: String(points) })),
          ...(line.agreed[criterionId] === undefined
            ? []
            : [{ value: "as-scored", label: "Back to what the cards say" }]),
        ]}
      />
      <TextArea
        {...field("reason")}
        label="Reason"
        hint="Everybody on the panel reads it. It may be released to the applicant."
        rows={2}
      />
      <ButtonRow>
        <Button submit busy={busy}>
          {busy ? "Recording" : "Record it"}
        </Button>
        <LinkButton onClick={onCancel}>Cancel</LinkButton>
      </ButtonRow>
    </Form>
  );
};
