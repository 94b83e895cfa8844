import type { MeetingPage } from "../../../shared/contract/meetings.ts";
import { Radios } from "../../parts/choices.tsx";
import { errorFor, type PageError } from "../../parts/error-summary.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { fieldOf, type TypedEntry } from "./typed-entry.ts";

const VOTES = [
  { value: "for", label: "For" },
  { value: "against", label: "Against" },
  { value: "abstained", label: "Abstained" },
];

/** Everybody's votes after one person's was chosen; nothing chosen takes it away. */
const withVote = (votes: TypedEntry["votes"], personId: string, chosen: string): TypedEntry["votes"] => {
  const { [personId]: _, ...others } = votes;
  return chosen === "for" || chosen === "against" || chosen === "abstained"
    ? { ...others, [personId]: chosen }
    : others;
};

type VotesProps = {
  page: MeetingPage;
  typed: TypedEntry;
  onChange: (changed: Partial<TypedEntry>) => void;
  /** Places of those whose vote counts on this money. */
  voters: readonly number[];
  errors: readonly PageError[];
};

/** How the panel came to it: together, by votes of those who may, or in writing where the governing document allows it. */
export const EntryVotes = ({ page, typed, onChange, voters, errors }: VotesProps) => (
  <>
    <Radios
      id={fieldOf("votes")}
      label="How it was decided"
      labelSize="s"
      inline
      value={typed.how}
      error={errorFor(errors, fieldOf("votes"))}
      options={[
        { value: "consensus", label: "Together, without a vote" },
        { value: "votes", label: "By votes" },
        ...(page.panel.decisionsInWriting === "all-agree"
          ? [{ value: "in-writing", label: "In writing: everybody agrees" } as const]
          : []),
      ]}
      onChange={(how) => onChange({ how })}
    />
    {typed.how !== "votes" ? null : (
      <div class="entry-votes">
        {voters.map((place) => {
          const { personId = "", name = "" } = page.members[place] ?? {};
          return (
            <SelectField
              key={personId}
              id={`vote-${personId}`}
              label={name}
              blank="Not said"
              options={VOTES}
              value={typed.votes[personId] ?? ""}
              onChange={(chosen) => onChange({ votes: withVote(typed.votes, personId, chosen) })}
            />
          );
        })}
        {page.panel.castingVote === "none" ? null : (
          <SelectField
            id="casting"
            label="Casting vote, on a tie"
            blank="None"
            options={VOTES.slice(0, 2)}
            value={typed.casting}
            onChange={(casting) => onChange({ casting: casting === "for" || casting === "against" ? casting : "" })}
          />
        )}
      </div>
    )}
  </>
);
