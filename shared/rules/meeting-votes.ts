import type { Votes } from "./decision.ts";
import { type Finding, finding } from "./finding.ts";
import type { Meeting, MeetingLine, MeetingSource } from "./meeting.ts";
import { placeOf, recusedFrom } from "./meeting.ts";
import { partIn, presidesOver } from "./meeting-quorum.ts";

const found = (rule: string, detail: string): Finding => finding(rule, "/command/votes", detail);

/** Whose vote counts on an item: who takes part, without constables where the PCC's money is recommended (DOMAIN, decision 2). */
const votersOn = (meeting: Meeting, line: MeetingLine, decides: MeetingSource["decides"]): number[] =>
  partIn(meeting, line).filter((place) => decides === "trustees-decide" || meeting.members[place]?.constable !== true);

type Cast = Extract<Votes, { kind: "votes" }>;

/** `meeting/votes`: everybody once, nobody from outside, nobody recused. `meeting/recused` says which. */
const whoFindings = (
  meeting: Meeting,
  line: MeetingLine,
  voters: readonly number[],
  cast: readonly string[],
): Finding[] => {
  const part = partIn(meeting, line);
  const wrong = cast.flatMap((personId) => {
    const place = placeOf(meeting, personId);
    if (place === undefined) return [found("meeting/votes", "Only the people who sit on the panel vote.")];
    const name = meeting.members[place]?.name ?? "";
    if (recusedFrom(line).includes(place))
      return [found("meeting/recused", `${name} declared an interest and does not vote on this bid.`)];
    return part.includes(place) ? [] : [found("meeting/votes", `${name} does not take part in this bid.`)];
  });
  const twice = new Set(cast).size === cast.length ? [] : [found("meeting/votes", "Count everybody’s vote once.")];
  const missing = voters
    .filter((place) => !cast.includes(meeting.members[place]?.personId ?? ""))
    .map((place) => found("meeting/votes", `Say how ${meeting.members[place]?.name} voted, or that they abstained.`));
  return [...wrong, ...twice, ...missing];
};

/** `meeting/majority` and `meeting/casting-vote`, by what the governing document says. */
const carriedFindings = (meeting: Meeting, line: MeetingLine, voters: readonly number[], votes: Cast): Finding[] => {
  const counted = (people: readonly string[]): number =>
    people.filter((personId) => voters.includes(placeOf(meeting, personId) ?? -1)).length;
  const [inFavour, against] = [counted(votes.for), counted(votes.against)];
  const of = meeting.panel.majority === "of-votes-cast" ? inFavour + against : voters.length;
  if (inFavour * 2 > of)
    return votes.casting === undefined
      ? []
      : [found("meeting/casting-vote", "A casting vote is given on a tie alone.")];
  const tie = inFavour === against && inFavour > 0;
  if (!tie)
    return [
      found("meeting/majority", `${inFavour} for and ${against} against: there is no majority for this outcome.`),
    ];
  if (meeting.panel.castingVote === "none")
    return [found("meeting/majority", "The votes are equal, and the governing document has no casting vote.")];
  const presides = presidesOver(meeting, line);
  if (presides === undefined || !voters.includes(presides))
    return [found("meeting/casting-vote", "The votes are equal. Whoever presides has no vote on this money.")];
  if (votes.casting === "for") return [];
  return [
    found(
      "meeting/majority",
      votes.casting === "against"
        ? "The casting vote was against this outcome."
        : "The votes are equal. Record the casting vote of whoever presides.",
    ),
  ];
};

/** Who takes part in a verdict: whoever is in the room for the bid, or whoever agreed in writing. */
export const partBy = (meeting: Meeting, line: MeetingLine, votes: Votes): number[] =>
  votes.kind === "in-writing"
    ? meeting.members.flatMap(({ personId }, place) => (votes.agreed.includes(personId) ? [place] : []))
    : partIn(meeting, line);

/** `meeting/in-writing`: allowed by the governing document, and agreed by everybody without an interest. */
const writingFindings = (meeting: Meeting, line: MeetingLine, agreed: readonly string[]): Finding[] => {
  if (meeting.panel.decisionsInWriting === "none")
    return [found("meeting/in-writing", "The governing document does not allow decisions in writing.")];
  const recused = recusedFrom(line);
  const wanted = meeting.members.filter((_, place) => !recused.includes(place)).map(({ personId }) => personId);
  return wanted.length === agreed.length && wanted.every((personId) => agreed.includes(personId))
    ? []
    : [
        found(
          "meeting/in-writing",
          "Everybody without an interest in this bid has to agree in writing, and nobody else.",
        ),
      ];
};

/** Whether an outcome was agreed by those who may: by consensus, by a majority, or in writing where that is allowed. */
export const votesFindings = (
  meeting: Meeting,
  line: MeetingLine,
  decides: MeetingSource["decides"],
  votes: Votes,
): Finding[] => {
  if (votes.kind === "in-writing") return writingFindings(meeting, line, votes.agreed);
  const voters = votersOn(meeting, line, decides);
  if (votes.kind === "consensus")
    return voters.length > 0 ? [] : [found("meeting/votes", "Nobody who may vote on this money takes part.")];
  return [
    ...whoFindings(meeting, line, voters, [...votes.for, ...votes.against, ...votes.abstained]),
    ...carriedFindings(meeting, line, voters, votes),
  ];
};
