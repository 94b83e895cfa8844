import { type Band, KNOWN, type Option, type Question, type Section } from "../rules/form.ts";
import { everyBand, fromM, largest } from "./bands.ts";

/** The question bank of DOMAIN 8.1: what most funds ask about the project. A fund picks from it, and may change a hint. */

/** A section for the bands of one fund: a question that none of them is asked is left out. */
export const section = (bands: readonly Band[], given: Section): Section => ({
  ...given,
  questions: given.questions
    .map((question) => ({ ...question, bands: question.bands.filter((band) => bands.includes(band)) }))
    .filter((question) => question.bands.length > 0),
});

/** The first question of every form: the amount sets the band, and the band sets the rest. */
export const requested = (hint: string): Question => ({
  id: KNOWN.requested,
  type: "amount",
  label: "How much do you ask for?",
  hint,
  whenEmpty: "Enter how much you ask for, like 1,400.00.",
  bands: everyBand,
  optional: false,
});

export const leastUseful: Question = {
  id: KNOWN.leastUseful,
  type: "amount",
  label: "What is the smallest amount that would still be useful?",
  hint: "If there is not enough money for everyone, you may be offered part of what you ask for. Enter the same amount if you need all of it.",
  whenEmpty: "Enter the smallest amount that would still be useful, like 900.00.",
  bands: fromM,
  optional: false,
};

export const whatWouldBeDropped: Question = {
  id: KNOWN.whatWouldBeDropped,
  type: "long-text",
  label: "What would you leave out if you got the smallest amount?",
  hint: "If you need all of it, say why.",
  whenEmpty: "Say what you would leave out if you got the smallest amount.",
  bands: fromM,
  optional: false,
  limitWords: 75,
};

export const projectTitle: Question = {
  id: KNOWN.title,
  type: "short-text",
  label: "What is your project called?",
  hint: "A short title that is published if you get a grant. Leave out people’s names.",
  whenEmpty: "Enter a title for your project.",
  bands: everyBand,
  optional: false,
  limitCharacters: 140,
};

export const summary: Question = {
  id: KNOWN.summary,
  type: "long-text",
  label: "How would you sum up the project for the public?",
  hint: "This is published if you get a grant. Leave out people’s names, and any address that must stay private.",
  whenEmpty: "Sum up the project in up to 75 words.",
  bands: everyBand,
  optional: false,
  limitWords: 75,
};

export const whatYouWillDo: Question = {
  id: "what-you-will-do",
  type: "long-text",
  label: "What will you do, for whom, and where?",
  hintByBand: {
    S: "Say too what problem this answers and how you know about it. Two or three short paragraphs are plenty.",
    M: "Describe what will happen, how often, who it is for and where. The need for it is the next question.",
    L: "Describe what will happen, how often, who it is for, where, and who will do it.",
  },
  whenEmpty: "Say what you will do, for whom, and where.",
  bands: everyBand,
  optional: false,
  limitWords: 300,
};

export const need: Question = {
  id: "need",
  type: "long-text",
  label: "What problem does this answer, and how do you know about it?",
  hint: "Tell us what you have seen or counted, and whom you asked. Local facts are worth more than national ones.",
  whenEmpty: "Say what problem this answers, and how you know about it.",
  bands: fromM,
  optional: false,
  limitWords: 250,
};

export const prevention: Question = {
  id: "prevention",
  type: "long-text",
  label: "How will this stop harm before it happens, or early on?",
  whenEmpty: "Say how this will stop harm before it happens, or early on.",
  bands: largest,
  optional: false,
  limitWords: 150,
};

export const priorities = (options: Option[]): Question => ({
  id: "priorities",
  type: "choices",
  label: "Which of our priorities does the project help with?",
  hint: "Choose the one or two that fit best. A clear link to one is better than a loose link to all.",
  whenEmpty: "Choose at least one priority.",
  bands: everyBand,
  optional: false,
  options,
});

export const howPriorities: Question = {
  id: "how-priorities",
  type: "long-text",
  label: "How does the project help with the priorities you chose?",
  whenEmpty: "Say how the project helps with the priorities you chose.",
  bands: largest,
  optional: false,
  limitWords: 200,
};

export const outcomes: Question = {
  id: "outcomes",
  type: "rows",
  label: "What will change because of the project?",
  hint: "One row for each change, three at most. Say how you will know.",
  hintByBand: { L: "One row for each change, three at most. Give the figure today and the figure you aim for." },
  whenEmpty: "Add at least one change that the project will make.",
  bands: fromM,
  optional: false,
  rowName: "change",
  leastRows: 1,
  mostRows: 3,
  columns: [
    {
      id: "change",
      label: "Change",
      hint: "Such as: fewer calls about the park after dark",
      type: "short-text",
      optional: false,
      limitCharacters: 200,
    },
    { id: "indicator", label: "What you will count or ask", type: "short-text", optional: false, limitCharacters: 200 },
    { id: "baseline", label: "Where it stands today", type: "short-text", optional: true, limitCharacters: 100 },
    { id: "target", label: "What you aim for", type: "short-text", optional: false, limitCharacters: 100 },
  ],
};

export const beneficiaries = (districts: Option[]): Question => ({
  id: "beneficiaries",
  type: "rows",
  label: "Who will take part or be helped, and how many?",
  hint: "One row for each group of people and place. Your best guess is fine.",
  whenEmpty: "Add at least one group of people who will take part or be helped.",
  bands: fromM,
  optional: false,
  rowName: "group",
  leastRows: 1,
  mostRows: 10,
  columns: [
    {
      id: "who",
      label: "Who they are",
      hint: "Such as: people who live on one estate",
      type: "short-text",
      optional: false,
      limitCharacters: 140,
    },
    { id: "people", label: "Number of people", type: "number", optional: false },
    { id: "district", label: "Where", type: "choice", optional: false, options: districts },
  ],
});

export const startsOn: Question = {
  id: KNOWN.startsOn,
  type: "date",
  label: "When will the project start?",
  hint: "Choose a day after you hear from us. We cannot pay for what has already been spent.",
  whenEmpty: "Enter the day the project will start.",
  bands: everyBand,
  optional: false,
};

export const endsOn: Question = {
  id: KNOWN.endsOn,
  type: "date",
  label: "When will the project end?",
  hint: "The day by which the grant will be spent.",
  whenEmpty: "Enter the day the project will end.",
  bands: fromM,
  optional: false,
};

export const partners: Question = {
  id: "partners",
  type: "long-text",
  label: "Who else is involved?",
  hint: "Name other organisations and what each will do. If your local policing team knows of the project, say which team.",
  whenEmpty: "Say who else is involved.",
  bands: fromM,
  optional: true,
  limitWords: 150,
};

export const afterTheGrant: Question = {
  id: "after-the-grant",
  type: "long-text",
  label: "What will happen when the grant ends?",
  hint: "Say what goes on, what stops, and what people will have gained.",
  whenEmpty: "Say what will happen when the grant ends.",
  bands: fromM,
  optional: false,
  limitWords: 150,
};

export const socialValue: Question = {
  id: "social-value",
  type: "long-text",
  label: "What else will the area gain?",
  hint: "Such as skills, jobs, volunteering or a better environment.",
  whenEmpty: "Say what else the area will gain.",
  bands: fromM,
  optional: true,
  limitWords: 100,
};
