import { useState } from "preact/hooks";
import { useLocation, useRoute } from "preact-iso";
import type { rounds } from "../../../shared/contract/rounds.ts";
import type { Reply } from "../../../shared/contract.ts";
import { call } from "../../api.ts";
import { Button } from "../../parts/button.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { ROUNDS_PATH, roundPath } from "../../parts/fund-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Page } from "../../parts/page.tsx";
import { useSending } from "../../parts/use-sending.ts";
import { potOf, RoundForm, roundErrorsAtFields, typedRound } from "./round-form.tsx";

type Proposal = Reply<typeof rounds.propose>;

type FormProps = {
  fundId: string;
  proposal: Proposal;
  errors: readonly PageError[];
  sending: ReturnType<typeof useSending>;
};

const NewRound = ({ fundId, proposal, errors, sending }: FormProps) => {
  const { route } = useLocation();
  const [typed, setTyped] = useState(() => typedRound(proposal.title, proposal.dates, proposal.pot));
  const [code, setCode] = useState(proposal.code);
  const create = async () => {
    const { pot, errors: wrong } = potOf(typed, proposal.sources);
    if (wrong.length > 0) return sending.setErrors(wrong);
    const { title, dates } = typed;
    const made = await sending.send((writeId) =>
      call<typeof rounds.create>("POST /api/office/rounds", { body: { fundId, code, title, dates, pot, writeId } }),
    );
    if (made !== undefined) route(roundPath(made.round.id));
  };
  const shown = roundErrorsAtFields(errors, potOf(typed, proposal.sources).pot);
  return (
    <Form onSend={create}>
      <TextField
        id="code"
        label="Code"
        labelSize="s"
        hint={`2 to 8 capital letters and figures. Every reference of the round begins with ${proposal.fundCode}-${code}.`}
        width={10}
        value={code}
        error={errorFor(shown, "code")}
        onChange={(value) => setCode(value.toUpperCase())}
      />
      <RoundForm typed={typed} sources={proposal.sources} errors={shown} onChange={setTyped} />
      <Button submit busy={sending.busy}>
        Keep this round
      </Button>
      <p class="govuk-body soft">Nobody but the office sees it until you publish it.</p>
    </Form>
  );
};

export default function RoundNewPage() {
  const { fundId = "" } = useRoute().params;
  const sending = useSending();
  const loaded = useLoaded(
    (signal) =>
      call<typeof rounds.propose>("GET /api/office/funds/{id}/round-proposal", { params: { id: fundId }, signal }),
    [fundId],
  );
  return (
    <Page
      title="Plan a round"
      caption={loaded.is === "here" ? loaded.value.fundName : "Fund"}
      back={{ href: ROUNDS_PATH, text: "Plan rounds" }}
      errors={sending.errors}
      lead="The dates are a proposal from the fund’s calendar. Change what does not fit."
    >
      <Load of={loaded}>
        {(proposal) => <NewRound fundId={fundId} proposal={proposal} errors={sending.errors} sending={sending} />}
      </Load>
    </Page>
  );
}
