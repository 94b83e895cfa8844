import { type LettersOfRound, letters, type TemplateLine } from "../../shared/contract/letters.ts";
import { OFFICE } from "../../shared/office.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { isTemplate } from "../../shared/rules/message-words.ts";
import { TEMPLATES, type Template } from "../../shared/rules/messages.ts";
import { groupsOf, isAddressed, LETTER_TO, letterFindings, type RoundLetter } from "../../shared/rules/round-letter.ts";
import { cleanText, singleLine } from "../../shared/rules/text.ts";
import { causesOf } from "../../shared/rules/told.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { sha256 } from "../identity.ts";
import { SAMPLES } from "../mail/samples.ts";
import { render } from "../mail/templates.ts";
import { letterFacts, toApplications } from "../told-round.ts";

/** What a letter that is still being written is about, to show it: a reference as all of them look. */
const sampleReference = (roundId: string): string => `${roundId}-0017-K`;

const answers = ({ store, settings }: Deps): Answers<typeof letters> => {
  const shown = (template: Template, facts: Record<string, string>) => {
    const { subject, text, body } = render(template, facts, OFFICE, settings.siteAddress);
    return { subject, text, body };
  };
  const sampleOf = (template: Template) =>
    shown(
      template,
      SAMPLES[template]((typed) => typed),
    );
  const lineOf = (template: Template): TemplateLine => ({
    template,
    subject: sampleOf(template).subject,
    causes: causesOf(template),
  });
  const roundOf = async (roundId: string): Promise<{ title: string }> => {
    const round = await store.addressees.round(roundId);
    if (round === undefined) throw new Refused("not-found");
    return round;
  };

  const pageOf = async (roundId: string): Promise<LettersOfRound> => {
    const [{ title }, lines, written] = await Promise.all([
      roundOf(roundId),
      store.addressees.linesOf(roundId),
      store.roundLetters.ofRound(roundId),
    ]);
    const [drafts, applicants] = LETTER_TO.map((to) => groupsOf(lines.filter((line) => isAddressed(to, line))));
    return {
      roundId,
      title,
      groups: { "draft-owners": drafts ?? 0, applicants: applicants ?? 0 },
      letters: written.map(({ writtenBy: _, ...letter }) => letter),
    };
  };

  return {
    templates: async () => ({ templates: TEMPLATES.map(lineOf) }),

    template: async ({ params: { template } }) => {
      if (!isTemplate(template)) throw new Refused("not-found");
      return { ...lineOf(template), ...sampleOf(template) };
    },

    ofRound: ({ params }) => pageOf(params.id),

    preview: async ({ params, body }) => {
      const [{ title }, lines] = await Promise.all([roundOf(params.id), store.addressees.linesOf(params.id)]);
      const letter = { heading: singleLine(body.heading), text: cleanText(body.text) };
      const chosen = lines.filter((line) => isAddressed(body.to, line));
      const people = await toApplications(chosen, letter, title, store);
      return {
        to: body.to,
        groups: groupsOf(chosen),
        people: people.length,
        ...shown("round-letter", letterFacts(letter, sampleReference(params.id), title)),
      };
    },

    write: async ({ params, body, caller, at }) => {
      const { writeId, groups: seen, to } = body;
      const [, lines, before] = await Promise.all([
        roundOf(params.id),
        store.addressees.linesOf(params.id),
        store.roundLetters.ofRound(params.id),
      ]);
      // The same press has the same id, so that a lost answer is no second letter.
      const id = `l_${sha256(`${caller.personId} ${params.id} ${writeId}`).slice(0, 24)}`;
      if (before.some((letter) => letter.id === id)) return pageOf(params.id);
      const groups = groupsOf(lines.filter((line) => isAddressed(to, line)));
      refuseIf(letterFindings(groups, seen));
      const letter: RoundLetter = {
        ...{ id, roundId: params.id, to, groups },
        heading: singleLine(body.heading),
        text: cleanText(body.text),
        writtenAt: toInstant(at),
        writtenBy: caller.personId,
      };
      await store.roundLetters.write(letter, { writeId, at });
      return pageOf(params.id);
    },
  };
};

export const handler = http(letters, answers);
