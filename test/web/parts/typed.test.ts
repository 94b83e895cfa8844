import { describe, expect, it } from "vitest";
import { fieldsOf } from "../../../web/parts/typed.ts";

const ERRORS = [
  { id: "reason", text: "Say why." },
  { id: "search-name", text: "Enter a name." },
];

describe("fieldsOf", () => {
  it("gives each field its own id, value and error", () => {
    const field = fieldsOf({ reason: "It is late.", on: "" }, () => undefined, ERRORS);
    expect(field("reason")).toMatchObject({ id: "reason", value: "It is late.", error: "Say why." });
    expect(field("on")).toMatchObject({ id: "on", value: "", error: undefined });
  });

  it("finds the errors of fields that stand deeper in what is sent", () => {
    const field = fieldsOf({ name: "", reason: "" }, () => undefined, ERRORS, "search-");
    expect([field("name").error, field("reason").error]).toEqual(["Enter a name.", undefined]);
  });

  it("loses neither of two changes that come before the page is drawn again", () => {
    let typed = { reason: "", on: "" };
    const field = fieldsOf(typed, (next) => (typed = next(typed)), []);
    field("reason").onChange("It is late.");
    field("on").onChange("2026-11-23");
    expect(typed).toEqual({ reason: "It is late.", on: "2026-11-23" });
  });
});
