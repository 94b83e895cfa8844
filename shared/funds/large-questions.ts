import type { Question } from "../rules/form.ts";
import { largest } from "./bands.ts";

/** What is asked besides of a large project: milestones, risks, exit and evaluation (DOMAIN 8.1, band L). */

export const milestones: Question = {
  id: "milestones",
  type: "rows",
  label: "What will you have done by when?",
  hint: "At least one milestone for each three months.",
  whenEmpty: "Add at least two milestones.",
  bands: largest,
  optional: false,
  rowName: "milestone",
  leastRows: 2,
  mostRows: 20,
  columns: [
    { id: "by", label: "By", type: "date", optional: false },
    { id: "done", label: "What will be done", type: "short-text", optional: false, limitCharacters: 200 },
    {
      id: "who",
      label: "Who leads on it",
      hint: "A role, not a name",
      type: "short-text",
      optional: false,
      limitCharacters: 100,
    },
  ],
};

const likely = [
  { value: "low", label: "Low" },
  { value: "medium", label: "Medium" },
  { value: "high", label: "High" },
];

export const risks: Question = {
  id: "risks",
  type: "rows",
  label: "What could go wrong, and what would you do?",
  whenEmpty: "Add at least one risk.",
  bands: largest,
  optional: false,
  rowName: "risk",
  leastRows: 1,
  mostRows: 10,
  columns: [
    { id: "risk", label: "What could go wrong", type: "short-text", optional: false, limitCharacters: 200 },
    { id: "likelihood", label: "How likely it is", type: "choice", optional: false, options: likely },
    { id: "effect", label: "How bad it would be", type: "choice", optional: false, options: likely },
    { id: "answer", label: "What you do about it", type: "short-text", optional: false, limitCharacters: 200 },
  ],
};

export const exit: Question = {
  id: "exit",
  type: "long-text",
  label: "How will you bring the project to an end without harm to the people in it?",
  hint: "Such as: where people go next, and what happens to staff and to what you bought.",
  whenEmpty: "Say how you will bring the project to an end.",
  bands: largest,
  optional: false,
  limitWords: 150,
};

export const evaluation: Question = {
  id: "evaluation",
  type: "long-text",
  label: "How will you find out whether it worked?",
  whenEmpty: "Say how you will find out whether it worked.",
  bands: largest,
  optional: false,
  limitWords: 150,
};
