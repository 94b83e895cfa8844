import { roundPath } from "./fund-paths.ts";

export const MAIL_PATH = "/office/mail";
/** Every e-mail that the portal writes, with sample facts. */
export const TEMPLATES_PATH = `${MAIL_PATH}/templates`;
export const templatePath = (template: string): string => `${TEMPLATES_PATH}/${encodeURIComponent(template)}`;
/** Where an officer writes to everyone of a round. */
export const writePath = (roundId: string): string => `${roundPath(roundId)}/write`;
