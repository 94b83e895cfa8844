import { describe, expect, it } from "vitest";
import { FUNDS } from "../../../shared/funds/funds.ts";
import { KNOWN } from "../../../shared/rules/form.ts";
import { frozen } from "../../../shared/rules/frozen.ts";
import { withoutContacts } from "../../../shared/rules/without-contacts.ts";
import { completeAnswers, NOTIFIED_BY } from "../../support/application.ts";
import { GROUP } from "../../support/bid.ts";

const [fund] = FUNDS;
if (fund === undefined) throw new Error("The portal ships with a fund.");
const asAnswered = frozen({
  reference: "CAF-26Q4-0001-K",
  roundId: "CAF-26Q4",
  fund,
  organisation: GROUP,
  answers: completeAnswers(fund, 420_000, NOTIFIED_BY),
  documents: [],
  notYet: {},
  declaredBy: "Ash Example",
});
const bid = { ...asAnswered, answers: { ...asAnswered.answers, [KNOWN.unsafeToPublish]: "no" } };

describe("withoutContacts", () => {
  it("leaves names and roles, and neither address nor telephone of anybody", () => {
    const { organisation, ...rest } = withoutContacts(bid);
    expect(organisation).toMatchObject({ mainContactName: "Ash Example", secondContactRole: "Treasurer" });
    expect(JSON.stringify(organisation)).not.toMatch(/@|01275/);
    expect(organisation.addressLine1).toBe(GROUP.addressLine1);
    expect({ ...rest, organisation: bid.organisation }).toEqual(bid);
  });

  it("leaves out where a group is that must stay secret", () => {
    const secret = withoutContacts({ ...bid, answers: { ...bid.answers, [KNOWN.unsafeToPublish]: "yes" } });
    expect([secret.organisation.addressLine1, secret.organisation.postcode]).toEqual([undefined, undefined]);
    expect(secret.organisation.district).toBe(GROUP.district);
  });
});
