import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { MeetingPage, meetings } from "../../../shared/contract/meetings.ts";
import type { ranking } from "../../../shared/contract/ranking.ts";
import { formatDate, isCivilDate } from "../../../shared/rules/london.ts";
import type { MeetingCommand, Paper } from "../../../shared/rules/meeting-commands.ts";
import { formatPounds, moneyProblem, parsePounds } from "../../../shared/rules/money.ts";
import { call, Refusal } from "../../api.ts";
import { Button, LinkButton } from "../../parts/button.tsx";
import { DateField } from "../../parts/date-field.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { AmountField, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { roundPath } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { meetingPath } from "../../parts/meeting-paths.ts";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RoundElections } from "../../parts/round-elections.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { AgendaOrder } from "./agenda-order.tsx";
import { meetingTitle } from "./meeting-words.ts";
import { PapersFields } from "./papers-fields.tsx";
import { fieldOf } from "./typed-entry.ts";

type Typed = {
  on: string;
  startsAt: string;
  place: string;
  pounds: Readonly<Record<string, string>>;
  agenda: readonly string[];
  papers: readonly Paper[];
};

const typedOf = (page: MeetingPage): Typed => ({
  ...{ on: page.on, startsAt: page.startsAt, place: page.place, papers: page.papers },
  pounds: Object.fromEntries(
    page.pot.map(({ sourceId, amountPence }) => [sourceId, formatPounds(amountPence).slice(1)]),
  ),
  agenda: page.items.map(({ id }) => id),
});

/** The timetable promises another day: everyone concerned is told where the promise is moved, not here. */
const AnotherDay = ({ page: { promisedOn, roundId }, on }: { page: MeetingPage; on: string }) =>
  promisedOn === undefined || promisedOn === on || !isCivilDate(on) ? null : (
    <Notice tone="hand" title={`The round promises its meeting on ${formatDate(promisedOn)}`}>
      <p class="govuk-body">
        Move the promised date too, with its reason: groups and the panel are told.{" "}
        <a class="govuk-link" href={roundPath(roundId)}>
          Move the promised date
        </a>
      </p>
    </Notice>
  );

const commandOf = (typed: Typed, page: MeetingPage): { command: MeetingCommand } | { errors: PageError[] } => {
  const errors = page.pot.flatMap(({ sourceId }, n) => {
    const text = moneyProblem(typed.pounds[sourceId] ?? "");
    return text === undefined ? [] : [{ id: fieldOf(`pot/${n}/amountPence`), text }];
  });
  if (errors.length > 0) return { errors };
  return {
    command: {
      ...{ type: "prepare", on: typed.on, startsAt: typed.startsAt, place: typed.place },
      pot: page.pot.map(({ sourceId }) => ({ sourceId, amountPence: parsePounds(typed.pounds[sourceId] ?? "") ?? 0 })),
      agenda: [...typed.agenda],
      papers: typed.papers.map(({ title, url, text }) => ({
        title,
        ...(url === undefined || url === "" ? {} : { url }),
        ...(text === undefined || text === "" ? {} : { text }),
      })),
    },
  };
};

type PrepareProps = { page: MeetingPage; sending: ReturnType<typeof useSending>; onDone: () => void };

