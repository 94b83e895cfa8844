import * as z from "zod/mini";
import { Refused } from "../../shared/problem.ts";
import { Instant, msOf, toInstant } from "../../shared/rules/london.ts";
import { answerDenied, type JoinAnswer, JoinState } from "../../shared/rules/membership.ts";
import { Held } from "./claims.ts";
import { askKey, claimKey, joinKey, memberKey, personKey, waitingJoinKey } from "./keys.ts";
import { lookingAgain } from "./looking-again.ts";
import { type Member, memberFrom, membershipBegins, noLongerWaiting, refuseDenied } from "./members.ts";
import type { Change, Raw, Table, Write } from "./table.ts";

/** One person's request to belong to one group. */
export const Join = z.object({
  personId: z.string(),
  organisationId: z.string(),
  state: JoinState,
  askedAt: Instant,
  answeredAt: z.optional(Instant),
  version: z.int(),
  writeId: z.string(),
});
export type Join = z.infer<typeof Join>;

/** What a person asked, as their own record; the group it reached is never shown to them. */
const Asked = z.object({
  claim: z.string(),
  search: z.string(),
  askedAt: Instant,
  organisationId: z.optional(z.string()),
  version: z.int(),
});

const ONE_DAY_MS = 86_400_000;
export const joinFrom = (raw: Raw | undefined): Join | undefined => (raw === undefined ? undefined : Join.parse(raw));
export const joinChange = (
  organisationId: string,
  personId: string,
  was: Change["was"],
  data: { state: JoinState; askedAt: string; answeredAt?: string; answeredBy?: string; reason?: string | undefined },
  events: Change["events"],
): Change => ({
  key: joinKey(organisationId, personId),
  kind: "join",
  schema: 1,
  was,
  events,
  data: { organisationId, personId, ...data },
});

/** Whether a request is passed on: not to a group of one's own, not twice while it waits, not at once after a no. */
const isPassedOn = (member: Member | undefined, join: Join | undefined, at: number): boolean =>
  member?.state !== "active" &&
  join?.state !== "waiting" &&
  !(join?.state === "refused" && at - msOf(join.answeredAt ?? join.askedAt) < ONE_DAY_MS);

export const joinsStore = (table: Table) => ({
  /** What a person asked to join, with what became of it. One that found nothing waits like one that was not answered. */
  asks: async (personId: string): Promise<{ search: string; askedAt: Instant; state: JoinState }[]> => {
    const asked = (await table.query(personKey(personId).pk, "ask/")).map((raw) => Asked.parse(raw));
    const reached = asked.flatMap(({ organisationId }) => organisationId ?? []);
    const joins = reached.length === 0 ? [] : await table.getMany(reached.map((id) => joinKey(id, personId)));
    const states = new Map(
      joins.flatMap((raw) => joinFrom(raw) ?? []).map((join) => [join.organisationId, join.state]),
    );
    return asked.map(({ search, askedAt, organisationId }) => ({
      search,
      askedAt,
      state: states.get(organisationId ?? "") ?? "waiting",
    }));
  },

  /** Keeps what was asked, and passes it on where a group holds the claim. Safe to repeat; says nothing of what it found. */
  ask: async (
    { personId, claim, search }: { personId: string; claim: string; search: string },
    write: Write,
  ): Promise<void> => {
    await lookingAgain(async () => {
      const [rawClaim, rawAsk] = await table.getMany([claimKey(claim), askKey(personId, claim)]);
      const holder = rawClaim === undefined ? undefined : Held.parse(rawClaim).organisationId;
      // Read also where nobody is found, so that the time it takes tells as little as the answer.
      const [rawMember, rawJoin] = await table.getMany([
        memberKey(holder ?? "none", personId),
        joinKey(holder ?? "none", personId),
      ]);
      const join = joinFrom(rawJoin);
      const asked = rawAsk === undefined ? undefined : Asked.parse(rawAsk);
      const passedOn = holder !== undefined && isPassedOn(memberFrom(rawMember), join, write.at);
      if (asked !== undefined && !passedOn) return true;
      const at = toInstant(write.at);
      const { outcome } = await table.write(
        [
          {
            key: askKey(personId, claim),
            kind: "ask",
            schema: 1,
            was: asked?.version ?? "absent",
            events: [],
            data: { claim, search, askedAt: at, organisationId: holder },
          },
          ...(passedOn
            ? [
                joinChange(holder, personId, join?.version ?? "absent", { state: "waiting", askedAt: at }, [
                  { type: "join-asked", at, by: personId, organisationId: holder, personId },
                ]),
                {
                  key: waitingJoinKey(holder, personId),
                  kind: "waiting-join" as const,
                  schema: 1,
                  was: "absent" as const,
                  events: [],
                  data: { organisationId: holder, personId, askedAt: at },
                },
              ]
            : []),
        ],
        write,
      );
      return outcome === "refused" ? undefined : true;
    });
  },

  /**
   * A member's or an officer's answer. Refuses `not-found` where nobody asked, and `wrong-state` where it was answered
   * otherwise (`membership/answered`); the same answer again changes nothing.
   */
  answer: async (
    organisationId: string,
    personId: string,
    { answer, by, reason }: { answer: JoinAnswer; by: string; reason: string | undefined },
    write: Write,
  ): Promise<void> => {
    await lookingAgain(async () => {
      const [rawJoin, rawMember] = await table.getMany([
        joinKey(organisationId, personId),
        memberKey(organisationId, personId),
      ]);
      const join = joinFrom(rawJoin);
      const member = memberFrom(rawMember);
      if (join === undefined) throw new Refused("not-found");
      refuseDenied(answerDenied(join.state, answer));
      if (join.state === answer) return true;
      const at = toInstant(write.at);
      const type = answer === "accepted" ? "join-accepted" : "join-refused";
      const joined =
        answer === "accepted" && member?.state !== "active"
          ? membershipBegins(table, organisationId, personId, member, write)
          : { changes: [], others: [] };
      const { outcome } = await table.write(
        [
          joinChange(
            organisationId,
            personId,
            join.version,
            { state: answer, askedAt: join.askedAt, answeredAt: at, answeredBy: by, reason },
            [{ type, at, by, organisationId, personId }],
          ),
          ...joined.changes,
        ],
        write,
        [...joined.others, noLongerWaiting(table, organisationId, personId)],
      );
      return outcome === "refused" ? undefined : true;
    });
  },
});
