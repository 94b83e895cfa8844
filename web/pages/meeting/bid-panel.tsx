import type { ComponentChildren } from "preact";
import type { AgendaItem, MeetingPage } from "../../../shared/contract/meetings.ts";
import type { Decision } from "../../../shared/rules/decision.ts";
import { OVERALL_LABELS } from "../../../shared/rules/due-diligence.ts";
import { recusedFrom } from "../../../shared/rules/meeting.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { Notice } from "../../parts/notice.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import { Tag } from "../../parts/tag.tsx";
import { namesOf, verdictTone, verdictWords } from "./meeting-words.ts";
import { Redrawn } from "./redrawn.tsx";

const votesWords = ({ votes }: Decision): string => {
  if (votes.kind === "consensus") return "Together, without a vote";
  if (votes.kind === "in-writing") return "In writing: everybody agreed";
  const cast = `${votes.for.length} for, ${votes.against.length} against, ${votes.abstained.length} abstained`;
  return votes.casting === undefined ? cast : `${cast}; casting vote ${votes.casting}`;
};

/** The words of a decision, as they are read back. */
export const DecisionWords = ({ words, page }: { words: Decision; page: MeetingPage }) => {
  const source = page.pot.find(({ sourceId }) => sourceId === words.sourceId);
  const rows: { key: string; value: ComponentChildren }[] = [
    ...(words.amountPence === 0 ? [] : [{ key: "Amount", value: formatPounds(words.amountPence) }]),
    ...(source === undefined ? [] : [{ key: "From", value: source.name }]),
    ...(words.purpose === undefined ? [] : [{ key: "Purpose", value: words.purpose }]),
    { key: "Reasons", value: words.reasons },
    ...(words.conditions.length === 0
      ? []
      : [{ key: "Conditions", value: words.conditions.map((text) => <p key={text}>{text}</p>) }]),
    { key: "Decided", value: votesWords(words) },
    ...(words.why === undefined ? [] : [{ key: "Why it changes", value: words.why }]),
  ];
  return (
    <>
      <SummaryList rows={rows} />
      {words.outcome === "part" && page.bid?.id === words.applicationId ? (
        <Redrawn bid={page.bid} amountPence={words.amountPence} dropped={words.dropped} />
      ) : words.dropped.length === 0 ? null : (
        <p class="govuk-body">
          Left out: {words.dropped.map(({ item, amountPence }) => `${item} ${formatPounds(amountPence)}`).join(", ")}
        </p>
      )}
    </>
  );
};

/** Who takes part in the bid, and whether that is a quorum. */
const Quorum = ({ page, item }: { page: MeetingPage; item: AgendaItem }) => {
  const { counted, required, quorate, lacks } = item.quorum;
  const [recused, left] = [recusedFrom(item), item.left ?? []];
  return (
    <>
      <p class="govuk-body">
        {counted} take part, quorum {required}{" "}
        <Tag tone={quorate ? "done" : "wrong"}>{quorate ? "quorate" : "no quorum"}</Tag>
      </p>
      {lacks === undefined ? null : <p class="govuk-body">{lacks}</p>}
      {recused.length === 0 ? null : (
        <p class="govuk-body soft">Taken without {namesOf(page, recused)}, who declared an interest.</p>
      )}
      {left.length === 0 ? null : <p class="govuk-body soft">Out of the room: {namesOf(page, left)}.</p>}
    </>
  );
};

/** How the office's due diligence ended, with the condition that the panel may make its own. */
const Diligence = ({ page, item }: { page: MeetingPage; item: AgendaItem }) => {
  if (page.bid?.id !== item.id) return null;
  const { dueDiligence } = page.bid;
  if (dueDiligence === undefined) return <p class="govuk-body soft">Due diligence is not finished.</p>;
  const { overall, condition } = dueDiligence;
  return (
    <p class="govuk-body">
      Due diligence:{" "}
      <Tag tone={overall === "pass" ? "done" : overall === "fail" ? "wrong" : "hand"}>{OVERALL_LABELS[overall]}</Tag>{" "}
      {condition === "" ? null : `Condition: ${condition}`}
    </p>
  );
};

type BidPanelProps = {
  page: MeetingPage;
  item: AgendaItem | undefined;
  /** The clerk's form, or the chair's buttons. */
  children?: ComponentChildren;
};

/** The bid in hand: what it asks, who takes part, what was entered or decided. */
export const BidPanel = ({ page, item, children }: BidPanelProps) => {
  if (item === undefined) {
    const kept = page.items.some((each) => "kept" in each && each.inHand);
    return (
      <section class="paper" aria-labelledby="bid-in-hand">
        <h2 class="govuk-heading-m" id="bid-in-hand">
          {kept ? "This bid is taken without you" : "No bid is in hand"}
        </h2>
        <p class="govuk-body">
          {kept
            ? "You declared an interest in it. Leave the room, or the call, until it is decided. The page says when the next bid is taken."
            : "The clerk takes the next one from the list."}
        </p>
      </section>
    );
  }
  const shown = item.entered ?? item.decided;
  const words = page.decisions.find(({ id }) => id === shown?.id);
  return (
    <section class="paper bid-in-hand" aria-labelledby="bid-in-hand">
      <h2 class="govuk-heading-m" id="bid-in-hand">
        Bid {page.items.indexOf(item) + 1}: {item.title}
      </h2>
      <p class="govuk-body">
        {item.organisationName} asks for <strong class="number">{formatPounds(item.askedPence)}</strong>
        {item.leastPence === undefined ? "." : `; ${formatPounds(item.leastPence)} would still be useful.`}
      </p>
      <Quorum page={page} item={item} />
      <Diligence page={page} item={item} />
      {item.gone ? (
        <Notice tone="wrong">
          <p class="govuk-body">This bid was withdrawn, or may no longer be decided on. Take it off the agenda.</p>
        </Notice>
      ) : null}
      {shown === undefined ? null : (
        <p class="govuk-body verdict" role="status">
          <Tag tone={item.entered === undefined ? verdictTone(shown) : "hand"}>{verdictWords(shown)}</Tag>{" "}
          {item.entered === undefined ? "confirmed" : "entered, not confirmed yet"}
        </p>
      )}
      {words === undefined ? null : <DecisionWords words={words} page={page} />}
      {children}
    </section>
  );
};
