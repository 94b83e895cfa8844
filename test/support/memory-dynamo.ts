import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";

/*
 * As much of DynamoDB as sending mail asks of it, in memory: a simulation of a hundred thousand messages makes a million
 * calls, and the embedded engine answers a thousand in a second. `test/simulations/mail.test.ts` holds it to that engine.
 */

type Item = Record<string, unknown>;
type Scope = { item: Item | undefined; names: Record<string, string>; values: Item };
type Read<T> = (scope: Scope) => T;

const tokens = (text: string): string[] => text.match(/<>|<=|>=|[:#]?\w+|[=<>(),+]/g) ?? [];
const nameOf = (token: string, { names }: Scope): string => names[token] ?? token;
const readOf = (token: string, scope: Scope): unknown =>
  token.startsWith(":") ? scope.values[token] : scope.item?.[nameOf(token, scope)];
const isBelow = (left: unknown, right: unknown): boolean =>
  typeof left === typeof right && left !== undefined && String(left) < String(right);

const compare: Record<string, (left: unknown, right: unknown) => boolean> = {
  "=": (left, right) => left !== undefined && left === right,
  "<>": (left, right) => left !== right,
  "<": isBelow,
  "<=": (left, right) => left === right || isBelow(left, right),
};

/** Reads `a = :b AND (c < :d OR attribute_not_exists(e))`. */
const condition = (text: string): Read<boolean> => {
  const left = tokens(text);
  const either = (): Read<boolean> => {
    const parts = [both()];
    while (left[0] === "OR") {
      left.shift();
      parts.push(both());
    }
    return (scope) => parts.some((part) => part(scope));
  };
  const both = (): Read<boolean> => {
    const parts = [one()];
    while (left[0] === "AND") {
      left.shift();
      parts.push(one());
    }
    return (scope) => parts.every((part) => part(scope));
  };
  const one = (): Read<boolean> => {
    const first = left.shift() ?? "";
    if (first === "(") {
      const inner = either();
      left.shift();
      return inner;
    }
    if (first.startsWith("attribute_")) {
      left.shift();
      const name = left.shift() ?? "";
      left.shift();
      const isThere: Read<boolean> = (scope) => scope.item?.[nameOf(name, scope)] !== undefined;
      return first === "attribute_exists" ? isThere : (scope) => !isThere(scope);
    }
    const [operator = "", second = ""] = left.splice(0, 2);
    const holds = compare[operator];
    if (holds === undefined) throw new Error(`Not known here: ${text}`);
    return (scope) => holds(readOf(first, scope), readOf(second, scope));
  };
  return either();
};

/** Reads `SET a = a + :one, b = if_not_exists(b, :c) REMOVE d`. */
const change = (text: string): Read<Item> => {
  const [sets = "", removes = ""] = text.replace(/^SET /, "").split(" REMOVE ");
  const steps = (sets.match(/[#\w]+ = (?:\([^)]*\)|[^,(]|\w+\([^)]*\))+/g) ?? []).map((set) => {
    const [name = "", says = ""] = set.split(" = ");
    const parts = says.split(" + ").map((part): Read<unknown> => {
      const [, given, otherwise] = /^if_not_exists\((\S+), (\S+)\)$/.exec(part.trim()) ?? [];
      return given === undefined || otherwise === undefined
        ? (scope) => readOf(part.trim(), scope)
        : (scope) => readOf(given, scope) ?? readOf(otherwise, scope);
    });
    return { name, parts };
  });
  return (scope) => {
    const changed: Item = { ...scope.item };
    for (const { name, parts } of steps) {
      const all = parts.map((part) => part(scope));
      changed[nameOf(name, scope)] = all.length === 1 ? all[0] : all.reduce<number>((sum, one) => sum + Number(one), 0);
    }
    for (const name of removes.split(",").map((each) => each.trim())) delete changed[nameOf(name, scope)];
    return changed;
  };
};

const remembered = <T>(make: (text: string) => T) => {
  const known = new Map<string, T>();
  return (text: string): T => {
    const made = known.get(text) ?? make(text);
    known.set(text, made);
    return made;
  };
};
const conditionOf = remembered(condition);
const changeOf = remembered(change);

/** One key of the index, in the order of `dueAt`. */
const insertAt = (list: readonly { at: string; id: string }[], entry: { at: string; id: string }): number => {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = list[middle];
    if (there !== undefined && (there.at < entry.at || (there.at === entry.at && there.id < entry.id)))
      low = middle + 1;
    else high = middle;
  }
  return low;
};

/** A client whose `send` answers from memory. */
export const memoryDynamo = (onPut: (item: Item) => void = () => undefined) => {
  const items = new Map<string, Item>();
  const due = new Map<string, { at: string; id: string }[]>();
  const idOf = ({ pk, sk }: Item): string => `${pk}\n${sk}`;
  const indexed = (item: Item | undefined) =>
    item?.dueShard === undefined || item.dueAt === undefined
      ? undefined
      : { shard: String(item.dueShard), entry: { at: String(item.dueAt), id: idOf(item) } };

  const put = (item: Item): void => {
    const id = idOf(item);
    const [before, after] = [indexed(items.get(id)), indexed(item)];
    if (before !== undefined) {
      const list = due.get(before.shard) ?? [];
      list.splice(insertAt(list, before.entry), 1);
    }
    if (after !== undefined) {
      const list = due.get(after.shard) ?? [];
      list.splice(insertAt(list, after.entry), 0, after.entry);
      due.set(after.shard, list);
    }
    items.set(id, item);
    onPut(item);
  };

  const demand = (text: string | undefined, scope: Scope): void => {
    if (text === undefined || conditionOf(text)(scope)) return;
    const Item = scope.item === undefined ? undefined : marshall(scope.item, { removeUndefinedValues: true });
    throw new ConditionalCheckFailedException({
      message: "The conditional request failed",
      $metadata: {},
      ...(Item === undefined ? {} : { Item }),
    });
  };

  const query = ({ IndexName, ExpressionAttributeValues = {}, Limit, ScanIndexForward }: QueryCommand["input"]) => {
    if (IndexName === undefined) {
      const found = [...items.values()].filter(({ pk }) => pk === ExpressionAttributeValues[":pk"]);
      return { Items: found };
    }
    const list = due.get(String(ExpressionAttributeValues[":shard"])) ?? [];
    const until = ExpressionAttributeValues[":at"];
    const end = until === undefined ? list.length : insertAt(list, { at: String(until), id: "\uffff" });
    const forward = list.slice(0, ScanIndexForward === false ? end : Math.min(end, Limit ?? end));
    const ids = ScanIndexForward === false ? forward.reverse().slice(0, Limit) : forward;
    return { Items: ids.flatMap(({ id }) => items.get(id) ?? []) };
  };

  const send = async (command: unknown): Promise<unknown> => {
    // A copy goes out and in: nobody holds on to what the table keeps.
    if (command instanceof GetCommand) return { Item: structuredClone(items.get(idOf(command.input.Key ?? {}))) };
    if (command instanceof QueryCommand) return structuredClone(query(command.input));
    if (command instanceof BatchGetCommand) {
      const [[table = "", { Keys = [] } = {}] = []] = Object.entries(command.input.RequestItems ?? {});
      const found = Keys.flatMap((key) => items.get(idOf(key)) ?? []);
      return { Responses: { [table]: structuredClone(found) } };
    }
    if (!(command instanceof PutCommand || command instanceof UpdateCommand)) throw new Error("Not known here.");
    const { ConditionExpression, ExpressionAttributeNames = {}, ExpressionAttributeValues = {} } = command.input;
    const key = command instanceof PutCommand ? command.input.Item : command.input.Key;
    const scope = {
      item: items.get(idOf(key ?? {})),
      names: ExpressionAttributeNames,
      values: ExpressionAttributeValues,
    };
    demand(ConditionExpression, scope);
    const after =
      command instanceof PutCommand
        ? { ...command.input.Item }
        : { ...changeOf(command.input.UpdateExpression ?? "")(scope), ...key };
    put(JSON.parse(JSON.stringify(after)));
    return {};
  };

  const nowhere = { region: "eu-west-2", endpoint: "http://127.0.0.1:9" };
  const client = new Proxy(DynamoDBDocumentClient.from(new DynamoDBClient(nowhere)), {
    get: (real, name) => (name === "send" ? send : Reflect.get(real, name)),
  });
  return { client, items };
};
