/** The public pages of a fund, and where an application to a round begins. */
export const fundPath = (fundId: string): string => `/funds/${encodeURIComponent(fundId)}`;
export const questionsPath = (fundId: string): string => `${fundPath(fundId)}/questions`;
export const calendarPath = (fundId: string): string => `/api${fundPath(fundId)}/calendar.ics`;
export const eligibilityPath = (fundId: string): string => `${fundPath(fundId)}/eligibility`;
export const startPath = (roundId: string): string => `/start/${encodeURIComponent(roundId)}`;

/** The office's pages of rounds. */
export const ROUNDS_PATH = "/office/rounds";
export const roundPath = (roundId: string): string => `${ROUNDS_PATH}/${encodeURIComponent(roundId)}`;
export const newRoundPath = (fundId: string): string => `${ROUNDS_PATH}/new/${encodeURIComponent(fundId)}`;
export const previewPath = (roundId: string): string => `${roundPath(roundId)}/preview`;
export const exceptionsPath = (roundId: string): string => `${roundPath(roundId)}/exceptions`;
export const yearPath = (fundId: string): string => `/office/funds/${encodeURIComponent(fundId)}/year`;
export const AVAILABILITY_PATH = "/office/availability";
