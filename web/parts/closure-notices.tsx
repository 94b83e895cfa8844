import type { PublicClosure } from "../../shared/contract/fund-views.ts";
import { Notice } from "./notice.tsx";

/** What is announced and in force, above everything else of a page. */
export const ClosureNotices = ({ closures }: { closures: readonly PublicClosure[] }) => (
  <>
    {closures.map(({ id, when, heading, text }) => (
      <Notice key={id} tone={when === "announced" ? "info" : "hand"} title={heading}>
        <p class="govuk-body prose">{text}</p>
      </Notice>
    ))}
  </>
);
