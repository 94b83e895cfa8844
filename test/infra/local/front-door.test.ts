import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../../functions/identity.ts";
import { makeFrontDoor } from "../../../infra/local/front-door.ts";

const asked = (headers: Record<string, string>) => ({ headers, socket: new Socket() });

describe("makeFrontDoor", () => {
  it("says one of the two words whose hashes it names, over what a browser says", () => {
    const door = makeFrontDoor();
    const headers = door.headersOf(asked({ "x-front-door": "open-sesame", "x-viewer-address": "203.0.113.9", a: "b" }));
    const hashes = door.hashes.split(" ");
    expect(hashes).toHaveLength(2);
    expect(hashes).toContain(sha256(String(headers["x-front-door"])));
    expect(headers).toEqual({ "x-front-door": expect.any(String), "x-viewer-address": undefined, a: "b" });
  });

  it("has words of its own at every start", () => {
    expect(makeFrontDoor().hashes).not.toBe(makeFrontDoor().hashes);
  });
});
