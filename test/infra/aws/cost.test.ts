/// <reference types="vite/client" />
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { handler as documentsHandler } from "../../../functions/http/documents.ts";
import { handler as fundsHandler } from "../../../functions/http/funds.ts";
import { handler as messagesHandler } from "../../../functions/http/messages.ts";
import type { handler as job } from "../../../functions/schedule/delete-expired.ts";
import { handler as sendDue } from "../../../functions/schedule/send-due.ts";
import { handler as events } from "../../../functions/stream/events.ts";
import { handler as mail } from "../../../functions/stream/mail.ts";
import {
  COUNTS,
  costTable,
  type Metered,
  monthOf,
  readMetered,
  tableIn,
  totalUsd,
  type Units,
  writeMetered,
} from "../../../infra/aws/cost.ts";
import { standingAmounts } from "../../../infra/aws/cost-resources.ts";
import { FUNCTION_NAMES, specOf } from "../../../infra/aws/names.ts";
import { PRICED_ON, PRICES } from "../../../infra/aws/prices.ts";
import { as } from "../../../infra/local/guard.ts";
import { documents } from "../../../shared/contract/documents.ts";
import { funds } from "../../../shared/contract/funds.ts";
import { messages } from "../../../shared/contract/messages.ts";
import { communityAction } from "../../../shared/funds/community-action.ts";
import { toInstant } from "../../../shared/rules/london.ts";
import { completeAnswers } from "../../support/application.ts";
import { asking, GROUP, HOUR, MINUTE, nextWriteId, openRound } from "../../support/bid.ts";
import { atDesk, withRole } from "../../support/desk.ts";
import { engineForFile, NO_CONTEXT, send } from "../../support/engine.ts";
import { meterOn } from "../../support/meter.ts";
import { deliverAll, postbox, relayedRecords } from "../../support/relay.ts";
import { signedInByCode } from "../../support/sign-in.ts";
import { synthesised } from "./templates.ts";

const JOBS = import.meta.glob<{ handler: typeof job }>("../../../functions/schedule/*.ts", { eager: true });
const engine = engineForFile();
const at = Date.parse("2026-11-25T09:00:00.000Z");
const fund = { ...communityAction, code: "CST" };

/** How often somebody does what, on the way from the first sign-in to the officer's check: on the generous side. */
const OFTEN = { signIns: 3, looks: 60, savesOfASection: 15, files: 3, publicPages: 30, staffLooks: 20 } as const;

const times = async (count: number, work: () => Promise<unknown>): Promise<void> => {
  for (let n = 0; n < count; n += 1) await work();
};

/** Long answers are as long as they may be: a draft is most of what a save writes. */
const answered = (notifiedBy: string) => {
  const questions = fund.sections.flatMap((section) => section.questions);
  const words = new Map(
    questions.flatMap(({ id, limitWords }) => (limitWords === undefined ? [] : [[id, limitWords]])),
  );
  const long = (count: number) => "meeting ".repeat(count).trim();
  return Object.entries(completeAnswers(fund, 50_000, notifiedBy)).map(
    ([section, answers]) =>
      [
        section,
        Object.fromEntries(
          Object.entries(answers).map(([id, answer]) => [id, words.has(id) ? long(words.get(id) ?? 0) : answer]),
        ),
      ] as const,
  );
};

const ok = async (sent: Promise<{ status: number; text: string }>): Promise<void> => {
  const { status, text } = await sent;
  if (status !== 200) throw new Error(text);
};

