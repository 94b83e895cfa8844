import type { Deps } from "../../functions/deps.ts";
import { loginHashOf, sha256 } from "../../functions/identity.ts";
import { lowerEmail } from "../../shared/rules/identifiers.ts";
import { type Door, doorOf, type GivenRole } from "../../shared/rules/role.ts";

/** Somebody who does not exist. All are called Example, and their addresses end where no mail can arrive. */
export type DemonstrationPerson = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly GivenRole[];
  /** What they are here for, in the words of the local pages. */
  readonly part: string;
};

/** The invented people of the demonstration: data and nothing else. */
export const DEMONSTRATION_PEOPLE = [
  {
    id: "p_demo-ash",
    name: "Ash Example",
    email: "ash@lantern.example",
    roles: [],
    part: "applies for the first group",
  },
  {
    id: "p_demo-birch",
    name: "Birch Example",
    email: "birch@lantern.example",
    roles: [],
    part: "applies for the same group",
  },
  {
    id: "p_demo-cedar",
    name: "Cedar Example",
    email: "cedar@millbrook.example",
    roles: [],
    part: "applies for another group",
  },
  {
    id: "p_demo-rowan",
    name: "Rowan Example",
    email: "rowan@trust.example",
    roles: ["trustee", "chair"],
    part: "trustee, in the chair",
  },
  { id: "p_demo-hazel", name: "Hazel Example", email: "hazel@trust.example", roles: ["trustee"], part: "trustee" },
  { id: "p_demo-holly", name: "Holly Example", email: "holly@trust.example", roles: ["trustee"], part: "trustee" },
  {
    id: "p_demo-juniper",
    name: "Juniper Example",
    email: "juniper@trust.example",
    roles: ["trustee"],
    part: "trustee",
  },
  { id: "p_demo-laurel", name: "Laurel Example", email: "laurel@trust.example", roles: ["trustee"], part: "trustee" },
  { id: "p_demo-maple", name: "Maple Example", email: "maple@trust.example", roles: ["trustee"], part: "trustee" },
  {
    id: "p_demo-willow",
    name: "Willow Example",
    email: "willow@audit.example",
    roles: ["observer"],
    part: "auditor: reads, and each reading is recorded",
  },
  {
    id: "p_demo-olive",
    name: "Olive Example",
    email: "olive@office.example",
    roles: ["officer"],
    part: "grants officer",
  },
  {
    id: "p_demo-oakley",
    name: "Oakley Example",
    email: "oakley@office.example",
    roles: ["officer"],
    part: "grants officer",
  },
  {
    id: "p_demo-alder",
    name: "Alder Example",
    email: "alder@office.example",
    roles: ["approver"],
    part: "chief executive: confirms and overrides",
  },
  {
    id: "p_demo-aspen",
    name: "Aspen Example",
    email: "aspen@office.example",
    roles: ["administrator"],
    part: "manages people and roles",
  },
] as const satisfies readonly DemonstrationPerson[];

/** The first administrator of the local portal. */
export const DEMONSTRATION_ADMINISTRATOR = "aspen@office.example";

export const doorOfPerson = ({ roles }: DemonstrationPerson): Door =>
  roles.some((role) => doorOf(role) === "staff") ? "staff" : "code";

/** Who comes in through the office's own sign-in: one button each at the local provider, where their id is the subject. */
export const STAFF_PEOPLE: readonly DemonstrationPerson[] = DEMONSTRATION_PEOPLE.filter(
  (person) => doorOfPerson(person) === "staff",
);
/** Who comes in with a code by e-mail. */
export const CODE_PEOPLE: readonly DemonstrationPerson[] = DEMONSTRATION_PEOPLE.filter(
  (person) => doorOfPerson(person) === "code",
);

/** Lets every demonstration person in once, with their roles, through the store as a first sign-in does. Safe to repeat. */
export const fillPeople = async ({ store, settings }: Pick<Deps, "store" | "settings">, at: number): Promise<void> => {
  for (const person of DEMONSTRATION_PEOPLE) {
    const door = doorOfPerson(person);
    const lower = lowerEmail(person.email);
    await store.signIn.enter(
      {
        door,
        loginHash: door === "staff" ? loginHashOf(settings.staffIssuer, person.id) : loginHashOf("code", lower),
        addressHash: sha256(lower),
        email: person.email,
        emailVerified: true,
        name: person.name,
        newPersonId: person.id,
        alsoGives: () => person.roles,
      },
      { writeId: `demonstration-${person.id}`, at },
    );
  }
};
