import type { Event } from "../../shared/events.ts";
import { Document } from "../../shared/rules/document.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { applicationKey, documentKey } from "./keys.ts";
import type { Change, Outcome, Raw, Table, Write } from "./table.ts";

const SCHEMA = 1;

const documentOf = (raw: Raw | undefined): Document | undefined =>
  raw === undefined ? undefined : Document.parse(raw);

const documentChange = (document: Document, was: Change["was"], events: readonly Event[]): Change => {
  const { version: _, ...data } = document;
  return {
    key: documentKey(document.applicationId, document.id),
    kind: "document",
    schema: SCHEMA,
    was,
    events,
    data,
  };
};

/**
 * Documents, one item each, in their application's partition. What changes which documents a draft has raises the
 * head's version in the same transaction: a submission is written under the version it read, so it holds every document
 * that was acknowledged before it and none that was removed.
 */
export const documentsStore = (table: Table) => {
  const raiseHead = (applicationId: string, write: Write, condition: string, values: Raw = {}) => ({
    Update: {
      TableName: table.name,
      Key: applicationKey(applicationId),
      UpdateExpression:
        "SET #version = #version + :one, #changedAt = :at, #writeId = :writeId, #events = :none REMOVE relay",
      ConditionExpression: condition,
      ExpressionAttributeNames: {
        "#version": "version",
        "#changedAt": "changedAt",
        "#writeId": "writeId",
        "#events": "events",
      },
      ExpressionAttributeValues: {
        ":one": 1,
        ":at": toInstant(write.at),
        ":writeId": write.writeId,
        ":none": [],
        ...values,
      },
      ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
    },
  });

  return {
    /** One document; undefined when there is none. */
    read: async (applicationId: string, documentId: string): Promise<Document | undefined> =>
      documentOf(await table.get(documentKey(applicationId, documentId))),

    /** The documents of an application, removed ones too, in the order they were added. */
    ofApplication: async (applicationId: string): Promise<Document[]> => {
      const { pk, sk } = documentKey(applicationId, "");
      const all = (await table.query(pk, sk)).map((raw) => Document.parse(raw));
      return all.sort((a, b) => (a.addedAt < b.addedAt ? -1 : 1));
    },

    /**
     * A new document, under the head's version that was read together with the others: two that are begun at once
     * cannot pass the limits together. `refused`: the head moved; read again.
     */
    add: (document: Document, headVersion: number, write: Write): Promise<Outcome> =>
      table.write([documentChange(document, "absent", [])], write, [
        raiseHead(document.applicationId, write, "#version = :was", { ":was": headVersion }),
      ]),

    /** A document under its own version, with the head raised. `refused`: it moved; read again. */
    change: (document: Document, write: Write, events: readonly Event[]): Promise<Outcome> =>
      table.write([documentChange(document, document.version, events)], write, [
        raiseHead(document.applicationId, write, "attribute_exists(pk)"),
      ]),

    /** What a scan found: the document alone, because no submission waits for it. `refused`: it moved; read again. */
    scanned: (document: Document, write: Write, events: readonly Event[]): Promise<Outcome> =>
      table.write([documentChange(document, document.version, events)], write),
  };
};
