import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { readConfig } from "../../../infra/aws/config.ts";
import { freePort } from "../../../infra/local/engine.ts";
import { certificateEnds, missingOf, standing } from "../../../infra/local/preflight.ts";

const CONFIG = readConfig(JSON.parse(readFileSync("cdk.json", "utf8")).context.portal);
const SITE = "grants.example.org";
const nowhere = async () => Promise.reject(new Error("ENOTFOUND"));
const answering = (known: Record<string, string>) => ({
  cname: async (name: string) => (known[name] === undefined ? nowhere() : [known[name]]),
  any: async (name: string) => (known[name] === undefined ? nowhere() : "192.0.2.1"),
});

describe("missingOf", () => {
  const records = ["a.example.org CNAME a.dkim.amazonses.com", `${SITE} CNAME d1.cloudfront.net`];
  it.each([
    [
      "nothing, where all is there, however it is written",
      { "a.example.org": "A.dkim.amazonses.com.", [SITE]: "d1.cloudfront.net" },
      [],
    ],
    ["what is not there", { [SITE]: "d1.cloudfront.net" }, records.slice(0, 1)],
    [
      "what leads elsewhere",
      { "a.example.org": "b.dkim.amazonses.com", [SITE]: "d1.cloudfront.net" },
      records.slice(0, 1),
    ],
    ["all, where nothing is", {}, records],
  ])("names %s", async (_what, known, missing) => {
    expect(await missingOf(records, SITE, answering(known))).toEqual(missing);
  });

  it("takes an alias of the site for what it is: an address, and no CNAME", async () => {
    const alias = { cname: nowhere, any: async () => "192.0.2.1" };
    expect(await missingOf(records, SITE, alias)).toEqual(records.slice(0, 1));
  });
});

describe("certificateEnds", () => {
  it("knows of none where nobody answers", async () => {
    expect(await certificateEnds("localhost", await freePort())).toBeUndefined();
  });
});

describe("standing", () => {
  it("tells what could not be asked from what is wrong", async () => {
    const said = vi.spyOn(console, "error").mockReturnValue();
    const unasked = async () => Promise.reject(new Error("no credentials"));
    const facts = await standing(unasked, { ...CONFIG, domain: "localhost.invalid" }, answering({}));
    expect(facts).toEqual({
      runsAtOnce: undefined,
      mail: undefined,
      missingRecords: undefined,
      certificateEndsAt: undefined,
    });
    expect(said.mock.calls.map(([line]) => line).sort()).toEqual([
      "Amazon SES: no credentials",
      "DNS: no credentials",
      "Lambda: no credentials",
    ]);
    said.mockRestore();
  });
});
