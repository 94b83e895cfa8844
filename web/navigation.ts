import type { SignedIn } from "../shared/contract/session.ts";
import type { Role } from "../shared/rules/role.ts";

export type NavigationItem = { href: string; text: string };

/** What stands in the header for whom; the first that fits a role comes first. A new page adds one line. */
const ITEMS: readonly (NavigationItem & { who: readonly (Role | "visitor")[] })[] = [
  { href: "/trustee", text: "Bids to score", who: ["trustee", "chair"] },
  { href: "/office", text: "Rounds", who: ["officer", "approver", "administrator", "observer"] },
  { href: "/office/confirmations", text: "To confirm", who: ["approver"] },
  { href: "/office/approvals", text: "To agree", who: ["approver"] },
  { href: "/meetings", text: "Meetings", who: ["trustee", "chair", "officer", "approver", "observer"] },
  { href: "/", text: "Funds", who: ["visitor", "applicant"] },
  { href: "/funded", text: "What we have funded", who: ["visitor"] },
  { href: "/applications", text: "Your applications", who: ["applicant"] },
  { href: "/organisations", text: "Your groups", who: ["applicant"] },
  { href: "/office/organisations", text: "Groups", who: ["officer", "approver"] },
  { href: "/office/closures", text: "Closures", who: ["officer", "approver", "observer"] },
  { href: "/office/elections", text: "Elections", who: ["officer", "approver"] },
  { href: "/office/mail", text: "Email", who: ["officer", "approver"] },
  { href: "/office/retention", text: "Data kept", who: ["officer", "approver", "observer"] },
  { href: "/office/people", text: "People", who: ["administrator"] },
  {
    href: "/account",
    text: "Your account",
    who: ["applicant", "trustee", "chair", "officer", "approver", "administrator", "observer"],
  },
];

/** The header's links for a person; nobody signed in is a visitor. Who was given another role applies if they belong to a group. */
export const navigationFor = (person: SignedIn | undefined): NavigationItem[] => {
  const own: readonly (Role | "visitor")[] = person?.roles ?? ["visitor"];
  const given = own.filter((role) => role !== "applicant");
  const roles: typeof own = given.length === 0 ? ["applicant"] : person?.organisations.length ? own : given;
  const items = ITEMS.filter(({ who }) => who.some((one) => roles.includes(one)));
  const unread = person?.unread ?? 0;
  return items.map(({ href, text }) => ({
    href,
    text: href === "/account" && unread > 0 ? `${text} (${unread} unread)` : text,
  }));
};

/** The link that the page belongs to: the longest that its path begins with. The record of one group is among the groups. */
export const currentItem = (items: readonly NavigationItem[], path: string): NavigationItem | undefined => {
  const at = path.replace("/office/groups/", "/office/organisations/");
  return items
    .filter(({ href }) => at === href || (href !== "/" && at.startsWith(`${href}/`)))
    .toSorted((left, right) => right.href.length - left.href.length)[0];
};
