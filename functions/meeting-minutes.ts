import type { MinutesPage } from "../shared/contract/outcome-views.ts";
import type { Event } from "../shared/events.ts";
import { fundName } from "../shared/funds/names.ts";
import { Refused } from "../shared/problem.ts";
import { hasRole, isReader } from "../shared/rules/access.ts";
import { SIGNED_FOR } from "../shared/rules/document.ts";
import type { Finding } from "../shared/rules/finding.ts";
import { toInstant } from "../shared/rules/london.ts";
import { placeOf } from "../shared/rules/meeting.ts";
import {
  additionFindings,
  agreeFindings,
  type Minutes,
  type MinutesRecord,
  minutesOf,
} from "../shared/rules/minutes.ts";
import { EXPORTS } from "../shared/rules/retention-periods.ts";
import { cleanText } from "../shared/rules/text.ts";
import { roundOf } from "./application-work.ts";
import { closedMeeting, progressView } from "./confirmations.ts";
import type { Deps } from "./deps.ts";
import { type Caller, sha256 } from "./identity.ts";
import { minutesHtml } from "./minutes-file.ts";
import { declaredIn } from "./notice.ts";
import type { ClosedMeeting } from "./store/closed-meetings.ts";

const HTML = "text/html; charset=utf-8";

const refuseWith = ([first]: readonly Finding[]): void => {
  if (first !== undefined) throw new Refused("wrong-state", { rule: first.rule, detail: first.detail });
};

const presides = ({ meeting }: ClosedMeeting, caller: Caller): boolean =>
  meeting.members.some(({ personId, seat }) => personId === caller.personId && seat !== "trustee");

/**
 * Who reads the minutes: the office; of the trustees those who sat, recused or not, once they are agreed, and chair and
 * deputy before. For any other trustee the meeting does not exist.
 */
const refuseUnlessReads = ({ meeting, minutes }: ClosedMeeting, caller: Caller): void => {
  if (isReader(caller)) return;
  const place = placeOf(meeting, caller.personId);
  const seat = place === undefined ? undefined : meeting.members[place]?.seat;
  if (seat === undefined) throw new Refused("not-found");
  if (minutes?.agreedAt === undefined && seat === "trustee")
    throw new Refused("wrong-state", {
      rule: "minutes/agreed",
      detail: "The chair has not agreed the minutes yet. You can read them then.",
    });
};

/** Minutes of closed meetings: made from the ledger whenever they are read, agreed once, added to and never changed. */
export const keepingMinutes = (deps: Pick<Deps, "store" | "files" | "newId">) => {
  const { store, files, newId } = deps;

  const made = async (found: ClosedMeeting): Promise<Minutes> => {
    const { meeting, decisions, carried, confirmations } = found;
    const [{ round, form }, scorings] = await Promise.all([
      store.rounds.withForm(meeting.roundId),
      store.meetings.scoringsOf(meeting.lines.map(({ id }) => roundOf(id))),
    ]);
    const sheets = scorings.flatMap((scoring) => scoring.sheets);
    return minutesOf({
      ...{ meeting, decisions, carried, confirmations },
      fundName: form?.name ?? fundName(meeting.fundId),
      roundTitle: round.title,
      declared: meeting.lines.flatMap((line) =>
        declaredIn(found, line, sheets).map((one) => ({ ...one, applicationId: line.id })),
      ),
    });
  };

  const pageOf = async (found: ClosedMeeting, caller: Caller, at: number): Promise<MinutesPage> => {
    const { meeting, minutes: record, carried } = found;
    return {
      at: toInstant(at),
      meetingId: meeting.id,
      minutes: await made(found),
      ...(record?.agreedAt === undefined ? {} : { agreed: { byName: record.agreedByName ?? "", at: record.agreedAt } }),
      additions: (record?.additions ?? []).map(({ id, text, byName, at }) => ({ id, text, byName, at })),
      progress: progressView(found),
      notices: carried.flatMap(({ what, applicationId }) => (what === "awarded" ? [applicationId] : [])),
      may: {
        agree: hasRole(caller, "trustee", "chair") && agreeFindings(meeting, record, caller.personId).length === 0,
        add: (hasRole(caller, "officer") || presides(found, caller)) && additionFindings(record).length === 0,
      },
    };
  };

  const reading = async (meetingId: string, caller: Caller): Promise<ClosedMeeting> => {
    const found = await closedMeeting(deps, meetingId);
    refuseUnlessReads(found, caller);
    return found;
  };

  const kept = async (
    found: ClosedMeeting,
    record: MinutesRecord,
    event: Event,
    caller: Caller,
    write: { writeId: string; at: number },
  ): Promise<MinutesPage> => {
    await store.closedMeetings.keepMinutes(record, write, [event]);
    const minutes = { ...record, version: record.version + 1, writeId: write.writeId };
    return pageOf({ ...found, minutes }, caller, write.at);
  };

  return {
    read: async (meetingId: string, caller: Caller, at: number): Promise<MinutesPage> =>
      pageOf(await reading(meetingId, caller), caller, at),

    agree: async (meetingId: string, caller: Caller, write: { writeId: string; at: number }): Promise<MinutesPage> => {
      const found = await reading(meetingId, caller);
      const { meeting, minutes: record } = found;
      if (record?.writeId === write.writeId) return pageOf(found, caller, write.at);
      refuseWith(agreeFindings(meeting, record, caller.personId));
      const at = toInstant(write.at);
      const agreed = { agreedBy: caller.personId, agreedByName: caller.name, agreedAt: at };
      const next: MinutesRecord = { meetingId, additions: [], ...agreed, version: record?.version ?? 0 };
      const event: Event = { type: "minutes-agreed", at, by: caller.personId, meetingId, roundId: meeting.roundId };
      return kept(found, next, event, caller, write);
    },

    add: async (
      meetingId: string,
      text: string,
      caller: Caller,
      write: { writeId: string; at: number },
    ): Promise<MinutesPage> => {
      const found = await reading(meetingId, caller);
      const { meeting, minutes: record } = found;
      if (!hasRole(caller, "officer") && !presides(found, caller)) throw new Refused("forbidden");
      // The same correction sent again has the same id, also when another came between.
      const id = `a_${sha256(`${caller.personId} ${write.writeId}`).slice(0, 24)}`;
      if (record?.additions.some((addition) => addition.id === id)) return pageOf(found, caller, write.at);
      refuseWith(additionFindings(record));
      if (record === undefined) throw new Refused("not-found");
      const at = toInstant(write.at);
      const addition = { id, text: cleanText(text).trim(), by: caller.personId, byName: caller.name, at };
      const { writeId: _, ...before } = record;
      const next: MinutesRecord = { ...before, additions: [...record.additions, addition] };
      const ids = { meetingId, roundId: meeting.roundId, additionId: id };
      return kept(found, next, { type: "minutes-added", at, by: caller.personId, ...ids }, caller, write);
    },

    /** The minutes as one file that any browser or word processor opens; it lies with the exports for a day. */
    file: async (meetingId: string, caller: Caller, at: number) => {
      const page = await pageOf(await reading(meetingId, caller), caller, at);
      const key = `${EXPORTS.prefix}${meetingId}/${newId("x")}.html`;
      const versionId = await files.write({ key, contentType: HTML, bytes: Buffer.from(minutesHtml(page)) });
      const name = `Minutes ${meetingId}.html`;
      return {
        url: await files.signDownload({ key, versionId, name, contentType: HTML }),
        name,
        expiresAt: toInstant(at + SIGNED_FOR),
      };
    },
  };
};
