/** What the kinds of items are called on the page of what is kept. */
const KINDS: Readonly<Record<string, string>> = {
  application: "Applications",
  submission: "Submitted versions",
  document: "Documents, with their files",
  inquiry: "Questions and answers",
  pointer: "Entries in a group’s list",
  organisation: "Groups",
  member: "Memberships",
  join: "Requests to join",
  "waiting-join": "Requests that nobody answered",
  claim: "Register numbers held",
  person: "People",
  login: "Ways to sign in",
  session: "Sign-ins",
  started: "Notes against doing things twice",
  ask: "What people searched to join",
  allowance: "Questions about the rules",
  message: "Messages",
  view: "Notes of who looked",
  audit: "History entries",
  failure: "Failed changes put aside",
  hold: "Lifted holds",
};

const RULES: Readonly<Record<string, string>> = {
  "retention/unfinished-draft": "unfinished drafts",
  "retention/not-funded": "not funded",
  "retention/not-eligible": "not eligible",
  "retention/withdrawn": "withdrawn",
  "retention/funded": "funded",
};

/** The words for a kind of item; one that is new here keeps its own name. */
export const kindWords = (kind: string): string => KINDS[kind] ?? kind.replaceAll("-", " ");
/** Why it went, where the kind alone does not say so. */
export const ruleWords = (rule: string): string => RULES[rule] ?? "";
