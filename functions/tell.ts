import { type Event, eventId } from "../shared/events.ts";
import { toldOf } from "../shared/rules/told.ts";
import type { Deps } from "./deps.ts";
import type { Changed } from "./edge/stream.ts";
import type { Told } from "./store/accounts.ts";
import { subjectOf } from "./store/keys.ts";
import { messagesOf } from "./told.ts";

/**
 * Tells people of the n-th event of a change: first whom, as an item for each application it is about, then a message to
 * each of them. Told again it makes the same, so that a crash in between loses nobody. An event that reaches nobody is
 * kept too: that nobody was there to be told is worth seeing.
 */
export const tell = async (change: Changed, event: Event, n: number, deps: Deps): Promise<void> => {
  const told = toldOf(event);
  if (told === undefined) return;
  const [messages, at] = [await messagesOf(change, event, n, deps), Date.parse(event.at)];
  const subject = subjectOf(change);
  const of = eventId(subject, change.version, n);
  const own = "applicationId" in event ? event.applicationId : subject;
  const abouts = new Map<string, Told["to"]>(messages.length === 0 ? [[own, []]] : []);
  for (const { recipient, id, applicationId = own } of messages)
    abouts.set(applicationId, [...(abouts.get(applicationId) ?? []), { recipient, messageId: id }]);
  const { template } = told;
  for (const [about, to] of abouts)
    await deps.store.accounts.record(
      { eventId: of, type: event.type, template, about, at: event.at, to },
      { writeId: `told-${of}-${about}`, at },
    );
  await deps.store.messages.create(messages, at);
};
