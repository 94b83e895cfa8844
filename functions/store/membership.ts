import { Refused } from "../../shared/problem.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { answerDenied, leavingDenied, replacingDenied } from "../../shared/rules/membership.ts";
import type { TransactItem } from "./claims.ts";
import { Join, joinChange, joinFrom } from "./joins.ts";
import { joinKey, memberKey, personKey } from "./keys.ts";
import { lookingAgain } from "./looking-again.ts";
import { Member, memberChange, membershipBegins, noLongerWaiting, personLeaves, refuseDenied } from "./members.ts";
import { Person } from "./people.ts";
import type { Table, Write } from "./table.ts";

export const membershipStore = (table: Table) => ({
  /** The members of a group, those who left too, and the requests that wait; two queries side by side. */
  people: async (organisationId: string): Promise<{ members: Member[]; joins: Join[] }> => {
    const { pk } = memberKey(organisationId, "");
    const [members, joins] = await Promise.all([table.query(pk, "member/"), table.query(pk, "join/")]);
    return {
      members: members.map((raw) => Member.parse(raw)),
      joins: joins.map((raw) => Join.parse(raw)).filter(({ state }) => state === "waiting"),
    };
  },

  /**
   * A member leaves. Another member, still there, is the witness of the transaction: of two who leave at once one is asked
   * again, so a group never loses its last member unnoticed. Refuses `not-found` for who is no member, and `wrong-state`
   * for the last one who has not confirmed (`membership/last-member`).
   */
  leave: async (organisationId: string, personId: string, evenIfLast: boolean, write: Write): Promise<void> => {
    await lookingAgain(async () => {
      const [rawMembers, rawPerson] = await Promise.all([
        table.query(memberKey(organisationId, "").pk, "member/"),
        table.get(personKey(personId)),
      ]);
      const members = rawMembers.map((raw) => Member.parse(raw));
      const me = members.find((member) => member.personId === personId);
      if (me === undefined || rawPerson === undefined) throw new Refused("not-found");
      if (me.state !== "active") {
        if (me.writeId === write.writeId) return true;
        throw new Refused("not-found");
      }
      const others = members.filter((member) => member.state === "active" && member !== me);
      refuseDenied(leavingDenied(others.length, evenIfLast));
      const at = toInstant(write.at);
      const witness = others.slice(0, 1).map(
        (other): TransactItem => ({
          ConditionCheck: {
            TableName: table.name,
            Key: memberKey(organisationId, other.personId),
            ConditionExpression: "#state = :active",
            ExpressionAttributeNames: { "#state": "state" },
            ExpressionAttributeValues: { ":active": "active" },
          },
        }),
      );
      const { outcome } = await table.write(
        [
          memberChange(organisationId, personId, me.version, { state: "left", since: me.since, leftAt: at }, [
            { type: "member-left", at, by: personId, organisationId, personId },
          ]),
        ],
        write,
        [...witness, personLeaves(table, personId, organisationId, Person.parse(rawPerson).organisations, write)],
      );
      return outcome === "refused" ? undefined : true;
    });
  },

  /**
   * The office puts somebody who asked to join in the place of a group's last member, who is told. Refuses `not-found` where
   * the one has not asked or the other was never a member, and `wrong-state` where others can say yes
   * (`membership/other-members`) or the request has been answered (`membership/answered`).
   */
  replace: async (
    organisationId: string,
    { newPersonId, oldPersonId, reason, by }: { newPersonId: string; oldPersonId: string; reason: string; by: string },
    write: Write,
  ): Promise<void> => {
    await lookingAgain(async () => {
      const [rawMembers, [rawJoin, rawOld]] = await Promise.all([
        table.query(memberKey(organisationId, "").pk, "member/"),
        table.getMany([joinKey(organisationId, newPersonId), personKey(oldPersonId)]),
      ]);
      const members = rawMembers.map((raw) => Member.parse(raw));
      const join = joinFrom(rawJoin);
      const old = members.find(({ personId }) => personId === oldPersonId);
      if (join === undefined || old === undefined || rawOld === undefined) throw new Refused("not-found");
      if (join.writeId === write.writeId && join.state === "accepted") return true;
      const active = members.filter(({ state }) => state === "active").map(({ personId }) => personId);
      refuseDenied(replacingDenied(active, oldPersonId));
      if (join.state !== "waiting")
        refuseDenied(answerDenied(join.state === "refused" ? "refused" : "accepted", "refused"));
      const at = toInstant(write.at);
      const was = members.find(({ personId }) => personId === newPersonId);
      const joined = membershipBegins(table, organisationId, newPersonId, was, write);
      const { outcome } = await table.write(
        [
          joinChange(
            organisationId,
            newPersonId,
            join.version,
            { state: "accepted", askedAt: join.askedAt, answeredAt: at, answeredBy: by, reason },
            [{ type: "join-accepted", at, by, organisationId, personId: newPersonId }],
          ),
          memberChange(
            organisationId,
            oldPersonId,
            old.version,
            { state: "replaced", since: old.since, leftAt: old.leftAt ?? at },
            [{ type: "member-replaced", at, by, organisationId, personId: oldPersonId, reason }],
          ),
          ...joined.changes,
        ],
        write,
        [
          ...joined.others,
          ...(old.state === "active"
            ? [personLeaves(table, oldPersonId, organisationId, Person.parse(rawOld).organisations, write)]
            : []),
          noLongerWaiting(table, organisationId, newPersonId),
        ],
      );
      return outcome === "refused" ? undefined : true;
    });
  },
});
