import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calendarFeed, escaped, FEED_ROUNDS, type FeedFund, folded } from "../../../shared/rules/calendar-feed.ts";
import type { Closure } from "../../../shared/rules/closure.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { type Round, roundStatus } from "../../../shared/rules/round.ts";
import { aClosure } from "../../support/closures.ts";
import { aRound } from "../../support/rounds.ts";

const fund: FeedFund = {
  name: "Community Action Fund",
  meets: "trustees",
  address: "https://grants.example.org/funds/community-action",
  host: "grants.example.org",
};
const publishedAt = "2026-10-01T09:00:00.000Z";
const round = aRound({ publishedAt, version: 3 });
const during = msOf("2026-11-22T12:00:00.000Z");
const pause = aClosure({
  from: "2026-11-20T09:00:00.000Z",
  wording: "Paused until a new Commissioner is in office.",
});
const feed = (rounds: readonly Round[], closures: readonly Closure[] = [], of = fund, at = during): string =>
  calendarFeed(
    of,
    rounds.map((each) => ({ round: each, status: roundStatus(each, closures, at) })),
    closures,
    at,
  );

/** Lines as a calendar reads them: put together again where they were folded. */
const linesOf = (text: string): string[] => text.replaceAll("\r\n ", "").split("\r\n").slice(0, -1);
const valuesOf = (text: string, name: string): string[] =>
  linesOf(text).flatMap((line) => (line.startsWith(`${name}:`) ? [line.slice(name.length + 1)] : []));
const unescaped = (value: string): string =>
  value.replaceAll(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));

describe("escaped", () => {
  it.each([
    ["a, b; c", "a\\, b\\; c"],
    ["back\\slash", "back\\\\slash"],
    ["two\nlines", "two\\nlines"],
    ["two\r\nlines", "two\\nlines"],
    ["END:VCALENDAR\rBEGIN:X", "END:VCALENDAR\\nBEGIN:X"],
    ["a\u0000b\tc\u007f", "ab\tc"],
    ["half \ud83d", "half \ufffd"],
  ])("writes %j as %j", (text, value) => {
    expect(escaped(text)).toBe(value);
  });
});

describe("folded", () => {
  it.each([
    ["75 letters", "x".repeat(75), ["x".repeat(75)]],
    ["76 letters", "x".repeat(76), ["x".repeat(75), " x"]],
    ["150 letters", "x".repeat(150), ["x".repeat(75), ` ${"x".repeat(74)}`, " x"]],
    ["a pound that would be cut", `${"x".repeat(74)}£`, ["x".repeat(74), " £"]],
    ["a face of four octets", `${"x".repeat(72)}🙂`, ["x".repeat(72), " 🙂"]],
  ])("puts %s on lines of at most 75 octets", (_, line, lines) => {
    expect(folded(line).split("\r\n")).toEqual(lines);
  });
});

