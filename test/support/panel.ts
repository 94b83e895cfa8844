import type { Page } from "playwright-core";
import type { Answers } from "../../shared/rules/application.ts";
import { KNOWN } from "../../shared/rules/form.ts";
import { asPage, OPEN_ROUND, wholeAnswers } from "./applicant.ts";
import { device, type Journey, signInByCode } from "./journey.ts";
import { WHOLE_GROUP } from "./organisations.ts";
import { someFund } from "./rounds.ts";

/** The demonstration's trustees, the chair and the deputy first. */
export const TRUSTEES = ["rowan", "hazel", "holly", "juniper", "laurel", "maple"] as const;
export type TrusteeName = (typeof TRUSTEES)[number];

/** Bids of one group in the open round, sent through the portal: a title and an amount each. */
export const sendBids = async (
  journey: Journey,
  email: string,
  bids: readonly { title: string; pence: number }[],
): Promise<{ page: Page; ids: string[] }> => {
  const { page } = await device(journey);
  await signInByCode(journey, page, email);
  const call = (method: "GET" | "POST" | "PUT", path: string, data?: object) =>
    asPage(journey, page, method, path, data);
  const { organisation } = await call("POST", "/api/organisations", {
    organisation: { ...WHOLE_GROUP, name: "Twelve Lanes Together" },
  });
  const ids: string[] = [];
  for (const { title, pence } of bids) {
    const { id } = await call("POST", "/api/applications", { roundId: OPEN_ROUND, organisationId: organisation.id });
    const { draft } = await call("GET", `/api/applications/${id}`);
    // Half of it would still be of use: the meeting can award a part.
    const useful = Object.entries(wholeAnswers(title, pence)).map(([section, answers]): [string, Answers] => [
      section,
      KNOWN.leastUseful in answers ? { ...answers, [KNOWN.leastUseful]: "2,000.00" } : answers,
    ]);
    const sections: Record<string, Answers> = Object.fromEntries(useful);
    await Promise.all(
      Object.entries(sections).map(([section, answers]) =>
        call("PUT", `/api/applications/${id}/draft/${section}`, { draftId: draft.id, was: 0, answers, done: true }),
      ),
    );
    await call("POST", `/api/applications/${id}/submission`, { draftId: draft.id, declaredBy: "Ash Example" });
    ids.push(id);
  }
  return { page, ids };
};

/** Everybody of the panel at a device of their own. */
export const panelAt = async (journey: Journey): Promise<Record<TrusteeName, Page>> => {
  const at = async (name: TrusteeName) => {
    const { page } = await device(journey);
    await signInByCode(journey, page, `${name}@trust.example`);
    return page;
  };
  const [rowan, hazel, holly, juniper, laurel, maple] = await Promise.all(TRUSTEES.map(at));
  if (!rowan || !hazel || !holly || !juniper || !laurel || !maple) throw new Error("Six trustees sign in.");
  return { rowan, hazel, holly, juniper, laurel, maple };
};

/** Says "no interest" in every bid of a round but those that are named. */
export const declare = async (
  journey: Journey,
  page: Page,
  ids: readonly string[],
  interests: Readonly<Record<string, { kind: string; about: string }>> = {},
): Promise<void> => {
  const { version } = await asPage(journey, page, "GET", `/api/trustee/rounds/${OPEN_ROUND}/interests`);
  const declarations = ids.map((applicationId) => ({ applicationId, kind: "none", ...interests[applicationId] }));
  await asPage(journey, page, "PUT", `/api/trustee/rounds/${OPEN_ROUND}/interests`, { version, declarations });
};

/** Fills in and sends one card, the same score for every criterion. */
export const sendCard = async (journey: Journey, page: Page, id: string, score: number): Promise<void> => {
  const comment = "Read twice.";
  const entries = Object.fromEntries(someFund().criteria.map((criterion) => [criterion.id, { score, comment }]));
  const path = `/api/trustee/bids/${id}/card`;
  const { card } = await asPage(journey, page, "GET", `/api/trustee/bids/${id}`);
  const { version } = await asPage(journey, page, "PUT", path, { version: card.version, entries });
  await asPage(journey, page, "POST", `${path}/submission`, { version });
};
