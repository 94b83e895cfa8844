import type { DeskApplication } from "../../../shared/contract/desk.ts";
import { OVERALL_LABELS } from "../../../shared/rules/due-diligence.ts";
import { ruleLabel } from "../../../shared/rules/eligibility-decision.ts";
import { documentsFor } from "../../../shared/rules/form.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { HOW_ASKED } from "../../../shared/rules/office-entry.ts";
import { dueDiligencePath, groupPath } from "../../parts/desk-paths.ts";
import { FileList } from "../../parts/documents.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Paper } from "../../parts/page.tsx";
import { Tag } from "../../parts/tag.tsx";
import { answeredDay } from "./typed-values.ts";

/** What the office's rules found in the submission, each by its id. */
export const Checks = ({ bid }: { bid: DeskApplication }) =>
  bid.submission === undefined ? null : (
    <Paper title="Checks">
      <ul class="govuk-list">
        {bid.submission.checks.map(({ rule, passed, detail }) => (
          <li key={rule}>
            <Tag tone={passed ? "done" : "hand"}>{passed ? "passed" : "look"}</Tag> {detail}{" "}
            <span class="soft small">{rule}</span>
          </li>
        ))}
      </ul>
    </Paper>
  );

/** How far the due diligence has come, with the way to its sheet and to what is recorded of the group. */
export const Diligence = ({ bid: { id, organisationId, dueDiligence, submission } }: { bid: DeskApplication }) => {
  if (submission === undefined) return null;
  const { ending, condition = "", done = 0 } = dueDiligence ?? {};
  const began = done === 0 ? "not begun" : "begun";
  return (
    <Paper title="Due diligence">
      <p class="govuk-body">
        {ending === undefined ? (
          <Tag tone="quiet">{began}</Tag>
        ) : (
          <Tag tone={ending === "pass" ? "done" : ending === "fail" ? "wrong" : "hand"}>{OVERALL_LABELS[ending]}</Tag>
        )}{" "}
        {condition === "" ? null : <>Condition: {condition}</>}
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={dueDiligencePath(id)}>
          See the due-diligence sheet
        </a>
        <br />
        <a class="govuk-link" href={groupPath(organisationId)}>
          See what is recorded of the group
        </a>
      </p>
    </Paper>
  );
};

/** The people of the group to talk to. */
export const Contacts = ({ bid: { organisation } }: { bid: DeskApplication }) => {
  if (organisation === undefined) return null;
  const { mainContactName, mainContactRole, mainContactEmail, mainContactPhone } = organisation;
  const { secondContactName, secondContactRole, secondContactEmail, secondContactPhone } = organisation;
  const contacts = [
    { name: mainContactName, role: mainContactRole, email: mainContactEmail, phone: mainContactPhone },
    { name: secondContactName, role: secondContactRole, email: secondContactEmail, phone: secondContactPhone },
  ].filter(({ name, email }) => name !== "" || email !== "");
  return (
    <Paper title="Who to talk to">
      {contacts.length === 0 ? <p class="govuk-body soft">The group has named nobody yet.</p> : null}
      {contacts.map(({ name, role, email, phone }) => (
        <p class="govuk-body" key={name + email}>
          <strong>{name}</strong>
          {role === "" ? "" : `, ${role}`}
          <br />
          <a class="govuk-link" href={`mailto:${email}`}>
            {email}
          </a>
          <br />
          <a class="govuk-link" href={`tel:${phone.replaceAll(/[^\d+]/g, "")}`}>
            {phone}
          </a>
        </p>
      ))}
    </Paper>
  );
};

/** The files by what the form asked for, with what is still to come. */
export const Documents = ({ bid }: { bid: DeskApplication }) => {
  const { submission, documents, form, id } = bid;
  const slots = submission === undefined ? form.documents : documentsFor(form, submission.content.band);
  if (slots.length === 0 || (submission === undefined && documents.length === 0)) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">Documents</h2>
      {slots.map((slot) => {
        const files = documents.filter((document) => document.slot === slot.id);
        const why = submission?.content.notYet[slot.id];
        return (
          <div key={slot.id}>
            <h3 class="govuk-heading-s">{slot.label}</h3>
            {files.length === 0 ? (
              <p class="govuk-body">{why === undefined ? <span class="soft">None</span> : `Not yet: ${why}`}</p>
            ) : (
              <FileList applicationId={id} documents={files} />
            )}
          </div>
        );
      })}
    </section>
  );
};

/** Questions to the group with their answers, the oldest first. */
export const Questions = ({ bid: { inquiries } }: { bid: DeskApplication }) =>
  inquiries.length === 0 ? null : (
    <section>
      <h2 class="govuk-heading-m">Questions to the group</h2>
      {inquiries.map(({ id, question, askedAt, askedBy, answerBy, answer, answeredAt, answeredBy }) => (
        <Notice key={id} tone={answeredAt === undefined ? "hand" : "quiet"}>
          <p class="govuk-body versions__text">{question}</p>
          <p class="govuk-body small soft">
            {askedBy} asked at {formatDateTime(askedAt)}.{" "}
            {answerBy === undefined ? "" : `Answer by ${answeredDay(answerBy)}.`}
          </p>
          {answer === undefined ? (
            <p class="govuk-body">No answer yet.</p>
          ) : (
            <>
              <p class="govuk-body versions__text">{answer}</p>
              <p class="govuk-body small soft">
                {answeredBy} answered at {answeredAt === undefined ? "" : formatDateTime(answeredAt)}.
              </p>
            </>
          )}
        </Notice>
      ))}
    </section>
  );

/** What stands about a bid before everything else: not eligible and why, entered by the office, not to be published. */
export const Standing = ({ bid }: { bid: DeskApplication }) => {
  const { notEligible, enteredByOffice, submission, form } = bid;
  return (
    <>
      {notEligible === undefined ? null : (
        <Notice tone="wrong" title="Not eligible">
          <p class="govuk-body">
            {ruleLabel(form, notEligible.rule)} <span class="soft small">{notEligible.rule}</span>
          </p>
          <p class="govuk-body versions__text">{notEligible.reason}</p>
          <p class="govuk-body">
            {notEligible.canBePutRight
              ? `The group can put this right until ${answeredDay(notEligible.putRightBy)}.`
              : "This cannot be put right."}
          </p>
        </Notice>
      )}
      {enteredByOffice === undefined ? null : (
        <Notice tone="quiet" title="Entered by the office">
          <p class="govuk-body">
            {HOW_ASKED[enteredByOffice.how]}. {enteredByOffice.agreedBy} of the group agreed on{" "}
            {answeredDay(enteredByOffice.agreedOn)}.
          </p>
        </Notice>
      )}
      {submission !== undefined && submission.content.answers["unsafe-to-publish"] === "yes" ? (
        <Notice tone="hand" title="Do not publish where this group is based">
          <p class="govuk-body">The group says that it would be unsafe.</p>
        </Notice>
      ) : null}
    </>
  );
};
