/** Elections as the office keeps them, and closing ahead of one. */
export const ELECTIONS_PATH = "/office/elections";
export const closeForPath = (pollId: string): string => `${ELECTIONS_PATH}/${encodeURIComponent(pollId)}/close`;
/** The same figures for every candidate and for whoever is elected. */
export const CANDIDATES_PATH = "/candidates";
