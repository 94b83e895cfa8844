import { describe, expect, it } from "vitest";
import { securityHeaders } from "../../shared/headers.ts";

const policy = (uploadOrigin?: string): Map<string, string> =>
  new Map(
    (securityHeaders({ uploadOrigin })["content-security-policy"] ?? "").split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources.join(" ")];
    }),
  );

describe("securityHeaders", () => {
  it("allows nothing that is not named", () => {
    expect(policy().get("default-src")).toBe("'none'");
  });

  it("allows nothing unsafe, nothing from everywhere and no data addresses", () => {
    expect([...policy("https://bucket.example").values()].join(" ")).not.toMatch(/unsafe|\*|data:|http:/);
  });

  it("lets pages talk to the portal and to where documents are posted, and to nothing else", () => {
    expect(policy("https://bucket.example").get("connect-src")).toBe("'self' https://bucket.example");
    expect(policy().get("connect-src")).toBe("'self'");
  });

  it("shows pictures and pages of documents from where they lie, and from nowhere else", () => {
    expect(policy("https://bucket.example").get("img-src")).toBe("'self' https://bucket.example");
    expect(policy("https://bucket.example").get("frame-src")).toBe("https://bucket.example");
    expect(policy().get("frame-src")).toBeUndefined();
  });

  it("takes no string for code", () => {
    expect(policy().get("require-trusted-types-for")).toBe("'script'");
    expect(policy().get("trusted-types")).toBe("site-worker");
  });
});
