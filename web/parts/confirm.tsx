import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button, ButtonRow, LinkButton } from "./button.tsx";

type ConfirmProps = {
  /** What opens the question: "Withdraw this application". */
  action: string;
  /** The question, in full: "Withdraw “Youth nights at the hall”?" */
  question: string;
  /** What happens then, and whether it can be undone. */
  children?: ComponentChildren;
  /** "Yes, withdraw it" and "No, keep it": never a bare yes. */
  yes: string;
  no: string;
  onYes: () => void;
  /** "main" for what is wanted and only cannot be undone: publishing, sending. */
  kind?: "main" | "warning" | undefined;
  busy?: boolean | undefined;
};

/** Asks before something that cannot be undone: in the page, not in a dialog. The focus goes to the question and back. */
export const Confirm = ({ action, question, children, yes, no, onYes, kind = "warning", busy }: ConfirmProps) => {
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const opener = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asking) heading.current?.focus();
    else if (asked) opener.current?.querySelector("button")?.focus();
  }, [asking, asked]);
  const ask = () => {
    setAsking(true);
    setAsked(true);
  };
  if (!asking) {
    return (
      <div ref={opener}>
        {kind === "main" ? <Button onClick={ask}>{action}</Button> : <LinkButton onClick={ask}>{action}</LinkButton>}
      </div>
    );
  }
  return (
    <section class="confirm">
      <h2 class="govuk-heading-s" tabIndex={-1} ref={heading}>
        {question}
      </h2>
      {children}
      <ButtonRow>
        <Button kind={kind} onClick={onYes} busy={busy}>
          {yes}
        </Button>
        <Button kind="secondary" onClick={() => setAsking(false)}>
          {no}
        </Button>
      </ButtonRow>
    </section>
  );
};
