import { useState } from "preact/hooks";
import type { RoundOfYear, RoundsOfYear, rounds } from "../../../shared/contract/rounds.ts";
import { formatDate } from "../../../shared/rules/london.ts";
import { formatWholePounds } from "../../../shared/rules/money.ts";
import { call } from "../../api.ts";
import { LinkButton } from "../../parts/button.tsx";
import { SummaryList } from "../../parts/summary-list.tsx";
import type { useSending } from "../../parts/use-sending.ts";
import { potOf, RoundForm, roundErrorsAtFields, type TypedRound, typedRound } from "./round-form.tsx";
import { PublishConfirm } from "./round-publish.tsx";

const timeWords = (time: string): string => (time === "23:59" ? "end of the day" : time);

/** Every date of a round, and its pot. */
export const Dates = ({ of: { dates, pot }, sources }: { of: RoundOfYear; sources: RoundsOfYear["sources"] }) => (
  <SummaryList
    rows={[
      { key: "Opens", value: `${formatDate(dates.opens.on)}, ${timeWords(dates.opens.time)}` },
      { key: "Closes", value: `${formatDate(dates.closes.on)}, ${timeWords(dates.closes.time)}` },
      { key: "Checks done", value: formatDate(dates.checkedBy) },
      { key: "Meeting", value: formatDate(dates.meetingOn) },
      { key: "Confirmed", value: formatDate(dates.confirmedBy) },
      { key: "You hear by", value: formatDate(dates.notifiedBy) },
      { key: "Money by", value: formatDate(dates.paidBy) },
      {
        key: "Pot",
        value: pot
          .map(
            ({ sourceId, amountPence }) =>
              `${formatWholePounds(amountPence)} from ${sources.find(({ id }) => id === sourceId)?.name ?? sourceId}`,
          )
          .join("\n"),
      },
    ]}
  />
);

export type Sending = ReturnType<typeof useSending>;

type ProposalProps = {
  of: RoundOfYear;
  year: RoundsOfYear;
  sending: Sending;
  /** Only one proposal is changed at a time: its fields have the names of the round's own form. */
  isOpen: boolean;
  onOpen: () => void;
  onMade: () => void;
  onPublished: (title: string) => void;
};

/** A round that is not there yet: as proposed, or changed, then made and published in one go. */
export const Proposal = ({ of, year, sending, isOpen, onOpen, onMade, onPublished }: ProposalProps) => {
  const [typed, setTyped] = useState<TypedRound>(() => typedRound(of.title, of.dates, of.pot));
  const { code } = of;
  const { pot, errors: wrong } = potOf(typed, year.sources);
  const publish = async () => {
    onOpen();
    if (wrong.length > 0) return sending.setErrors(wrong);
    const { title, dates } = typed;
    const made = await sending.send((writeId) =>
      call<typeof rounds.create>("POST /api/office/rounds", {
        body: { fundId: year.fundId, code, title, dates, pot, writeId },
      }),
    );
    if (made === undefined) return;
    const { id, version } = made.round;
    const published = await sending.send((writeId) =>
      call<typeof rounds.publish>("POST /api/office/rounds/{id}/publication", {
        params: { id },
        body: { version, writeId },
      }),
    );
    // Made and not published: from now on it is a round of its own, with what stands against it.
    if (published === undefined) onMade();
    else onPublished(title);
  };
  const shown = { ...of, dates: typed.dates, pot, title: typed.title };
  return (
    <>
      {isOpen ? (
        <RoundForm
          typed={typed}
          sources={year.sources}
          errors={roundErrorsAtFields(sending.errors, pot)}
          onChange={setTyped}
        />
      ) : (
        <>
          <Dates of={shown} sources={year.sources} />
          <p>
            <LinkButton onClick={onOpen}>
              Change these dates<span class="govuk-visually-hidden"> of {of.title}</span>
            </LinkButton>
          </p>
        </>
      )}
      <PublishConfirm
        action={`Publish ${year.fundCode}-${code}`}
        title={typed.title}
        busy={sending.busy}
        onYes={() => void publish()}
      />
    </>
  );
};