const Prepare = ({ page, sending, onDone }: PrepareProps) => {
  const [typed, setTyped] = useState(() => typedOf(page));
  const [said, setSaid] = useState("");
  const { errors, busy } = sending;
  const change = (changed: Partial<Typed>) => setTyped((now) => ({ ...now, ...changed }));

  const byRank = async (): Promise<void> => {
    try {
      const { bids } = await call<typeof ranking.read>("GET /api/ranking/{round}", { params: { round: page.roundId } });
      const order = bids.map(({ id }) => id);
      const placeOf = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
      change({ agenda: typed.agenda.toSorted((a, b) => placeOf(a) - placeOf(b)) });
      setSaid("The agenda is in the order of the ranking.");
    } catch (error) {
      setSaid(error instanceof Refusal ? error.message : "Something went wrong on our side. Try again.");
    }
  };

  const save = async (): Promise<void> => {
    const made = commandOf(typed, page);
    if ("errors" in made) return sending.setErrors(made.errors);
    const done = await sending.send((writeId) =>
      call<typeof meetings.command>("POST /api/meetings/{id}/commands", {
        params: { id: page.id },
        body: { command: made.command, writeId },
      }),
    );
    if (done !== undefined) onDone();
  };

  return (
    <Form onSend={save}>
      <AnotherDay page={page} on={typed.on} />
      <div class="pair">
        <DateField
          id={fieldOf("on")}
          label="Date"
          labelSize="s"
          value={typed.on}
          onChange={(on) => change({ on })}
          error={errorFor(errors, fieldOf("on"))}
        />
        <TextField
          id={fieldOf("startsAt")}
          label="Time in London"
          width={5}
          value={typed.startsAt}
          onChange={(startsAt) => change({ startsAt })}
          error={errorFor(errors, fieldOf("startsAt"))}
        />
      </div>
      <TextField
        id={fieldOf("place")}
        label="Place"
        labelSize="s"
        hint="A room, and how to join from elsewhere"
        value={typed.place}
        onChange={(place) => change({ place })}
        error={errorFor(errors, fieldOf("place"))}
      />
      <h2 class="govuk-heading-m">Pot</h2>
      {page.pot.map(({ sourceId, name }, n) => (
        <AmountField
          key={sourceId}
          id={fieldOf(`pot/${n}/amountPence`)}
          label={name}
          value={typed.pounds[sourceId] ?? ""}
          error={errorFor(errors, fieldOf(`pot/${n}/amountPence`))}
          onChange={(text) => change({ pounds: { ...typed.pounds, [sourceId]: text } })}
        />
      ))}
      <h2 class="govuk-heading-m">Who sits</h2>
      <p class="govuk-body">{page.panel.name}. They were named with the scoring of the round.</p>
      <ul class="govuk-list">
        {page.members.map(({ personId, name, seat, constable }) => (
          <li key={personId}>
            {name} {seat === "trustee" ? null : <Tag>{seat}</Tag>} {constable ? <Tag>constable</Tag> : null}
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m" id={fieldOf("agenda")} tabIndex={-1}>
        Agenda
      </h2>
      <p class="govuk-body">
        <LinkButton onClick={() => void byRank()}>Put it in the order of the ranking</LinkButton>
      </p>
      <p class="govuk-body soft" role="status">
        {said}
      </p>
      <AgendaOrder page={page} agenda={typed.agenda} onChange={(agenda) => change({ agenda })} onSay={setSaid} />
      <PapersFields papers={typed.papers} onChange={(papers) => change({ papers })} errors={errors} />
      <Button submit busy={busy}>
        Save
      </Button>
    </Form>
  );
};

/** An officer prepares a meeting: when and where, the pot, the order of the bids, papers. */
export default function PrepareMeetingPage() {
  const { id = "" } = useRoute().params;
  const { route } = useLocation();
  const sending = useSending();
  const loaded = useLoaded(
    (signal) => call<typeof meetings.one>("GET /api/meetings/{id}", { params: { id }, signal }),
    [id],
  );
  const page = loaded.is === "here" ? loaded.value : undefined;
  return (
    <Page
      title="Prepare the meeting"
      caption={page === undefined ? id : meetingTitle(page)}
      back={{ href: meetingPath(id), text: "Back to the meeting" }}
      errors={sending.errors}
    >
      <Load of={loaded}>
        {(here) =>
          here.may.includes("prepare") ? (
            <>
              <RoundElections roundId={here.roundId} mayAsk acts={["meeting"]} />
              <Prepare page={here} sending={sending} onDone={() => route(meetingPath(id))} />
            </>
          ) : (
            <Notice tone="info">
              <p class="govuk-body">The meeting has started. What was prepared can no longer change.</p>
            </Notice>
          )
        }
      </Load>
    </Page>
  );
}
