import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ClosureEntered } from "../../shared/contract/closures.ts";
import type { Answers } from "../../shared/rules/application.ts";
import { KNOWN } from "../../shared/rules/form.ts";
import { msOf, toInstant } from "../../shared/rules/london.ts";
import { completeAnswers } from "../support/application.ts";
import { nextWriteId } from "../support/bid.ts";
import { signedIn, startEngine } from "../support/engine.ts";
import { runs } from "../support/length.ts";
import { fillFolder, type ReadyBid } from "../support/many-bids.ts";
import { type PortalProcess, startPortalProcess, temporaryFolder } from "../support/portal.ts";
import { someFund } from "../support/rounds.ts";

const fund = someFund();
const at = Date.parse("2026-11-23T10:00:00.000Z");
const closesAt = Date.parse("2026-12-01T12:00:00.000Z");
const PEOPLE = 50;
/** From the confirmation on: the closure begins after five seconds of these. */
const LASTS_MS = 7_500;
/** Between two saves of one person. */
const PAUSE_MS = 700;
const SECTION = fund.sections.find(({ questions }) => questions.some(({ id }) => id === KNOWN.title))?.id ?? "";
const wording = "The fund is closed for now. This is the same for everybody.";

type Body = { rule?: string; detail?: string; receivedAt?: string; savedAt?: string; version?: number };
type Sent = { n: number; what: "save" | "submit"; title: string; status: number; body: Body };

const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const asked = async ({ address }: PortalProcess, cookie: string, method: string, path: string, data?: object) => {
  const reply = await fetch(`${address}${path}`, {
    method,
    headers: { cookie, origin: address, "content-type": "application/json" },
    ...(data === undefined ? {} : { body: JSON.stringify(data) }),
  });
  return { status: reply.status, body: await reply.json() };
};

/** What the officer's page sends: closed at once, until further notice. */
const closing = (drafts: ClosureEntered["drafts"]): ClosureEntered => ({
  ...{ scope: { of: "portal" }, from: { of: "at-once" }, until: { of: "further-notice" }, reason: "incident", wording },
  ...{ freezes: ["new-drafts", "submissions"], deadlines: "moved", drafts },
});

/** When the closure was confirmed, by the clock of this process; until then nobody knows. */
type Confirmed = { at: number };

/** One person: saves again and again, submits once at their own moment, and goes on saving where that was refused. */
const person = async (
  { portal, bid, n, answers }: { portal: PortalProcess; bid: ReadyBid; n: number; answers: Answers },
  confirmed: Confirmed,
  sent: Sent[],
) => {
  let version = 1;
  const save = async (title: string) => {
    const body = {
      ...{ draftId: bid.draftId, was: version, answers: { ...answers, [KNOWN.title]: title } },
      ...{ done: true, writeId: nextWriteId() },
    };
    const reply = await asked(portal, bid.cookie, "PUT", `/api/applications/${bid.id}/draft/${SECTION}`, body);
    sent.push({ n, what: "save", title, ...reply });
    if (reply.status === 200) version = reply.body.version;
  };
  // Not all at the same moment.
  await after((n * PAUSE_MS) / PEOPLE);
  let hasTried = false;
  for (let k = 1; Date.now() < confirmed.at + LASTS_MS; k += 1) {
    const title = `Lights for street ${n}, take ${k}`;
    await save(title);
    if (!hasTried && Date.now() >= confirmed.at + (n / PEOPLE) * LASTS_MS) {
      hasTried = true;
      const declared = { draftId: bid.draftId, declaredBy: "Ash Example", writeId: nextWriteId() };
      const reply = await asked(portal, bid.cookie, "POST", `/api/applications/${bid.id}/submission`, declared);
      sent.push({ n, what: "submit", title, ...reply });
      if (reply.status === 200) return;
    }
    await after(PAUSE_MS);
  }
};

const oneRun = async (drafts: ClosureEntered["drafts"]): Promise<void> => {
  const folder = temporaryFolder();
  const bids = await fillFolder(folder, fund, "26D3", PEOPLE, at, closesAt);
  const engine = await startEngine(join(folder, "table.db"));
  const officer = await signedIn(engine, { id: "p_officer", roles: ["officer"], door: "staff" }, at);
  engine.stop();
  const portal = await startPortalProcess({ folder, empty: true, now: toInstant(at) });
  try {
    const answers = completeAnswers(fund, 50_000, "2027-04-01")[SECTION] ?? {};
    const sent: Sent[] = [];
    const confirmed: Confirmed = { at: Number.POSITIVE_INFINITY };
    const people = bids.map((bid, n) => person({ portal, bid, n, answers }, confirmed, sent));
    await after(PAUSE_MS);
    const confirm = () =>
      asked(portal, officer.cookie, "POST", "/api/office/closures", { ...closing(drafts), writeId: nextWriteId() });
    let closed = await confirm();
    // A machine that is busy may take too long to be in force in five seconds: it is confirmed once more.
    while (closed.status === 422) closed = await confirm();
    confirmed.at = Date.now();
    await Promise.all(people);
    expect(closed.status).toBe(200);
    const from = msOf(closed.body.closure.from);
    expect(from - msOf(closed.body.closure.announcedAt)).toBe(5_000);

    expect(sent.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
    const [taken, refused] = [sent.filter(({ status }) => status === 200), sent.filter(({ status }) => status === 409)];
    const late = (one: Sent): number => msOf(one.body.receivedAt ?? one.body.savedAt ?? "") - from;
    // Nothing received before it began was refused, and nothing at or after it was taken.
    expect(refused.filter((one) => one.body.detail !== wording || late(one) < 0)).toEqual([]);
    const held = taken.filter(({ what }) => what === "submit" || drafts === "readable");
    expect(held.filter((one) => late(one) >= 0)).toEqual([]);
    expect(refused.filter(({ what }) => what === "save").length > 0).toBe(drafts === "readable");
    for (const some of [taken, refused]) expect(some.filter(({ what }) => what === "submit").length).toBeGreaterThan(0);

    // Nothing that was acknowledged is lost: each draft, or what was submitted, holds the last text that was taken.
    for (const [n, bid] of bids.entries()) {
      const mine = sent.filter((one) => one.n === n && one.status === 200);
      const last = mine.findLast(({ what }) => what === "save")?.title ?? answers[KNOWN.title];
      const view = (await asked(portal, bid.cookie, "GET", `/api/applications/${bid.id}`)).body;
      expect([n, view.title]).toEqual([n, last]);
      expect(view.latest !== undefined).toBe(mine.some(({ what }) => what === "submit"));
    }
  } finally {
    await portal.stop();
  }
};

describe("a closure that is confirmed while 50 people save and submit", () => {
  it.each(
    Array.from({ length: runs(10) }, (_, n): ClosureEntered["drafts"] => (n % 2 === 0 ? "readable" : "editable")),
  )("refuses by the instant of receipt alone, and loses nothing: drafts %s", oneRun, 120_000);
});
