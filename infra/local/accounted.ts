import type { IncomingMessage, ServerResponse } from "node:http";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod/mini";
import type { makeClients } from "../../functions/deps.ts";
import { Told } from "../../functions/store/accounts.ts";
import { AuditRow } from "../../functions/store/audit.ts";
import { StoredMessage } from "../../functions/store/messages.ts";
import { fateOf, undeliveredBecause } from "../../shared/rules/delivery.ts";
import { londonDate, toInstant } from "../../shared/rules/london.ts";
import { deleteOn } from "../../shared/rules/retention.ts";
import { toldOf } from "../../shared/rules/told.ts";
import type { Clock } from "./clock.ts";
import type { Email } from "./outbox.ts";

type Dynamo = ReturnType<typeof makeClients>["dynamo"];
const Kept = z.looseObject({ pk: z.string(), sk: z.string(), kind: z.optional(z.string()) });

/** The whole table. Nothing of the product may do this; the laptop looks at everything to see that nothing is missing. */
const everything = async (dynamo: Dynamo, TableName: string) => {
  const items: z.infer<typeof Kept>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({ TableName, ConsistentRead: true, ...(from === undefined ? {} : { ExclusiveStartKey: from }) }),
    );
    items.push(...(page.Items ?? []).map((item) => Kept.parse(item)));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
};

/**
 * Whether everybody was told: every event of the history that is told of has its list of people, everyone on a list has a
 * message, every message is delivered, waiting or undelivered with a reason, and what was delivered is in the outbox, once.
 * @returns the counts, and a sentence for whatever does not add up
 */
export const accounted = async (dynamo: Dynamo, tableName: string, emails: readonly Email[], at: number) => {
  /** What is older than messages are kept has been deleted by rule. */
  const isKept = (writtenAt: string): boolean => (deleteOn("told", { writtenAt }) ?? "") > londonDate(toInstant(at));
  const items = await everything(dynamo, tableName);
  const of = (kind: string) => items.filter((item) => item.kind === kind);
  const told = of("told").map((item) => Told.parse(item));
  const messages = new Map(of("message").map((item) => [`${item.pk}/${item.sk}`, StoredMessage.parse(item)]));
  const toldIds = new Set(told.map((one) => one.eventId));
  const inOutbox = Map.groupBy(
    emails.filter(({ tags }) => tags.message !== undefined),
    ({ tags }) => `message/${tags.recipient}/${tags.message}`,
  );
  const wrong: string[] = [];
  for (const { id, event } of of("audit").map((item) => AuditRow.parse(item)))
    if (toldOf(event) !== undefined && isKept(event.at) && !toldIds.has(id))
      wrong.push(`${event.type} (${id}) was told to nobody`);
  for (const { eventId, to } of told.filter((one) => isKept(one.at)))
    for (const { recipient, messageId } of to)
      if (!messages.has(`message/${recipient}/${messageId}`)) wrong.push(`${eventId}: ${recipient} was not written to`);
  const counts = { told: messages.size, delivered: 0, waiting: 0, undelivered: 0 };
  for (const [key, message] of messages) {
    const fate = fateOf(message);
    counts[fate] += 1;
    const copies = inOutbox.get(key)?.length ?? 0;
    if (message.state === "sent" && copies === 0) wrong.push(`${key} is said to be sent, and is not in the outbox`);
    if (copies > Math.max(1, message.tries)) wrong.push(`${key} was sent ${copies} times`);
    if (fate === "undelivered" && undeliveredBecause(message) === undefined) wrong.push(`${key} has no reason`);
  }
  return { ...counts, wrong };
};

/** `/local/mail-accounted.json`: what the tests ask at the end of every journey. */
export const accountedPage =
  (dynamo: Dynamo, tableName: string, emails: () => Promise<readonly Email[]>, clock: Clock) =>
  async (_request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = await accounted(dynamo, tableName, await emails(), clock.now());
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  };
