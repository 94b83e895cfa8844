import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Receipt } from "../../../shared/contract/application-views.ts";
import type { applications } from "../../../shared/contract/applications.ts";
import { call } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Problem, useMove } from "./moves.tsx";

type SendCopyProps = {
  receipt: Receipt;
  /** What else can be done with a submission, in the same row. */
  children: ComponentChildren;
};

/** Sends the answers of a submission to whoever asks, at the address they sign in with. */
export const SendCopy = ({ receipt, children }: SendCopyProps) => {
  const { busy, problem, run } = useMove();
  const [to, setTo] = useState<string>();
  const send = async (writeId: string): Promise<void> => {
    const params = { id: receipt.reference, number: String(receipt.number) };
    const sent = await call<typeof applications.copy>("POST /api/applications/{id}/submissions/{number}/copy", {
      params,
      body: { writeId },
    });
    setTo(sent.to);
  };
  return (
    <>
      <Problem text={problem} />
      {to === undefined ? null : (
        <Notice role="status" focused title={`On its way to ${to}`}>
          <p class="govuk-body">Answers about keeping people safe or secret places are left out. Read them here.</p>
        </Notice>
      )}
      <ButtonRow>
        {children}
        {to === undefined ? (
          <Button kind="secondary" busy={busy} onClick={() => void run(send)}>
            Send my answers to me by email
          </Button>
        ) : null}
      </ButtonRow>
    </>
  );
};
