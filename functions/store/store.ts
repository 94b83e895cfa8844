import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { messagesStore } from "./messages.ts";
import { peopleStore } from "./people.ts";
import { portalStore } from "./portal.ts";
import { makeTable } from "./table.ts";

/** Every noun's reads and writes, named by the question they answer. */
export const makeStore = (client: DynamoDBDocumentClient, tableName: string) => {
  const table = makeTable(client, tableName);
  return {
    messages: messagesStore(table),
    people: peopleStore(table),
    portal: portalStore(table),
  };
};
export type Store = ReturnType<typeof makeStore>;
