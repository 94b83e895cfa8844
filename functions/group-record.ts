import { rulesInForce } from "../shared/rules/eligibility-in-force.ts";
import type { Fund } from "../shared/rules/fund.ts";
import type { GroupRecord, RecordedReturn } from "../shared/rules/record.ts";
import type { Deps } from "./deps.ts";

/**
 * What the rules of a frozen fund read of a group's record at an instant (milliseconds), and no more: a submission at the close
 * waits for every read. What a group owes may have been read already (`returns`), in the hop of the application.
 */
export const groupRecord =
  ({ store }: Pick<Deps, "store">) =>
  async (form: Fund, organisationId: string, at: number, returns?: RecordedReturn[]): Promise<GroupRecord> => {
    const kinds = rulesInForce(form).map(({ kind }) => kind);
    if (kinds.includes("repeat-bar") || kinds.includes("one-application")) return store.records.of(organisationId, at);
    const owed = kinds.includes("return-overdue") ? (returns ?? (await store.records.returns(organisationId))) : [];
    return { awards: [], applications: [], returns: owed };
  };
