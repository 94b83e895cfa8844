import * as z from "zod/mini";
import type { Event } from "../../shared/events.ts";
import { Refused } from "../../shared/problem.ts";
import { Approval, type ApprovalAnswer } from "../../shared/rules/approval.ts";
import { approvalKey } from "./keys.ts";
import { type Change, refuseStale, type Table, type Write } from "./table.ts";

/** A request with the version it was read at, and the id of the write that brought it there. */
const KeptApproval = z.object({ ...Approval.shape, version: z.int(), writeId: z.string() });
type KeptApproval = z.infer<typeof KeptApproval>;

export const approvalOf = ({ version: _, writeId: __, ...approval }: KeptApproval): Approval => approval;

const approvalChange = (approval: Approval, was: Change["was"], events: readonly Event[]): Change => ({
  key: approvalKey(approval.id),
  kind: "approval",
  schema: 1,
  was,
  events,
  data: approval,
});

/** What one person asks for and another agrees to. All requests lie together: there are few, and each is answered once. */
export const approvalsStore = (table: Table) => ({
  /** Every request, answered ones too, in one consistent query. */
  all: async (): Promise<KeptApproval[]> =>
    (await table.query(approvalKey("").pk)).map((raw) => KeptApproval.parse(raw)),

  /** One request; undefined where there is none. */
  one: async (id: string): Promise<KeptApproval | undefined> => {
    const raw = await table.get(approvalKey(id));
    return raw === undefined ? undefined : KeptApproval.parse(raw);
  },

  /** Keeps a request. The same write again changes nothing: the id is made of it. */
  ask: async (approval: Approval, write: Write, event: Event): Promise<void> =>
    refuseStale(await table.write([approvalChange(approval, "absent", [event])], write)),

  /**
   * Keeps the answer and everything that follows of it, in one transaction: nothing is agreed to that did not happen. Refuses
   * `stale` when the request, or anything that it changes, has moved since it was read.
   */
  answer: async (
    kept: KeptApproval,
    answer: ApprovalAnswer,
    follows: { changes: readonly Change[]; events: readonly Event[] },
    write: Write,
  ): Promise<void> => {
    const answered = approvalChange({ ...approvalOf(kept), answer }, kept.version, follows.events);
    // One write holds a hundred items; what an approver agrees to is a handful.
    if (follows.changes.length > 90) throw new Refused("too-large");
    refuseStale(await table.write([answered, ...follows.changes], write));
  },
});
