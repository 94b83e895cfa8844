/** What trustees see. */
export const TRUSTEE_PATH = "/trustee";
export const packPath = (roundId: string): string => `${TRUSTEE_PATH}/rounds/${encodeURIComponent(roundId)}`;
export const interestsPath = (roundId: string): string => `${packPath(roundId)}/interests`;
export const rulingsPath = (roundId: string): string => `${packPath(roundId)}/rulings`;
export const bidPath = (applicationId: string): string => `${TRUSTEE_PATH}/bids/${encodeURIComponent(applicationId)}`;
export const rankingPath = (roundId: string): string => `/ranking/${encodeURIComponent(roundId)}`;
/** What the office sees of it. */
export const scoringPath = (roundId: string): string => `/office/rounds/${encodeURIComponent(roundId)}/scoring`;
export const paperCardPath = (roundId: string): string => `${scoringPath(roundId)}/paper-card`;
