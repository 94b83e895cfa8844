/**
 * What each fund is called, without all that it asks: for whoever only names funds or looks through all of them. The funds
 * themselves take their names from here.
 */
export const NAMES = {
  communityAction: { id: "community-action", code: "CAF", name: "Commissioner’s Community Action Fund" },
  rehabilitation: { id: "rehabilitation-social-action", code: "RSA", name: "Rehabilitation Social Action Fund" },
  demonstration: { id: "demonstration-match", code: "DMO", name: "Side by Side Match Fund" },
} as const;

type NamedFund = { id: string; code: string; name: string };

/** In the order in which the funds are shown. */
export const FUND_NAMES: readonly NamedFund[] = [NAMES.communityAction, NAMES.rehabilitation, NAMES.demonstration];

/** The name of a fund; its id where it is none of them. */
export const fundName = (id: string): string => FUND_NAMES.find((fund) => fund.id === id)?.name ?? id;
