import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { scoring } from "../../../shared/contract/scoring.ts";
import type { InterestLine, Interests } from "../../../shared/contract/scoring-views.ts";
import type { InterestKind } from "../../../shared/rules/interest.ts";
import { formatDate, londonDate } from "../../../shared/rules/london.ts";
import { call } from "../../api.ts";
import { forgetBid } from "../../device/pack-copy.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { Button, ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { Radios, YesNo } from "../../parts/choices.tsx";
import { Details } from "../../parts/details.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextArea } from "../../parts/fields.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { Tag, type TagTone } from "../../parts/tag.tsx";
import { packPath, TRUSTEE_PATH } from "../../parts/trustee-paths.ts";
import { useSending } from "../office/use-sending.ts";

const KINDS: readonly { value: InterestKind; label: string }[] = [
  { value: "none", label: "None" },
  { value: "direct", label: "Direct" },
  { value: "indirect", label: "Indirect" },
  { value: "loyalty", label: "Loyalty" },
  { value: "gift", label: "Gift" },
];

const MEANINGS = [
  {
    word: "Direct",
    means:
      "you or your family are on its committee, work for it, helped with the bid, or would supply it. You take no part.",
  },
  { word: "Indirect", means: "somebody near you would gain. The chair decides whether you take part." },
  { word: "Loyalty", means: "you belong to or serve a body with a stake. The chair decides." },
  { word: "Gift", means: "you had something from the group. The chair decides." },
] as const;

const STANDS = {
  undeclared: { words: "Not declared", tone: "hand" },
  clear: { words: "You take part", tone: "done" },
  waits: { words: "Waits for a ruling", tone: "hand" },
  recused: { words: "You take no part", tone: "quiet" },
} as const satisfies Record<InterestLine["standing"], { words: string; tone: TagTone }>;

const ASKED = {
  pcc: "Have you or your office backed this bid?",
  "chief-constable": "Have you or your officers backed this bid?",
  "local-officer": "Have you or your team backed this bid?",
} as const;

type Said = { kind: InterestKind | ""; about: string; backed: string };

const saidBefore = ({ declared, proposed }: InterestLine): Said => ({
  kind: declared?.kind ?? proposed?.kind ?? "",
  about: declared?.about ?? proposed?.about ?? "",
  backed: declared?.backed === undefined ? "" : declared.backed ? "yes" : "no",
});

const sameSaid = (a: Said, b: Said): boolean => a.kind === b.kind && a.about === b.about && a.backed === b.backed;

const names = (title: string, list: readonly string[]) =>
  list.length === 0 ? null : (
    <div class="interest__names">
      <dt>{title}</dt>
      <dd>{list.join("; ")}</dd>
    </div>
  );

type LineProps = {
  line: InterestLine;
  index: number;
  said: Said;
  asked: Interests["asked"];
  errors: readonly PageError[];
  onChange: (said: Said) => void;
};

/** One bid with whom it names, and what this trustee says about it. */
const Line = ({ line, index, said, asked, errors, onChange }: LineProps) => {
  const { id, organisationName, title, area, contacts, partners, suppliers, standing, declared, proposed } = line;
  const field = (name: string) => `declarations-${index}-${name}`;
  return (
    <section class="interest" aria-labelledby={`interest-${id}`}>
      <h2 class="govuk-heading-s" id={`interest-${id}`}>
        {title}
      </h2>
      <p class="govuk-body">
        {organisationName} <Tag tone={STANDS[standing].tone}>{STANDS[standing].words}</Tag>
      </p>
      <dl class="interest__facts small">
        {names("Where", area)}
        {names("Contacts", contacts)}
        {names("Partners", partners === "" ? [] : [partners])}
      </dl>
      {suppliers.length === 0 ? null : (
        <Details summary="Who and what the budget names">
          <ul class="govuk-list govuk-list--bullet small">
            {suppliers.map((supplier) => (
              <li key={supplier}>{supplier}</li>
            ))}
          </ul>
        </Details>
      )}
      {proposed !== undefined && declared === undefined ? (
        <p class="govuk-body small">
          You declared this about the group on {formatDate(londonDate(proposed.at))}. It counts once you save it again.
        </p>
      ) : null}
      {declared?.ruling === undefined ? null : (
        <p class="govuk-body small">
          Ruling: {declared.ruling.decision === "recused" ? "you take no part" : "you may take part"}.{" "}
          {declared.ruling.reason}
        </p>
      )}
      <Radios
        id={field("kind")}
        label={
          <>
            Your interest<span class="govuk-visually-hidden"> in “{title}”</span>
          </>
        }
        inline
        options={KINDS}
        value={said.kind}
        onChange={(kind) => onChange({ ...said, kind: KINDS.find(({ value }) => value === kind)?.value ?? "" })}
        error={errorFor(errors, field("kind"))}
      />
      {said.kind === "" || said.kind === "none" ? null : (
        <TextArea
          id={field("about")}
          label="What is it?"
          hint="The chair reads this. It stands in the register of interests."
          rows={2}
          value={said.about}
          onChange={(about) => onChange({ ...said, about })}
          error={errorFor(errors, field("about"))}
        />
      )}
      {asked === undefined ? null : (
        <YesNo
          id={field("backed")}
          label={ASKED[asked]}
          value={said.backed}
          onChange={(backed) => onChange({ ...said, backed })}
          error={errorFor(errors, field("backed"))}
        />
      )}
    </section>
  );
};

