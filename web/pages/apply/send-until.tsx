import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { formatDeadline } from "../../../shared/rules/london.ts";
import { Notice } from "../../parts/notice.tsx";

/** The round has closed, and this group alone may still send, once (`round/exception`). */
export const SendUntil = ({ view: { sendUntil } }: { view: Pick<ApplicationView, "sendUntil"> }) =>
  sendUntil === undefined ? null : (
    <Notice title={`You may send until ${formatDeadline(sendUntil)}`}>
      <p class="govuk-body">
        The round has closed. The office lets your group send one application after the close. It can be sent once, and
        nobody can change it afterwards: read it through first.
      </p>
    </Notice>
  );
