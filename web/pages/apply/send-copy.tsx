import { useState } from "preact/hooks";
import type { applications, Receipt } from "../../../shared/contract/applications.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Problem, useMove } from "./moves.tsx";

/** Sends the answers of a submission to whoever asks, at the address they sign in with. */
export const SendCopy = ({ receipt }: { receipt: Receipt }) => {
  const { busy, problem, run } = useMove();
  const [to, setTo] = useState<string>();
  return (
    <>
      <Problem text={problem} />
      {to === undefined ? (
        <Button
          kind="secondary"
          busy={busy}
          onClick={() =>
            void run(async (writeId) => {
              const sent = await call<typeof applications.copy>(
                "POST /api/applications/{id}/submissions/{number}/copy",
                { params: { id: receipt.reference, number: String(receipt.number) }, body: { writeId } },
              );
              setTo(sent.to);
            })
          }
        >
          Send my answers to me by email
        </Button>
      ) : (
        <Notice role="status" focused title={`On its way to ${to}`}>
          <p class="govuk-body">Answers about keeping people safe or secret places are left out. Read them here.</p>
        </Notice>
      )}
    </>
  );
};