/** One application on its whole path, in a round of its own. */
const onePath = async (): Promise<Units> => {
  const meter = meterOn(engine.it);
  const round = await openRound(engine.it, fund, "26C1", at, at + 6 * HOUR);
  const post = postbox();
  const deps = { ...engine.it.deps, ...post, wait: async () => undefined };
  let streamed = 0;
  const taken = await meter.during(async () => {
    const browser = await signedInByCode(engine.it, "cost@example.org", at);
    for (let n = 1; n < OFTEN.signIns; n += 1)
      await signedInByCode(engine.it, "cost@example.org", at + n * 20 * MINUTE);
    const { personId } = (await browser.who(at)).body.person;
    await engine.it.deps.store.organisations.create(
      { id: "o_cost", fields: GROUP, personId },
      { writeId: nextWriteId(), at },
    );
    const cookie = browser.cookie() ?? "";
    const they = asking(engine.it, cookie);
    await times(OFTEN.publicPages, () => send(engine.it, fundsHandler, funds.one, { at, params: { id: fund.id } }));
    const { id } = (await they.start(round.id, "o_cost", at)).body;
    const { draft } = (await they.read(id, at)).body;
    for (const [section, answers] of answered(round.timetable.notifiedBy))
      for (let n = 0; n < OFTEN.savesOfASection; n += 1)
        await ok(they.save(id, section, { draftId: draft.id, was: draft.sections[section].version + n, answers }, at));
    const notYet = Object.fromEntries(fund.documents.map((slot) => [slot.id, "We will have it in May."]));
    await ok(they.save(id, "documents", { draftId: draft.id, was: 0, answers: notYet }, at));
    await times(OFTEN.looks, () => they.read(id, at));
    await times(OFTEN.files * 4, () =>
      send(engine.it, documentsHandler, documents.list, { at, cookie, params: { id } }),
    );
    await ok(they.submit(id, draft.id, at + MINUTE));
    await times(5, () => send(engine.it, messagesHandler, messages.mine, { at, cookie }));
    const officer = atDesk(engine.it, (await withRole(engine.it, "officer", at + 7 * HOUR)).cookie);
    await times(OFTEN.staffLooks, () => officer.application(id, at + 7 * HOUR));
    await times(OFTEN.staffLooks, () => officer.round(round.id, at + 7 * HOUR));
    await ok(officer.eligible(id, at + 7 * HOUR));
    const records = await relayedRecords(engine.it);
    streamed = records.length;
    await deliverAll(events, records, deps);
    const told = (await relayedRecords(engine.it)).filter(
      ({ dynamodb }) => dynamodb?.Keys?.pk?.S?.startsWith("message/") === true,
    );
    streamed += told.length;
    await deliverAll(mail, told, deps);
    await as("schedule/send-due", () => sendDue.withDeps(deps)({ at: toInstant(at + 8 * HOUR) }, NO_CONTEXT));
  });
  // Each record is told by a run of its own, as where little happens at once; a file is two events more.
  return { ...taken, runs: taken.runs + streamed + OFTEN.files * 2, emails: post.sent.length };
};

/** What the jobs take while nobody is there, by how often they run. */
const idle = async (): Promise<Pick<Metered, "minute" | "hour" | "day">> => {
  const meter = meterOn(engine.it);
  const deps = { ...engine.it.deps, ...postbox() };
  const took = async (every: "minute" | "hour" | "day"): Promise<Units> => {
    const names = FUNCTION_NAMES.filter((name) => {
      const { trigger } = specOf(name);
      return "every" in trigger && trigger.every === every;
    });
    const units = await meter.during(async () => {
      for (const name of names) {
        const job = JOBS[`../../../functions/${name}.ts`]?.handler;
        if (job === undefined) throw new Error(`${name} has no file.`);
        await as(name, () => job.withDeps(deps)({ at: toInstant(at + 9 * HOUR) }, NO_CONTEXT));
      }
    });
    return { ...units, emails: 0 };
  };
  return { minute: await took("minute"), hour: await took("hour"), day: await took("day") };
};

const { edge, data, portal, functions } = synthesised();
const standing = standingAmounts([edge, data, portal, functions]);

describe("what a month costs", () => {
  it("rests on what an application and an idle minute were metered to take", async () => {
    const application = await onePath();
    const metered = { on: PRICED_ON, application, ...(await idle()) };
    if (process.env.PORTAL_COST === "write") writeMetered(metered);
    const known = readMetered();
    for (const part of ["application", "minute", "hour", "day"] as const)
      for (const unit of ["runs", "readUnits", "writeUnits", "emails"] as const) {
        const [is, was] = [metered[part][unit], known[part][unit]];
        // A quarter more or less changes no office's budget. Above that: PORTAL_COST=write npm test -- test/infra/aws/cost.test.ts
        expect(Math.abs(is - was), `${part} ${unit}: ${is}, written down as ${was}`).toBeLessThanOrEqual(
          Math.max(3, was / 4),
        );
      }
  });

  it("is at most 25 dollars while nobody applies", () => {
    expect(totalUsd(monthOf(0, readMetered(), standing))).toBeLessThanOrEqual(25);
  });

  it("grows with the applications, and by little", () => {
    const [none = 0, some = 0, many = 0] = COUNTS.map((count) => totalUsd(monthOf(count, readMetered(), standing)));
    expect(none < some && some < many).toBe(true);
    expect((many - none) / 4_000).toBeLessThan(0.05);
  });

  it("stands in docs/operating.md as it is reckoned: npm run cost -- --write", () => {
    expect(tableIn(readFileSync("docs/operating.md", "utf8"))).toBe(costTable(readMetered(), standing));
  });

  it("has a price with its page for everything", () => {
    expect(PRICED_ON).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(
      Object.values(PRICES).filter(
        ({ usd, from }) => usd <= 0 || (!from.endsWith("/pricing") && !from.includes("/pricing/")),
      ),
    ).toEqual([]);
  });
});
