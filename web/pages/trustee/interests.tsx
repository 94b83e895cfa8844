import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { scoring } from "../../../shared/contract/scoring.ts";
import type { InterestLine, Interests } from "../../../shared/contract/scoring-views.ts";
import { call } from "../../api.ts";
import { forgetBid } from "../../device/pack-copy.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { Button, ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { Form } from "../../parts/form.tsx";
import { FactsShape, Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { packPath, TRUSTEE_PATH } from "../../parts/trustee-paths.ts";
import { useSending } from "../../parts/use-sending.ts";
import { InterestFields, type Said, saidBefore, sameSaid } from "./interest-fields.tsx";

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

const InterestsForm = ({ interests, onSaved, sending }: FormProps) => {
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
    <Form onSend={send}>
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
        <InterestFields
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
    </Form>
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
          <InterestsForm
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
