import type { Fund } from "../rules/fund.ts";
import { communityAction } from "./community-action.ts";
import { demonstration } from "./demonstration.ts";
import { rehabilitation } from "./rehabilitation.ts";

/** The funds that come with the portal, in the order they are shown. Nothing outside this folder names one of them. */
export const FUNDS: readonly Fund[] = [communityAction, rehabilitation, demonstration];

/** The fund of an id, or undefined. */
export const fundById = (id: string): Fund | undefined => FUNDS.find((fund) => fund.id === id);
