import type { Criterion } from "../rules/fund.ts";

/** The six criteria of DOMAIN 8.2 with their anchors for 1, 3 and 5. A fund sets the weights, which sum to 100. */

export const fit = (weight: number): Criterion => ({
  id: "fit",
  label: "Fit with our priorities",
  weight,
  poor: "Names a priority, and says no more.",
  acceptable: "Shows a clear and relevant link to one priority.",
  excellent: "Shows a strong link with evidence. Partners confirm it, and it fills a gap that is known.",
});

export const need = (weight: number): Criterion => ({
  id: "need",
  label: "Need, and the community’s part in it",
  weight,
  poor: "States a need without local evidence.",
  acceptable: "Gives some local facts, or has asked people.",
  excellent: "Gives sound local facts, and the people concerned shaped the project.",
});

export const outcomes = (weight: number): Criterion => ({
  id: "outcomes",
  label: "Outcomes that are clear, measurable and realistic",
  weight,
  poor: "Lists activities. Nothing can be measured.",
  acceptable: "States outcomes and how they are measured. Targets are partly explained.",
  excellent: "Gives where it stands, the target and the method. All are realistic and in proportion.",
});

export const delivery = (weight: number): Criterion => ({
  id: "delivery",
  label: "Able to deliver: plan, people, risk and safeguarding",
  weight,
  poor: "Has no plan. Roles or safeguarding are unclear.",
  acceptable: "Has a workable plan and a named lead. The main risks are covered.",
  excellent: "Has a detailed plan and a good record. Risks have owners, and safeguarding is strong.",
});

export const value = (weight: number): Criterion => ({
  id: "value",
  label: "Value for money, with other money and help",
  weight,
  poor: "Does not explain costs, or costs too much for what it does.",
  acceptable: "Has reasonable costs, with quotes where they are needed.",
  excellent: "Does a great deal for the money. Other money is secured, and nothing is paid for twice.",
});

export const legacy = (weight: number): Criterion => ({
  id: "legacy",
  label: "What lasts, and social value",
  weight,
  poor: "Stops when the grant ends, and claims no wider benefit.",
  acceptable: "Has a plausible next step and some wider benefit.",
  excellent: "Has a plan that is funded or pays for itself, and local social value that can be measured.",
});
