import type { DeskApplication, HistoryLine } from "../../../shared/contract/desk.ts";
import { formatDate, formatSecond, isCivilDate, londonDate } from "../../../shared/rules/london.ts";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import { Details } from "../../parts/details.tsx";
import { Notice } from "../../parts/notice.tsx";
import { historyWords } from "./history-words.ts";

/** Days inside a text of the history, in words. */
const inWords = (about: string): string =>
  about.replace(/\d{4}-\d{2}-\d{2}/, (date) => (isCivilDate(date) ? formatDate(date) : date));

const Line = ({ line }: { line: HistoryLine }) => (
  <tr>
    <td data-label="When" class="number">
      <span>
        {formatDate(londonDate(line.at))}, {formatSecond(line.at)}
      </span>
    </td>
    <td data-label="Who">
      <span>{line.by}</span>
    </td>
    <td data-label="What">
      <span>
        {historyWords(line.type)}
        {line.about === undefined ? "" : `, ${inWords(line.about)}`}
        {line.reason === undefined ? null : (
          <>
            <br />“{line.reason}”
          </>
        )}
      </span>
    </td>
    <td data-label="Rules">
      <span class="small">{line.rules.join(", ")}</span>
    </td>
  </tr>
);

/** Everything that happened to a bid and who looked at it, by the audit; and its earlier versions. */
export const History = ({ bid }: { bid: DeskApplication }) => (
  <>
    {bid.submissions.length > 1 ? (
      <section class="no-print">
        <h2 class="govuk-heading-m">Every version that was sent</h2>
        <ul class="govuk-list">
          {bid.submissions.map(({ receipt, submittedBy }) => (
            <li key={receipt.number}>
              <a class="govuk-link" href={`${deskApplicationPath(bid.id)}?submission=${receipt.number}`}>
                Version {receipt.number}
              </a>
              , {formatSecond(receipt.receivedAt)} on {formatDate(londonDate(receipt.receivedAt))}, by {submittedBy}
            </li>
          ))}
        </ul>
      </section>
    ) : null}
    {bid.historyIntact ? null : (
      <Notice tone="wrong" title="The history is not what was written">
        <p class="govuk-body">A row of the audit was changed or taken out. Tell the administrator.</p>
      </Notice>
    )}
    <Details summary={`History, ${bid.history.length} ${bid.history.length === 1 ? "entry" : "entries"}`}>
      <table class="dense dense--cards">
        <caption class="govuk-visually-hidden">What happened, the oldest first</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Rules</th>
          </tr>
        </thead>
        <tbody>
          {bid.history.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </tbody>
      </table>
    </Details>
  </>
);
