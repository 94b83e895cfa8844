import type { Refusal } from "../api.ts";
import { Notice } from "./notice.tsx";
import { RefusalNotice } from "./refusal.tsx";

/** Above what a page changes: why the portal said no to the last change, or that it is done. */
export const Told = ({ refusal, said }: { refusal?: Refusal | undefined; said: string }) => (
  <>
    {refusal === undefined ? null : <RefusalNotice refusal={refusal} />}
    {said === "" ? null : (
      <Notice role="status">
        <p class="govuk-body">{said}</p>
      </Notice>
    )}
  </>
);
