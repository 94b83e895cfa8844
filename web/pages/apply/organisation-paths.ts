/** The pages of a person's groups. */
export const GROUPS_PATH = "/organisations";
export const NEW_GROUP_PATH = "/organisations/new";
export const JOIN_PATH = "/organisations/join";

const withNext = (path: string, next: string | undefined): string =>
  next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;

export const groupPath = (id: string, next?: string): string =>
  withNext(`${GROUPS_PATH}/${encodeURIComponent(id)}`, next);

/** The form of a group, at one of its fields where one is named (`fieldId`). */
export const groupChangePath = (id: string, field?: string, next?: string): string =>
  `${withNext(`${GROUPS_PATH}/${encodeURIComponent(id)}/change`, next)}${field === undefined ? "" : `#${field}`}`;

/** Where somebody was going when they were asked for their group: a path of ours, or nothing. */
export const nextOf = (typed: string | undefined): string | undefined =>
  typed !== undefined && /^\/(?![/\\])/.test(typed) ? typed : undefined;
