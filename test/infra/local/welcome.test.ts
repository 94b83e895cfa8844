import { describe, expect, it } from "vitest";
import { dataOf } from "../../../infra/local/demonstration.ts";
import { CODE_PEOPLE, DEMONSTRATION_ADMINISTRATOR, STAFF_PEOPLE } from "../../../infra/local/demonstration-people.ts";
import { emptyFolder } from "../../../infra/local/reset.ts";
import { welcome } from "../../../infra/local/welcome.ts";
import { temporaryFolder } from "../../support/portal.ts";

const address = "http://localhost:3000";
const named = (text: string) => [...CODE_PEOPLE, ...STAFF_PEOPLE].filter(({ email }) => text.includes(email));

describe("welcome", () => {
  it("lists everybody of the demonstration, and where they come in", () => {
    const text = welcome(address, "demonstration");
    expect(named(text)).toEqual([...CODE_PEOPLE, ...STAFF_PEOPLE]);
    for (const path of ["/local/mail", "/sign-in/staff", "/local/"]) expect(text).toContain(`${address}${path}`);
  });

  it("lists on an empty portal only the staff of the local directory, and says who comes in first", () => {
    const text = welcome(address, "empty");
    expect(named(text)).toEqual(STAFF_PEOPLE);
    expect(text).toContain(`${DEMONSTRATION_ADMINISTRATOR} comes in first`);
  });
});

describe("dataOf", () => {
  it("is what the last reset of the folder asked for", () => {
    const folder = temporaryFolder();
    expect(dataOf(folder)).toBe("demonstration");
    emptyFolder(folder, true);
    expect(dataOf(folder)).toBe("empty");
    emptyFolder(folder, false);
    expect(dataOf(folder)).toBe("demonstration");
  });
});