describe("calendarFeed", () => {
  it("names the fund and tells the six dates, each in words of its own", () => {
    const text = feed([round]);
    expect(linesOf(text).slice(0, 7)).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Grants portal//Timetable//EN",
      "CALSCALE:GREGORIAN",
      "X-WR-CALNAME:Community Action Fund",
      "X-WR-TIMEZONE:Europe/London",
      "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]);
    const starts = linesOf(text).filter((line) => line.startsWith("DTSTART"));
    const said = valuesOf(text, "SUMMARY").map((summary) => summary.replace(/: .*$/, ""));
    expect(starts.map((start, n) => `${start} ${said[n]}`)).toEqual([
      "DTSTART:20261102T090000Z Applications open at 9am",
      "DTSTART:20261201T114500Z Applications close at 12 noon",
      "DTSTART;VALUE=DATE:20261215 Every bid is checked by this day",
      "DTSTART;VALUE=DATE:20270121 Trustees meet",
      "DTSTART;VALUE=DATE:20270129 You hear by this day\\, with reasons",
      "DTSTART;VALUE=DATE:20270212 The money is paid by this day",
    ]);
  });

  it("writes one date as a whole event", () => {
    const lines = linesOf(feed([round]));
    const first = lines.indexOf("BEGIN:VEVENT", lines.indexOf("BEGIN:VEVENT") + 1);
    expect(lines.slice(first, lines.indexOf("END:VEVENT", first) + 1)).toEqual([
      "BEGIN:VEVENT",
      `UID:${round.id}-closes@grants.example.org`,
      "DTSTAMP:20261001T090000Z",
      "SEQUENCE:3",
      "DTSTART:20261201T114500Z",
      "DURATION:PT15M",
      "SUMMARY:Applications close at 12 noon: Community Action Fund\\, 2026/27\\, round 4 of 4",
      "DESCRIPTION:All dates\\, and what changed: https://grants.example.org/funds/community-action",
      "URL:https://grants.example.org/funds/community-action",
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]);
  });

  it.each([
    ["in winter", "2026-12-02T00:00:00.000Z", "20261201T234500Z"],
    ["in summer", "2026-09-01T23:00:00.000Z", "20260901T224500Z"],
  ])("shows a close at midnight %s on its last day, at 11:59pm", (_, closesAt, start) => {
    const text = feed([aRound({ publishedAt, timetable: { ...round.timetable, closesAt } })]);
    expect(valuesOf(text, "DTSTART")[1]).toBe(start);
    expect(valuesOf(text, "SUMMARY")[1]).toMatch(/^Applications close at 11:59pm: /);
  });

  it("keeps to itself what is not published, or not yet", () => {
    expect(feed([aRound(), aRound({ publishedAt: "2026-11-22T12:00:00.001Z" })])).not.toContain("VEVENT");
    expect(valuesOf(feed([aRound({ publishedAt: "2026-11-22T12:00:00.000Z" })]), "UID")).toHaveLength(6);
  });

  it("says that a round is paused, and why, and no more once it is not", () => {
    const paused = feed([round], [pause]);
    const [last, ...dates] = valuesOf(paused, "SUMMARY").toReversed();
    for (const summary of dates) expect(summary).toMatch(/^Paused: [A-Z].*Community Action Fund/);
    expect(last).toBe("From 20 November 2026 nothing can be submitted: Community Action Fund");
    expect(valuesOf(paused, "DESCRIPTION")[0]).toMatch(/^Paused until a new Commissioner is in office\.\\nAll dates/);
    expect(new Set(valuesOf(paused, "DTSTAMP").slice(0, 6))).toEqual(new Set(["20261120T090000Z"]));
    const elsewhere: Closure = { ...pause, scope: { of: "fund", fundId: "another" } };
    const over: Closure = { ...pause, until: { of: "instant", at: pause.from } };
    for (const text of [feed([round], [over]), feed([round], [elsewhere])]) expect(text).toBe(feed([round]));
  });

  it("has the days on which an announced closure begins and ends, and nothing of one of publicity", () => {
    const announced: Closure = {
      ...pause,
      from: "2026-11-30T09:00:00.000Z",
      until: { of: "instant", at: "2026-12-14T09:00:00.000Z" },
    };
    const text = feed([round], [announced, { ...announced, id: "c_2", freezes: ["publicity"] }]);
    expect(valuesOf(text, "UID").slice(6)).toEqual(["c_1-begins@grants.example.org", "c_1-ends@grants.example.org"]);
    expect(valuesOf(text, "DTSTART").slice(-2)).toEqual(["20261130T090000Z", "20261214T090000Z"]);
    expect(valuesOf(text, "SUMMARY").at(-1)).toBe("Open again: Community Action Fund");
  });

  it("says that a round is cancelled", () => {
    const cancelled = { ...round, cancelledAt: "2026-11-20T09:00:00.000Z", cancelledBecause: "There is no money." };
    const text = feed([cancelled]);
    expect(valuesOf(text, "STATUS")).toEqual(Array.from({ length: 6 }, () => "CANCELLED"));
    expect(valuesOf(text, "SUMMARY")[0]).toMatch(/^Cancelled: Applications open/);
    expect(valuesOf(text, "DESCRIPTION")[0]).toMatch(/^There is no money\./);
  });

  it("has the eight rounds that open last, in their order", () => {
    const rounds = Array.from({ length: FEED_ROUNDS + 2 }, (_, n) =>
      aRound({
        code: `R${n}`,
        publishedAt,
        timetable: { ...round.timetable, opensAt: `2026-10-${String(n + 10)}T09:00:00.000Z` },
      }),
    );
    const ids = valuesOf(feed(rounds.toReversed()), "UID").filter((uid) => uid.includes("-opens@"));
    expect(ids).toEqual(rounds.slice(2).map(({ id }) => `${id}-opens@grants.example.org`));
  });

  it("dates itself by what was put right or decided last, never by a clock", () => {
    const notices = [{ id: "n_1", at: "2026-11-10T10:00:00.000Z", text: "The limit is £5,000." }];
    expect(valuesOf(feed([{ ...round, notices }]), "DTSTAMP")[0]).toBe("20261110T100000Z");
    const extension = { was: round.timetable.closesAt, until: round.timetable.closesAt, reason: "Snow.", by: "p_o" };
    const { checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy } = round.timetable;
    const promised = { checkedBy, meetingOn, confirmedBy, notifiedBy, paidBy };
    const moved = { ...round, notices, extensions: [{ ...extension, promised, at: "2026-11-12T10:00:00.000Z" }] };
    expect(valuesOf(feed([moved]), "DTSTAMP")[0]).toBe("20261112T100000Z");
    expect(valuesOf(feed([{ ...round, notices, decidedAt: "2026-11-20T10:00:00.000Z" }]), "DTSTAMP")[0]).toBe(
      "20261120T100000Z",
    );
    expect(feed([round], [], fund, during + 1)).toBe(feed([round]));
  });

  it("stays within 75 octets a line and reads back, whatever the fund and the round are called", () => {
    const name = fc.string({ unit: fc.constantFrom(...'ab ,;:\\"£é漢🙂\n\r\t\u0001'), maxLength: 120 });
    const anyName = fc.oneof(name, fc.string({ unit: "binary", maxLength: 120 }));
    fc.assert(
      fc.property(anyName, anyName, (called, title) => {
        const text = feed([{ ...round, title }], [], { ...fund, name: called });
        expect(Math.max(...text.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
        expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
        const read = (value: string): string => value.replaceAll(/\r\n|\r/g, "\n").replaceAll(/(?![\n\t])\p{Cc}/gu, "");
        expect(valuesOf(text, "X-WR-CALNAME").map(unescaped)).toEqual([read(called)]);
        const [summary = ""] = valuesOf(text, "SUMMARY").map(unescaped);
        expect(summary).toBe(`Applications open at 9am: ${read(called)}, ${read(title)}`);
        expect(linesOf(text).filter((line) => line === "BEGIN:VEVENT")).toHaveLength(6);
      }),
    );
  });
});
