import { describe, expect, it } from "vitest";
import { NO_FIELDS } from "../../../shared/rules/organisation-fields.ts";
import { forgetPerson } from "../../../web/device/drafts.ts";
import {
  differingFields,
  forgetGroup,
  keepGroup,
  keptGroup,
  organisationFields,
} from "../../../web/device/group-text.ts";
import { memoryShelf } from "../../../web/device/shelf.ts";
import { WHOLE_CHARITY, WHOLE_GROUP } from "../../support/organisations.ts";

const tried = { writeId: "write-00000001", version: 3, fields: WHOLE_GROUP };

describe("keptGroup", () => {
  it("gives back what was kept, with the save that was not answered", () => {
    const shelf = memoryShelf();
    const text = { version: 3, fields: WHOLE_CHARITY, tried };
    expect(keepGroup(shelf, "p_ash", "o_1", text)).toBe(true);
    expect(keptGroup(shelf, "p_ash", "o_1")).toEqual(text);
    forgetGroup(shelf, "p_ash", "o_1");
    expect(keptGroup(shelf, "p_ash", "o_1")).toBeUndefined();
  });

  it("shows it to nobody else, and to nobody after sign-out", () => {
    const shelf = memoryShelf();
    keepGroup(shelf, "p_ash", "new", { version: undefined, fields: WHOLE_GROUP, tried: undefined });
    keepGroup(shelf, "p_bo", "new", { version: undefined, fields: WHOLE_CHARITY, tried: undefined });
    forgetPerson(shelf, "p_ash");
    expect(keptGroup(shelf, "p_ash", "new")).toBeUndefined();
    expect(keptGroup(shelf, "p_bo", "new")?.fields.name).toBe("Harbour Trust");
  });

  it.each(["nothing", "{", '{"fields":{"name":7,"colour":"red"},"version":"x","tried":{}}', "[1]"])(
    "reads %s as no more than there is in it",
    (stored) => {
      const shelf = memoryShelf();
      if (stored !== "nothing") shelf.setItem("group/p_ash/o_1", stored);
      const kept = keptGroup(shelf, "p_ash", "o_1");
      expect(kept === undefined || differingFields(kept.fields, NO_FIELDS).length === 0).toBe(true);
    },
  );
});

describe("organisationFields", () => {
  it("names every field there is", () => {
    expect(organisationFields).toEqual(Object.keys(WHOLE_GROUP));
  });
});

describe("differingFields", () => {
  it("passes over white space at the ends", () => {
    expect(differingFields(WHOLE_GROUP, { ...WHOLE_GROUP, name: ` ${WHOLE_GROUP.name} `, town: "Else" })).toEqual([
      "town",
    ]);
  });
});
