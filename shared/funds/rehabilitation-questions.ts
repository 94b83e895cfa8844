import type { Question } from "../rules/form.ts";
import { largest } from "./bands.ts";

/** What is asked of work with adults who have offended: a record of delivery, and a way in that is already used (DOMAIN 1.1 d). */

export const deliveryRecord: Question = {
  id: "delivery-record",
  type: "long-text",
  label: "What have you delivered in the last two years or more?",
  hint: "Say what you did, how many adults took part, and what came of it.",
  whenEmpty: "Say what you have delivered in the last two years or more.",
  bands: largest,
  optional: false,
  limitWords: 250,
};

export const referralPathway: Question = {
  id: "referral-pathway",
  type: "long-text",
  label: "How do people come to you?",
  hint: "Say who refers them, how, and how many in the last year.",
  whenEmpty: "Say how people are referred to you.",
  bands: largest,
  optional: false,
  limitWords: 150,
};
