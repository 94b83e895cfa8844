import { type MailLine, type MailState, mail } from "../../shared/contract/mail.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import {
  type AddressMark,
  accountOf,
  againFindings,
  fateOf,
  isHeld,
  undeliveredBecause,
} from "../../shared/rules/delivery.ts";
import { toInstant } from "../../shared/rules/london.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import type { StoredMessage } from "../store/messages.ts";

const MOST_SHOWN = 200;

const lineOf = (message: StoredMessage, mark: AddressMark | undefined): MailLine => {
  const { recipient, id, to, template, applicationId, createdAt, sentAt, tries, returned } = message;
  const { deliveredAt, softReturnedAt } = message;
  const because = undeliveredBecause(message);
  return {
    ...{ recipient, id, to, template, createdAt, tries, fate: fateOf(message), read: message.readAt !== undefined },
    ...(applicationId === undefined ? {} : { applicationId }),
    ...(sentAt === undefined ? {} : { sentAt }),
    ...(deliveredAt === undefined ? {} : { deliveredAt }),
    ...(because === undefined ? {} : { because }),
    ...(returned === undefined ? {} : { returned }),
    ...(softReturnedAt === undefined ? {} : { softReturnedAt }),
    maySendAgain: againFindings(message, isHeld(mark, template)).length === 0,
  };
};

const answers = ({ store, settings }: Deps): Answers<typeof mail> => {
  const state: MailState = { mail: settings.mail, trialAddresses: settings.mailOnlyTo.length };
  /** Marks of the addresses of messages, each asked for once. */
  const marksOf = async (messages: readonly StoredMessage[]): Promise<Map<string, AddressMark>> => {
    const addresses = [...new Set(messages.map(({ to }) => to))];
    const marks = await store.returns.marks(addresses);
    return new Map(addresses.flatMap((address, n) => (marks[n] === undefined ? [] : [[address, marks[n]]])));
  };

  return {
    undelivered: async () => {
      const messages = await store.returns.undelivered(MOST_SHOWN);
      const marks = await marksOf(messages);
      const lines = messages
        .filter((message) => fateOf(message) === "undelivered")
        .map((message) => lineOf(message, marks.get(message.to)));
      return { state, lines, more: messages.length === MOST_SHOWN };
    },

    ofApplication: async ({ params }) => {
      const events = await store.accounts.of(params.id);
      const all = events.flatMap(({ messages }) => messages);
      const marks = await marksOf(all.flatMap((message) => message ?? []));
      return {
        state,
        events: events
          .map(({ told: { eventId, type, template, at }, messages }) => ({
            ...{ eventId, type, template, at },
            account: accountOf(messages),
            lines: messages.flatMap((message) =>
              message === undefined ? [] : [lineOf(message, marks.get(message.to))],
            ),
          }))
          .toSorted((a, b) => b.at.localeCompare(a.at)),
        account: accountOf(all),
        marked: [...marks].map(([email, { why, at, confirmedAt }]) => ({
          ...{ email, why, at },
          confirmed: confirmedAt !== undefined,
        })),
      };
    },

    sendAgain: async ({ params, body, caller, at }) => {
      const message = await store.returns.message(params.recipient, params.id);
      if (message === undefined) throw new Refused("not-found");
      const [mark] = await store.returns.marks([message.to]);
      // The same press, its answer lost, finds the message on its way.
      if (message.writeId === body.writeId) return lineOf(message, mark);
      refuseIf(againFindings(message, isHeld(mark, message.template)));
      const event = {
        type: "message-sent-again",
        at: toInstant(at),
        by: caller.personId,
        messageId: message.id,
        recipient: message.recipient,
      } as const;
      const { writeId } = body;
      await store.returns.sendAgain(message, event, { writeId, at });
      return lineOf((await store.returns.message(params.recipient, params.id)) ?? message, mark);
    },
  };
};
export const handler = http(mail, answers);
