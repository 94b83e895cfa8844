import { roundPath } from "./fund-paths.ts";

/** The officer's desk. */
export const DESK_PATH = "/office";
export const deskRoundPath = (roundId: string): string => `${roundPath(roundId)}/applications`;
export const deskApplicationPath = (applicationId: string): string =>
  `/office/applications/${encodeURIComponent(applicationId)}`;
export const enterPath = (roundId: string): string => `/office/enter/${encodeURIComponent(roundId)}`;
export const entryPath = (applicationId: string): string => `/office/entries/${encodeURIComponent(applicationId)}`;
export const PERSON_PATH = "/office/person";
export const dueDiligencePath = (applicationId: string): string =>
  `${deskApplicationPath(applicationId)}/due-diligence`;
/** What is recorded of a group. */
export const groupPath = (organisationId: string): string => `/office/groups/${encodeURIComponent(organisationId)}`;
