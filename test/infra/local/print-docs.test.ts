import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dataPage, PAGES, statesPage } from "../../../infra/local/print-docs.ts";
import { APPLICATION_MOVES } from "../../../shared/rules/application.ts";
import { ITEM_KINDS } from "../../../shared/rules/retention.ts";

describe("npm run docs", () => {
  it.each(Object.entries(PAGES))("has printed %s as the code is: run it again", (file, page) => {
    expect(readFileSync(file, "utf8")).toBe(page());
  });

  it("names every kind of item and how long it is kept", () => {
    const page = dataPage();
    expect(ITEM_KINDS.filter((kind) => !page.includes(`| \`${kind}\` |`))).toEqual([]);
    expect(page).not.toMatch(/undefined|\[object/);
  });

  it("draws every move", () => {
    const page = statesPage();
    expect(APPLICATION_MOVES.filter((move) => !page.includes(` : ${move}`))).toEqual([]);
  });
});
