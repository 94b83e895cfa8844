import { KNOWN, type Question, type Section } from "../rules/form.ts";
import { everyBand } from "./bands.ts";

/** What is asked of everyone, whatever the amount: people at risk, places that must stay secret, and what is declared. */

export const worksWithPeopleAtRisk: Question = {
  id: KNOWN.worksWithPeopleAtRisk,
  type: "yes-no",
  label: "Will the project work with children, or with adults who are at risk?",
  hint: "An adult at risk is someone who needs care or support and cannot easily protect themselves from harm.",
  whenEmpty: "Choose yes if the project will work with children or adults at risk.",
  bands: everyBand,
  optional: false,
};

export const safeguarding: Question = {
  id: "safeguarding",
  type: "long-text",
  label: "How will you keep them safe?",
  hint: "Say who leads on safeguarding, how staff and volunteers are checked and trained, and what happens when someone is worried. Leave out the names of people at risk.",
  whenEmpty: "Say how you will keep children or adults at risk safe.",
  bands: everyBand,
  optional: false,
  limitWords: 150,
  onlyIf: { question: KNOWN.worksWithPeopleAtRisk, is: "yes" },
  confidential: true,
};

export const unsafeToPublish: Question = {
  id: KNOWN.unsafeToPublish,
  type: "yes-no",
  label: "Is it unsafe to publish where you are based?",
  hint: "Choose yes if people could come to harm, for example in a refuge. We then publish the police area only.",
  whenEmpty: "Choose whether it is unsafe to publish where you are based.",
  bands: everyBand,
  optional: false,
  confidential: true,
};

const declaration = (id: string, label: string, whenEmpty: string): Question => ({
  id,
  type: "declaration",
  label,
  whenEmpty,
  bands: everyBand,
  optional: false,
});

/** The group's own word on ties to those who decide: due diligence looks for it. */
export const INTEREST_DECLARATION = "declare-interests";

/** The last section of every form. Each tick says one thing that a group can be held to (DOMAIN 8.1, 21). */
export const declarations: Section = {
  id: "declaration",
  title: "Declaration",
  intro: "Read each statement. Tick it if it is true for your group.",
  questions: [
    declaration(
      "declare-authority",
      "My group has agreed to this application, I may send it for the group, and what it says is true and complete as far as we know.",
      "Tick to say that you may send this for your group and that it is true.",
    ),
    declaration(
      "declare-conditions",
      "We have read what this fund pays for and what it does not, and the privacy notice. We know that the application is shared with the people who check, score and decide it, and with the police and councils where they must be asked.",
      "Tick to say that you have read the conditions and the privacy notice.",
    ),
    declaration(
      INTEREST_DECLARATION,
      "Nobody who runs our group works for, or has close ties to, the people who decide or the police; or we have told the office who it is and what the tie is.",
      "Tick to say that there is no conflict of interest, or that you have told the office about it.",
    ),
  ],
};
