import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as identity from "../../../functions/identity.ts";

describe("the cookies page", () => {
  it("names every cookie that the portal sets, and no other", () => {
    const set = Object.entries(identity).flatMap(([name, value]) => (name.endsWith("_COOKIE") ? [String(value)] : []));
    const page = readFileSync("web/pages/public/cookies.tsx", "utf8");
    expect([...page.matchAll(/"(__[\w-]+)"/g)].map(([, name]) => name)).toEqual(set);
  });
});
