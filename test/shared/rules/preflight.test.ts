import { describe, expect, it } from "vitest";
import { ENOUGH_RUNS, type PreflightFacts, preflightFindings } from "../../../shared/rules/preflight.ts";

const at = Date.parse("2026-12-01T12:00:00.000Z");
const READY: PreflightFacts = {
  runsAtOnce: 1_000,
  mail: { inSandbox: false, isPaused: false, isProven: true },
  missingRecords: [],
  certificateEndsAt: "2027-06-01T12:00:00.000Z",
};
const mail = { inSandbox: false, isPaused: false, isProven: true };

describe("preflightFindings", () => {
  it("finds nothing where everything is ready", () => {
    expect(preflightFindings(READY, at)).toEqual([]);
    expect(preflightFindings({ ...READY, runsAtOnce: ENOUGH_RUNS }, at)).toEqual([]);
  });

  const table: [string, Partial<PreflightFacts>, string, RegExp][] = [
    ["a new account's quota", { runsAtOnce: 10 }, "preflight/concurrency", /runs 10 functions.*Ask AWS to raise/],
    ["a quota one too small", { runsAtOnce: ENOUGH_RUNS - 1 }, "preflight/concurrency", /runs 99 functions/],
    ["a quota nobody could read", { runsAtOnce: undefined }, "preflight/concurrency", /could not be read/],
    ["the sandbox", { mail: { ...mail, inSandbox: true } }, "preflight/sandbox", /Request production access/],
    ["mail nobody could ask about", { mail: undefined }, "preflight/sandbox", /could not be read/],
    ["paused mail", { mail: { ...mail, isPaused: true } }, "preflight/sending", /paused sending/],
    ["an unproven domain", { mail: { ...mail, isProven: false } }, "preflight/sender", /Set the DKIM records/],
    [
      "a record",
      { missingRecords: ["a.b CNAME c.d"] },
      "preflight/dns",
      /^Set this record in your DNS: a\.b CNAME c\.d$/,
    ],
    ["records nobody could list", { missingRecords: undefined }, "preflight/dns", /could not be listed/],
    ["an address without answer", { certificateEndsAt: undefined }, "preflight/certificate", /Nobody answers/],
    [
      "a certificate that is not renewed",
      { certificateEndsAt: "2026-12-31T12:00:00.000Z" },
      "preflight/certificate",
      /within 30 days/,
    ],
  ];
  it.each(table)("finds %s", (_what, over, rule, detail) => {
    expect(preflightFindings({ ...READY, ...over }, at)).toEqual([
      { rule, pointer: "", detail: expect.stringMatching(detail) },
    ]);
  });

  it("names each missing record, and everything else that is wrong beside it", () => {
    const all = preflightFindings(
      {
        runsAtOnce: 10,
        mail: { inSandbox: true, isPaused: true, isProven: false },
        missingRecords: ["a", "b"],
        certificateEndsAt: undefined,
      },
      at,
    );
    expect(all.map(({ rule }) => rule)).toEqual([
      "preflight/concurrency",
      "preflight/sandbox",
      "preflight/sending",
      "preflight/sender",
      "preflight/dns",
      "preflight/dns",
      "preflight/certificate",
    ]);
  });
});
