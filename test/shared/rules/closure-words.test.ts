import { describe, expect, it } from "vitest";
import { FREEZES } from "../../../shared/rules/closure.ts";
import type { RoundEffect } from "../../../shared/rules/closure-record.ts";
import {
  carriesOn,
  closedFacts,
  type Has,
  hasOf,
  isToldOf,
  pausedWords,
  publicNotice,
  reopenedFacts,
  untilWords,
} from "../../../shared/rules/closure-words.ts";
import { aClosure, untilInstant } from "../../support/closures.ts";

const closesAt = "2026-12-01T12:00:00.000Z";
const effect = (changed: Partial<RoundEffect> = {}): RoundEffect => ({
  ...{ roundId: "ABC-26Q4", effect: "moves", closesAt },
  ...changed,
});
const about = (has: Has) => ({ reference: "ABC-26Q4-0017-K", round: "Winter", has });
const work = (changed: Partial<RoundEffect>, has: Has, drafts: "editable" | "readable" = "editable") =>
  closedFacts(aClosure({ drafts }), effect(changed), about(has)).work ?? "";

describe("who is told of a closure", () => {
  it("is everybody with a draft or a bid, and of a decision that waits only who has submitted", () => {
    expect(hasOf({ state: "draft", hasDraft: "yes" })).toBe("draft");
    expect(hasOf({ state: "submitted" })).toBe("bid");
    expect(hasOf({ state: "eligible", hasDraft: "yes" })).toBe("bid-and-change");
    expect(hasOf({ state: "withdrawn" })).toBeUndefined();
    const told = (of: RoundEffect["effect"], has: Has, at: string) =>
      isToldOf(effect({ effect: of }), has, Date.parse(at));
    expect([
      told("waits", "draft", closesAt),
      told("waits", "bid", closesAt),
      told("moves", "draft", closesAt),
    ]).toEqual([...[false, true, true]]);
    // Who can still send a draft should know that it will wait.
    expect(told("waits", "draft", "2026-12-01T11:59:59.999Z")).toBe(true);
  });
});

describe("closedFacts", () => {
  it.each<[string, string, RegExp]>([
    ["a draft that can be written", work({}, "draft"), /^Your draft is kept\. You can go on writing\./],
    ["a draft that can be read", work({}, "draft", "readable"), /^Your draft is kept\. You can read it now/],
    ["a bid", work({}, "bid"), /^What you have submitted stands\.\n/],
    ["a change", work({}, "bid-and-change"), /the change that you have begun is kept\. You can go on/],
    ["a close that stays", work({ effect: "keeps" }, "bid"), /still closes at 12 noon on Tuesday 1 December 2026\./],
    [
      "a close that moves",
      work({ becomes: "2026-12-08T12:00:00.000Z" }, "bid"),
      /now closes at 12 noon on Tuesday 8 December 2026\. Before.* look whether your project still begins late enough\.$/,
    ],
    ["one that moves later", work({}, "bid"), /get back the working days that you lost, and five at least/],
    [
      "a cancelled draft",
      work({ effect: "cancelled" }, "draft"),
      /Your draft is kept: .* nothing has to be typed again/,
    ],
    ["a cancelled bid", work({ effect: "cancelled" }, "bid"), /is not decided\. It is kept: .* carry it on/],
    ["a decision that waits", work({ effect: "waits" }, "bid"), /^Your application stands\./],
    [
      "a draft whose decision will wait",
      work({ effect: "waits" }, "draft"),
      /^You can go on writing, and send until 12 noon on Tuesday 1 December 2026\. What you send is kept, and decided/,
    ],
  ])("says what happens to %s", (_, words, expected) => {
    expect(words).toMatch(expected);
  });

  it("says the closure in its own words, and until when", () => {
    const until = untilInstant(Date.parse("2026-11-20T09:00:00.000Z"));
    expect(closedFacts(aClosure({ until }), effect(), about("bid"))).toMatchObject({
      wording: "The fund is paused.",
      happens: /nothing can be submitted in this round\. It opens again at 9am on Friday 20 November 2026\.$/,
    });
    expect(closedFacts(aClosure(), effect({ effect: "waits" }), about("bid")).happens).toMatch(
      /nothing is decided in this round\. It stays so until further notice\. We write to you when decisions are made again\.$/,
    );
    expect(closedFacts(aClosure({ until }), effect({ effect: "waits" }), about("bid")).happens).toMatch(
      /nothing is decided in this round\. Decisions are made again from 9am on Friday 20 November 2026\.$/,
    );
  });

  it.each<[RoundEffect["effect"], string]>([
    ["moves", "the fund is closed for a time"],
    ["keeps", "the fund is closed for a time"],
    ["cancelled", "the round is cancelled"],
    ["waits", "decisions wait for a time"],
  ])("says in its subject what happens: the round %s", (of, subject) => {
    expect(closedFacts(aClosure(), effect({ effect: of }), about("bid")).subject).toBe(subject);
  });
});

