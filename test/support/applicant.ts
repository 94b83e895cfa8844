import type { Page } from "playwright-core";
import type { Answer, Answers } from "../../shared/rules/application.ts";
import { KNOWN } from "../../shared/rules/form.ts";
import { fieldId } from "../../web/parts/error-summary.tsx";
import { completeAnswers } from "./application.ts";
import type { Journey } from "./journey.ts";
import { WHOLE_GROUP } from "./organisations.ts";
import { someFund } from "./rounds.ts";

/** The day on which the journeys of applicants take place: the demonstration's round closes on 1 December at 12 noon. */
export const JOURNEY_NOW = "2026-11-22T10:00:00.000Z";
/** The demonstration's open round on that day, and its first instant that is too late. */
export const OPEN_ROUND = `${someFund().code}-26Q4`;
export const CLOSES_AT = "2026-12-01T12:00:00.000Z";
/** By when the groups of that round hear: no project starts before. */
const NOTIFIED_BY = "2027-01-29";

/** Calls the portal as a page of it does, and gives what it answered. */
export const asPage = async (
  journey: Journey,
  page: Page,
  method: "GET" | "POST" | "PUT",
  path: string,
  data?: object,
) => {
  const headers = { origin: journey.it.portal.address, "sec-fetch-site": "same-origin" };
  const sent = data === undefined ? {} : { data: { ...data, writeId: crypto.randomUUID() } };
  const reply = await page.request.fetch(path, { method, headers, ...sent });
  if (!reply.ok()) throw new Error(`${path}: ${await reply.text()}`);
  return reply.json();
};

/** The answers of a whole application for an amount, with a title, by section. */
export const wholeAnswers = (title: string, pence: number): Record<string, Answers> => {
  const fund = someFund();
  const answers = completeAnswers(fund, pence, NOTIFIED_BY);
  const notYet = Object.fromEntries(fund.documents.map(({ id }) => [id, "We meet in May and will have it then."]));
  return {
    ...Object.fromEntries(
      Object.entries(answers).map(([section, typed]) => [
        section,
        KNOWN.title in typed ? { ...typed, [KNOWN.title]: title } : typed,
      ]),
    ),
    documents: notYet,
  };
};

/** A new group of the person signed in, with a draft of theirs in the open round; `sections` are saved into it. */
export const draftOf = async (
  journey: Journey,
  page: Page,
  name: string,
  sections: Readonly<Record<string, Answers>> = {},
): Promise<{ id: string; draftId: string }> => {
  const call = (method: "GET" | "POST" | "PUT", path: string, data?: object) =>
    asPage(journey, page, method, path, data);
  const { organisation } = await call("POST", "/api/organisations", { organisation: { ...WHOLE_GROUP, name } });
  const started = { roundId: OPEN_ROUND, organisationId: organisation.id };
  const { id } = await call("POST", "/api/applications", started);
  const { draft } = await call("GET", `/api/applications/${id}`);
  for (const [section, answers] of Object.entries(sections))
    await call("PUT", `/api/applications/${id}/draft/${section}`, { draftId: draft.id, was: 0, answers, done: true });
  return { id: String(id), draftId: String(draft.id) };
};

/** Types or chooses one text, whatever its field looks like. */
export const fillField = async (page: Page, id: string, value: string): Promise<void> => {
  const radios = page.locator(`input[type=radio][name="${id}"]`);
  const field = page.locator(`[id="${id}"]`);
  await radios.or(field).first().waitFor();
  if ((await radios.count()) > 0) return page.locator(`input[name="${id}"][value="${value}"]`).check();
  if ((await page.locator(`[id="${id}-month"]`).count()) > 0) {
    const [year = "", month = "", day = ""] = value.split("-");
    await field.fill(day);
    await page.locator(`[id="${id}-month"]`).fill(month);
    return page.locator(`[id="${id}-year"]`).fill(year);
  }
  const kind = await field.evaluate((element) => element.getAttribute("type") ?? element.tagName);
  if (kind === "SELECT") await field.selectOption(value);
  else if (kind === "checkbox") await field.setChecked(value === "yes");
  else await field.fill(value);
};

/** Where the field of an answer is on the page of its section. */
export const answerField = (section: string, question: string): string =>
  fieldId(`/sections/${section}/answers/${question}`);

/** Gives one answer by its fields, as a person would: choices ticked, rows added one by one. */
const fillAnswer = async (page: Page, id: string, answer: Answer): Promise<void> => {
  if (typeof answer === "string") return fillField(page, id, answer);
  // The editor of rows is fetched beside the page.
  await page.locator(`[id="${id}"]:not([aria-busy])`).waitFor();
  for (const [row, item] of answer.entries()) {
    if (typeof item === "string") {
      await page.locator(`input[name="${id}"][value="${item}"]`).check();
      continue;
    }
    // The button that adds the first row bears the id of the question.
    if ((await page.locator(`[id^="${id}-${row}-"]`).count()) === 0)
      await page.locator(`[id="${id}-add"], button[id="${id}"]`).click();
    for (const [column, cell] of Object.entries(item))
      if (cell !== "") await fillField(page, `${id}-${row}-${column}`, cell);
  }
};

/** Fills the section on screen. An answer whose question is not asked for this amount is left out. */
export const fillSection = async (page: Page, section: string, answers: Answers): Promise<void> => {
  for (const [question, answer] of Object.entries(answers)) {
    const id = answerField(section, question);
    if ((await page.locator(`[id="${id}"]`).count()) > 0) await fillAnswer(page, id, answer);
  }
};
