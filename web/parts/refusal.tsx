import { OFFICE } from "../../shared/office.ts";
import type { Refusal } from "../api.ts";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";
import { signInPath } from "./session.tsx";

type RefusalNoticeProps = { refusal: Refusal; onRetry?: (() => void) | undefined };

/** Why the portal said no, in words, and the way on: try again, sign in, or ask the office. Stands where the thing would be. */
export const RefusalNotice = ({ refusal, onRetry }: RefusalNoticeProps) => {
  const retry =
    onRetry === undefined ? null : (
      <Button kind="secondary" onClick={onRetry}>
        Try again
      </Button>
    );
  switch (refusal.kind) {
    case "unreachable":
      return (
        <Notice tone="hand" role="alert" title="The portal could not be reached">
          <p class="govuk-body">Check your connection. What you have typed is still on this device.</p>
          {retry}
        </Notice>
      );
    case "unauthenticated":
      return (
        <Notice role="alert" title="Sign in to go on">
          <p class="govuk-body">
            <a class="govuk-link" href={signInPath(location.pathname + location.search)}>
              Sign in
            </a>{" "}
            and you come back to this page.
          </p>
        </Notice>
      );
    case "unexpected":
    case "too-many":
      return (
        <Notice tone="wrong" role="alert" title={refusal.problem?.title ?? "Something went wrong on our side"}>
          <p class="govuk-body">
            Try again in a minute. If it stays like this, call {OFFICE.phone}
            {refusal.problem?.requestId === undefined ? "." : ` and say “${refusal.problem.requestId}”.`}
          </p>
          {retry}
        </Notice>
      );
    default:
      return (
        <Notice tone="hand" role="alert" title={refusal.problem?.title}>
          {refusal.problem?.detail === undefined ? null : <p class="govuk-body">{refusal.problem.detail}</p>}
          {refusal.problem === undefined ? null : (
            <p class="govuk-body">
              <a class="govuk-link" href={refusal.problem.type}>
                What this means
              </a>
            </p>
          )}
        </Notice>
      );
  }
};