describe("reopenedFacts", () => {
  const ended = { from: "2026-11-10T00:00:00.000Z", endedAt: "2026-11-24T09:00:00.000Z" };
  const freed = (
    changed: Partial<RoundEffect>,
    has: Has = "draft",
    closure: { from: string; endedAt: string } = ended,
  ) => reopenedFacts(closure, effect(changed), about(has));
  it("says the new close, and that nothing was lost", () => {
    expect(freed({ becomes: "2026-12-15T12:00:00.000Z" })).toMatchObject({
      happens: /ends at 9am on Tuesday 24 November 2026\.$/,
      work: /now closes at 12 noon on Tuesday 15 December 2026\..* late enough\.\nWhat you had written is as you left it\./,
    });
  });

  it("says so where the round has closed meanwhile, was cancelled, or was never closed at all", () => {
    const late = { ...ended, endedAt: "2026-12-02T09:00:00.000Z" };
    expect(freed({ effect: "keeps" }, "draft", late).work).toMatch(
      /closed at .* while the fund was closed\.\nYou can carry/,
    );
    expect(freed({ effect: "cancelled" }).work).toMatch(/stays cancelled/);
    expect(freed({ effect: "waits" }, "bid").work).toMatch(/decided again/);
    expect(freed({}, "bid", { ...ended, endedAt: ended.from }).happens).toMatch(/It stays open after all\.$/);
  });

  it("never says of a decision that was to wait that the round was to be closed", () => {
    const lifted = { ...ended, endedAt: ended.from };
    expect(freed({ effect: "waits" }, "bid", lifted)).toMatchObject({
      subject: "decisions do not wait after all",
      happens: /^We had told you that nothing would be decided in this round from .*\. It is decided as planned\.$/,
      work: "Your application stands. We write to you when it is decided.",
    });
    expect(freed({ effect: "waits" }, "draft", lifted).work).toMatch(/^You can go on writing, and send until 12 noon/);
    expect(freed({ effect: "waits" }, "bid").subject).toBe("decisions are made again");
    expect([freed({}).subject, freed({}, "draft", lifted).subject]).toEqual([
      "the fund is open",
      "the fund stays open",
    ]);
  });
});

describe("pausedWords", () => {
  const until = untilInstant(Date.parse("2026-11-20T09:00:00.000Z"));
  it.each<[string, string, RegExp]>([
    ["a close that stays", pausedWords(aClosure(), closesAt), /You can go on .* still closes at 12 noon on Tuesday 1/],
    [
      "a close that moves when it opens again",
      pausedWords(aClosure({ deadlines: "moved", drafts: "readable" }), closesAt),
      /You can read it, .* The round does not close meanwhile: the working days that are lost are given back, and five at least\.$/,
    ],
    [
      "a close that was moved when it was closed",
      pausedWords(aClosure({ deadlines: "moved", until }), closesAt),
      /kept\. The round closes at 12 noon on Tuesday 1 December 2026\.$/,
    ],
  ])("says what becomes of %s", (_, words, expected) => {
    expect(words).toMatch(expected);
  });
});

describe("publicNotice", () => {
  it("says what is closed, before and while, and nothing of publicity alone", () => {
    const told = FREEZES.map((freeze) => publicNotice(aClosure({ freezes: [freeze] }), "in-force")?.heading);
    expect(told).toEqual([
      "No new round opens for now",
      "No new application can be begun for now",
      "Nothing can be submitted for now",
      "No grants are decided for now",
      "No grants are decided for now",
      undefined,
    ]);
    expect(publicNotice(aClosure(), "announced")).toEqual({
      heading: "From 10 November 2026 nothing can be submitted",
      text: "The fund is paused. This holds from midnight at the start of Tuesday 10 November 2026 until further notice.",
    });
    expect(publicNotice(aClosure({ deadlines: "moved" }), "in-force")?.text).toMatch(
      /until further notice\. A round that was open does not close meanwhile: .* five at least\.$/,
    );
    expect(untilWords({ until: { of: "declaration", pollId: "x" } })).toMatch(/declaration of acceptance of office$/);
  });

  it("leaves what carries on in plain words", () => {
    expect(carriesOn({ freezes: ["publicity"], drafts: "readable" }).join(" ")).toMatch(
      /neutral text.*can read drafts/,
    );
    expect(carriesOn({ freezes: [], drafts: "editable" }).join(" ")).toMatch(/go out as always.*go on writing/);
  });
});
