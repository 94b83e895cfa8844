import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SESSION_COOKIE } from "../../functions/identity.ts";
import { startDynamo } from "../../infra/local/engine.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { launchBrowser } from "../support/browser.ts";
import { type Bid, DAY, type Decided, decidedMeeting, MET_AT } from "../support/decided.ts";
import { type Engine, signedIn, startEngine } from "../support/engine.ts";
import { look, PHONE, signInAsStaff } from "../support/journey.ts";
import { type PortalProcess, startPortalProcess, temporaryFolder, until } from "../support/portal.ts";

const AT = MET_AT + DAY;
const AWARDED: Bid = { outcome: "full", amountPence: 50_000, source: "trust", conditions: ["Send the policy first"] };
const RECOMMENDED: Bid = { outcome: "part", amountPence: 40_000, source: "pcc" };
/** Sixty bids: what the trustees award, what an approver has to confirm, and every other outcome. */
const BIDS: Bid[] = [
  ...Array.from({ length: 15 }, () => AWARDED),
  ...Array.from({ length: 5 }, () => RECOMMENDED),
  { outcome: "reserve" },
  { outcome: "defer" },
  ...Array.from({ length: 38 }, (): Bid => ({ outcome: "decline", scores: { fit: 1 } })),
];

let engine: Engine;
let portal: PortalProcess;
let browser: Browser;
let decided: Decided;
const folder = temporaryFolder();
const stops: (() => void)[] = [];
const HOUR = 3_600_000;
const start = (now: number) => startPortalProcess({ folder, now: toInstant(now) });

beforeAll(async () => {
  // One engine that outlives the portal, so that a test can see what is in the table while the portal is down.
  const dynamo = await startDynamo();
  process.env.AWS_ENDPOINT_URL_DYNAMODB = dynamo.url;
  process.env.AWS_ENDPOINT_URL_DYNAMODB_STREAMS = dynamo.streamsUrl;
  stops.push(dynamo.stop);
  [portal, browser] = await Promise.all([start(AT), launchBrowser()]);
  engine = await startEngine();
  decided = await decidedMeeting(engine, BIDS);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await portal?.stop();
  for (const stop of stops) stop();
  delete process.env.AWS_ENDPOINT_URL_DYNAMODB;
  delete process.env.AWS_ENDPOINT_URL_DYNAMODB_STREAMS;
}, 60_000);

const device = async (cookie?: string): Promise<Page> => {
  const context = await browser.newContext({
    viewport: PHONE,
    baseURL: portal.address,
    locale: "en-GB",
    timezoneId: "Europe/London",
  });
  const value = cookie?.slice(SESSION_COOKIE.length + 1);
  if (value !== undefined)
    await context.addCookies([
      { name: SESSION_COOKIE, value, domain: "localhost", path: "/", secure: true, httpOnly: true, sameSite: "Lax" },
    ]);
  return context.newPage();
};

const staff = async (name: string): Promise<Page> => {
  const page = await device();
  await signInAsStaff(page, name);
  return page;
};

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const toldSoFar = async (): Promise<number> =>
  (await engine.deps.store.outcomes.ofRound(decided.round.id)).outcomes.filter(({ state }) => state === "released")
    .length;

describe("what follows a closed meeting", () => {
  it("is confirmed by an approver, minuted, written and read twice", async () => {
    const { meetingId, round, ids } = decided;
    const approver = await staff("Alder");
    await approver.goto("/office/confirmations");
    await approver.getByRole("link", { name: new RegExp(round.title) }).waitFor();
    await look(approver, "confirmations");
    await approver.getByRole("link", { name: new RegExp(round.title) }).click();
    await press(approver, /Confirm all 5/);
    await look(approver, "confirmation");
    await press(approver, "Yes, confirm them all");
    await approver
      .getByRole("link", { name: /Decision notice/ })
      .first()
      .click();
    await approver.getByText("Alder Example, for the Commissioner").waitFor();
    await look(approver, "decision-notice");

    const { cookie } = await signedIn(engine, { id: "p_rowan", name: "Rowan Chair", roles: ["chair"] }, AT);
    const chair = await device(cookie);
    await chair.goto(`/meetings/${meetingId}/minutes`);
    await press(chair, "Agree the minutes");
    await press(chair, "Yes, agree them");
    await chair.getByText("Agreed by Rowan Chair").waitFor();
    await chair.getByLabel("Add a correction").fill("Alder came back at four.");
    await press(chair, "Add it");
    await chair.getByText("Added later").waitFor();
    await look(chair, "minutes");

    const officer = await staff("Olive");
    await officer.goto(`/office/rounds/${round.id}/outcomes`);
    await press(officer, "Project 60");
    await officer.getByLabel("What the group reads").fill("We could not fund this.\n\nCall us and we explain.");
    await press(officer, "Save the text");
    await officer.getByText("is saved. Another person reads it.").waitFor();
    await press(officer, /^Keep 59 drafts/);
    await officer.getByText("are kept as they stand").waitFor();
    await press(officer, "See whom it reaches");
    await officer.getByText("Every group has somebody").waitFor();
    await look(officer, "outcomes");
    expect((await engine.deps.store.outcomes.ofApplication(ids[0] ?? "")).outcomes[0]?.state).toBe("edited");
  }, 90_000);

  it("is released by two people; cut off by a power cut it goes on, and everybody hears once", async () => {
    const { round, groups, ids } = decided;
    const [officer, approver] = [await staff("Olive"), await staff("Alder")];
    await approver.goto(`/office/rounds/${round.id}/outcomes`);
    await press(approver, /I have read these 60/);
    await approver.getByText("60 texts are read").waitFor();
    await officer.goto(`/office/rounds/${round.id}/outcomes`);
    await press(officer, "Release them now");
    await press(officer, "Yes, ask for it");
    await officer.getByText("You have asked for the release").waitFor();
    const before = await device((await signedIn(engine, memberOf(59), AT)).cookie);
    await before.goto(`/apply/${ids[59]}/outcome`);
    await before.getByText("There is no decision to read yet").waitFor();

    await approver.reload();
    await press(approver, "Confirm the release");
    await press(approver, "Yes, release the outcomes");
    await until("Some are told", async () => (await toldSoFar()) > 2 || undefined);
    await portal.kill();
    expect(await toldSoFar()).toBeLessThan(60);
    // An hour later: what was told before the cut lies in the past.
    portal = await start(AT + HOUR);
    await until("All are told", async () => (await toldSoFar()) === 60 || undefined, 30_000);
    const { messages } = engine.deps.store;
    const sent = () => Promise.all(groups.map(async ({ person }) => (await messages.ofPerson(person)).length));
    await until("A message to each", async () => (await sent()).every((count) => count > 0) || undefined, 30_000);
    await portal.runSchedule("schedule/send-due");
    await portal.accounted();
    expect(await sent()).toEqual(groups.map(() => 1));

    const page = await device((await signedIn(engine, memberOf(0), AT)).cookie);
    await page.goto(`/apply/${ids[0]}/outcome`);
    await page.getByText("Send the policy first").waitFor();
    await look(page, "outcome-awarded");
    const declined = await device((await signedIn(engine, memberOf(59), AT)).cookie);
    await declined.goto("/applications");
    await declined.getByRole("link", { name: "Project 60" }).click();
    await declined.getByText("Call us and we explain.").waitFor();
    await declined.getByText("How to complain").waitFor();
    await look(declined, "outcome-declined");
  }, 90_000);
});

const memberOf = (n: number) => {
  const { person, organisationId } = decided.groups[n] ?? { person: "", organisationId: "" };
  return { id: person, organisations: [organisationId] };
};