const Form = ({ interests, onSaved, sending }: FormProps) => {
  const { bids, version, asked, round } = interests;
  const { person } = useSession();
  const [typed, setTyped] = useState<Readonly<Record<string, Said>>>({});
  const saidOf = (line: InterestLine): Said => typed[line.id] ?? saidBefore(line);
  // What was declared and is not touched stays; a proposal counts once it is sent.
  const changed = bids.filter(
    (line) => saidOf(line).kind !== "" && (line.declared === undefined || !sameSaid(saidOf(line), saidBefore(line))),
  );
  const open = bids.filter(({ standing }) => standing === "undeclared");
  const noneForRest = () =>
    setTyped((now) => ({
      ...now,
      ...Object.fromEntries(
        bids
          .filter((line) => line.standing === "undeclared" && saidOf(line).kind === "")
          .map((line) => [line.id, { kind: "none" as const, about: "", backed: saidOf(line).backed }]),
      ),
    }));
  const send = async (): Promise<void> => {
    const declarations = changed.map((line) => {
      const { kind, about, backed } = saidOf(line);
      return {
        applicationId: line.id,
        kind: kind === "" ? ("none" as const) : kind,
        ...(kind === "none" || about.trim() === "" ? {} : { about }),
        ...(backed === "" ? {} : { backed: backed === "yes" }),
      };
    });
    const saved = await sending.send((writeId) =>
      call<typeof scoring.declare>("PUT /api/trustee/rounds/{round}/interests", {
        params: { round: round.roundId },
        body: { version, declarations, writeId },
      }),
    );
    if (saved === undefined) return;
    if (person !== undefined)
      for (const { id, standing } of saved.bids)
        if (standing !== "clear") forgetBid(deviceShelf(), person.personId, id);
    setTyped({});
    onSaved(saved);
  };
  // The server points at the n-th declaration that was sent.
  const indexOf = (line: InterestLine): number => {
    const sent = changed.findIndex(({ id }) => id === line.id);
    return sent === -1 ? bids.length + bids.indexOf(line) : sent;
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <p class="govuk-body">
        Read who is named, and say for each bid whether you have an interest. Nothing of a bid opens before that. If you
        find out later, come back and say so.
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {MEANINGS.map(({ word, means }) => (
          <li key={word}>
            <strong>{word}</strong>: {means}
          </li>
        ))}
      </ul>
      {open.length < 2 ? null : (
        <Button kind="secondary" onClick={noneForRest}>
          Choose “None” for all that are left
        </Button>
      )}
      {bids.map((line) => (
        <Line
          key={line.id}
          line={line}
          index={indexOf(line)}
          said={saidOf(line)}
          asked={asked}
          errors={sending.errors}
          onChange={(said) => setTyped((now) => ({ ...now, [line.id]: said }))}
        />
      ))}
      <ButtonRow>
        <Button submit busy={sending.busy}>
          Save {changed.length === 0 ? "" : `${changed.length} `}
          {changed.length === 1 ? "declaration" : "declarations"}
        </Button>
        <ButtonLink href={packPath(round.roundId)} kind="secondary">
          Open the pack
        </ButtonLink>
      </ButtonRow>
    </form>
  );
};

type FormProps = {
  interests: Interests;
  onSaved: (saved: Interests) => void;
  sending: ReturnType<typeof useSending>;
};

/** A trustee's interests in the bids of a round, before any of them opens. */
export default function InterestsPage() {
  const { round = "" } = useRoute().params;
  const [done, setDone] = useState<number>();
  const sending = useSending();
  const loaded = useLoaded(
    (signal) =>
      call<typeof scoring.interests>("GET /api/trustee/rounds/{round}/interests", { params: { round }, signal }),
    [round],
  );
  return (
    <Page
      title="Declare your interests"
      caption={loaded.is === "here" ? `${loaded.value.round.fundName}, ${loaded.value.round.title}` : undefined}
      back={{ href: TRUSTEE_PATH, text: "Bids to score" }}
      errors={sending.errors}
    >
      {done === undefined ? null : (
        <Notice key={done} focused>
          <p class="govuk-body">
            Your declarations are saved.{" "}
            <a class="govuk-link" href={packPath(round)}>
              Open the pack
            </a>
          </p>
        </Notice>
      )}
      <Load of={loaded} shape={<FactsShape />}>
        {(interests) => (
          <Form
            key={interests.version}
            interests={interests}
            sending={sending}
            onSaved={(saved) => {
              loaded.replace(saved);
              setDone((count = 0) => count + 1);
            }}
          />
        )}
      </Load>
    </Page>
  );
}
