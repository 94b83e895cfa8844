import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { answerRows, answerWords, cellWords } from "../../../shared/rules/answer-words.ts";
import type { Question, Section } from "../../../shared/rules/form.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { joined } from "../../device/joined-text.ts";
import { differing } from "../../device/same-text.ts";
import type { SectionSync, SectionText } from "../../device/section-sync.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import type { SectionInHand } from "./use-section.ts";

const Words = ({ question, text }: { question: Question; text: SectionText }) => {
  const answer = text.answers[question.id];
  const rows = answerRows(answer);
  const words =
    question.type === "rows"
      ? rows
          .map((row) =>
            (question.columns ?? [])
              .map((column) => cellWords(column, row))
              .filter(Boolean)
              .join(", "),
          )
          .join("\n")
      : answerWords(question, answer);
  return <p class="versions__text">{words === "" ? <span class="soft">Nothing</span> : words}</p>;
};

/** Whose the other version is, and when it was saved. */
const otherName = (view: ApplicationView, { theirs, savedBy, draftId }: SectionSync, personId: string): string => {
  const by = theirs?.savedBy ?? savedBy;
  const when = theirs?.savedAt === undefined ? "" : `, saved ${formatDateTime(theirs.savedAt)}`;
  if (theirs !== undefined && theirs.draftId !== draftId) return `What the change has${when}`;
  if (by === undefined || by === personId) return `Yours from another place${when}`;
  return `${view.people[by] ?? "Your colleague"}’s${when}`;
};

type VersionsProps = { view: ApplicationView; personId: string; section: Section; hand: SectionInHand };

/** Both versions of a section side by side, to choose from. Nothing is sent before somebody has. */
export const Versions = ({ view, personId, section, hand }: VersionsProps) => {
  const { sync, keeper } = hand;
  if (sync.standing !== "conflict" || sync.theirs === undefined) return null;
  const theirs = sync.theirs.text;
  const ids = differing(sync.text.answers, theirs.answers);
  const isLong = (id: string) =>
    section.questions.some((question) => question.id === id && question.type === "long-text");
  const both = joined(sync.text, theirs, isLong);
  const canJoin = section.questions.some(
    ({ id, type }) => ids.includes(id) && ["long-text", "rows", "choices"].includes(type),
  );
  const late = sync.theirs.draftId !== sync.draftId;
  return (
    // The field stands still from now on: on a phone its writer would not see why, so the notice comes to them.
    <Notice
      tone="hand"
      role="alert"
      focused
      title={
        late
          ? "You typed this after the application was submitted"
          : "Someone else changed this section while you were typing"
      }
    >
      <p class="govuk-body">Nothing is lost. Choose which version to go on with. You can change it afterwards.</p>
      {section.questions
        .filter(({ id }) => ids.includes(id))
        .map((question) => (
          <section class="versions" key={question.id}>
            <h3 class="govuk-heading-s">{question.label}</h3>
            <div class="versions__pair">
              <div>
                <p class="versions__whose">Yours, on this device</p>
                <Words question={question} text={sync.text} />
              </div>
              <div>
                <p class="versions__whose">{otherName(view, sync, personId)}</p>
                <Words question={question} text={theirs} />
              </div>
            </div>
          </section>
        ))}
      <ButtonRow>
        <Button onClick={() => keeper.choose("mine", both)}>Go on with mine</Button>
        <Button kind="secondary" onClick={() => keeper.choose("theirs", both)}>
          Go on with the other
        </Button>
        {canJoin ? (
          <Button kind="secondary" onClick={() => keeper.choose("both", both)}>
            Keep both texts
          </Button>
        ) : null}
      </ButtonRow>
    </Notice>
  );
};
