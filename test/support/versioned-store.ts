import { ConditionalCheckFailedException, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
} from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";

type Item = Record<string, unknown>;
type Put = {
  Item?: Item | undefined;
  ConditionExpression?: string | undefined;
  ExpressionAttributeValues?: Item | undefined;
};

/**
 * As much of DynamoDB as the store's reads and conditional writes need, in memory: for simulations of more sequences than an
 * engine plays in a minute. Everything above the client is the portal's own code. What it does not know, it throws at.
 */
export const versionedStore = (seed: readonly Item[]) => {
  const items = new Map<string, Item>();
  const named = (pk: unknown, sk: unknown): string => `${String(pk)}\n${String(sk)}`;
  const stand = (item: Item): void => void items.set(named(item.pk, item.sk), item);
  for (const item of seed) stand(item);

  const holds = ({ Item = {}, ConditionExpression, ExpressionAttributeValues }: Put): boolean => {
    const found = items.get(named(Item.pk, Item.sk));
    if (ConditionExpression === "attribute_not_exists(pk)") return found === undefined;
    if (ConditionExpression === "#version = :was") return found?.version === ExpressionAttributeValues?.[":was"];
    throw new Error(`This store knows no condition ${ConditionExpression}.`);
  };

  const send = (command: unknown): unknown => {
    if (command instanceof GetCommand) return { Item: items.get(named(command.input.Key?.pk, command.input.Key?.sk)) };
    if (command instanceof BatchGetCommand) {
      const [[name, { Keys = [] } = {}] = ["", {}]] = Object.entries(command.input.RequestItems ?? {});
      return { Responses: { [name]: Keys.flatMap(({ pk, sk }) => items.get(named(pk, sk)) ?? []) } };
    }
    if (command instanceof QueryCommand) {
      const { ":pk": pk, ":prefix": prefix = "" } = command.input.ExpressionAttributeValues ?? {};
      const found = [...items.values()].filter((item) => item.pk === pk && String(item.sk).startsWith(String(prefix)));
      return { Items: found.toSorted((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1)) };
    }
    if (command instanceof PutCommand) {
      if (holds(command.input)) return stand(command.input.Item ?? {});
      throw new ConditionalCheckFailedException({ $metadata: {}, message: "The condition does not hold." });
    }
    if (command instanceof TransactWriteCommand) {
      const puts = (command.input.TransactItems ?? []).map(({ Put }) => {
        if (Put === undefined) throw new Error("This store knows no transaction but of puts.");
        return Put;
      });
      if (puts.every(holds)) {
        for (const { Item = {} } of puts) stand(Item);
        return {};
      }
      throw new TransactionCanceledException({
        $metadata: {},
        message: "A condition does not hold.",
        CancellationReasons: puts.map((put) => {
          if (holds(put)) return { Code: "None" };
          const found = items.get(named(put.Item?.pk, put.Item?.sk));
          const Item = found === undefined ? {} : { Item: marshall(found, { removeUndefinedValues: true }) };
          return { Code: "ConditionalCheckFailed", ...Item };
        }),
      });
    }
    throw new Error("This store does not know this command.");
  };

  return { items, send };
};

/** A client whose every call goes through `send`: the one seam to the table. */
export const clientOver = (send: (command: unknown) => Promise<unknown>): DynamoDBDocumentClient =>
  // The store calls nothing of a client but `send`.
  ({ send }) as unknown as DynamoDBDocumentClient;
