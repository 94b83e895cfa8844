import { documents as contract, type Upload } from "../../shared/contract/documents.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { mayEdit } from "../../shared/rules/access.ts";
import { type ApplicationState, asTold } from "../../shared/rules/application.ts";
import {
  claimedContentType,
  cleanName,
  type Document,
  factsOf,
  mayReplace,
  offerFindings,
  REPLACE_WORKING_DAYS,
  SIGNED_FOR,
  slotFindings,
} from "../../shared/rules/document.ts";
import { contentFinding } from "../../shared/rules/document-content.ts";
import { statusFor } from "../../shared/rules/exception.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { parseReference } from "../../shared/rules/reference.ts";
import { roundIdOf } from "../../shared/rules/round.ts";
import { refuseIfReadable } from "../application-work.ts";
import type { Deps } from "../deps.ts";
import { documentLink, judgedDocuments } from "../document-link.ts";
import { type Answers, http } from "../edge/http.ts";
import { objectKeyOf } from "../files.ts";
import { type Caller, sha256 } from "../identity.ts";
import { receive } from "../receiving.ts";
import type { Head } from "../store/application-items.ts";

const MOST_TRIES = 5;

type Offered = { name: string; sizeBytes: number; contentType: string; writeId: string };

/** The same begin sent again is the same document. */
const documentIdOf = (caller: Caller, applicationId: string, writeId: string): string =>
  `f_${sha256(`${caller.personId} ${applicationId} ${writeId}`).slice(0, 32)}`;

const refuseUnlessDraftOpen = (head: Head): void => {
  if (head.draft !== undefined) return;
  throw new Refused("wrong-state", {
    rule: "draft/closed",
    detail: "This application is not open for changes. Open a change to add or remove files.",
  });
};

/** States in which a submission is still looked at, so that a refused file of it is worth replacing. */
const STANDING = ["submitted", "eligible", "not-eligible"] as const satisfies readonly ApplicationState[];

const answers = ({ store, files, newId, newWriteId }: Deps): Answers<typeof contract> => {
  const link = documentLink({ store, files, newWriteId });

  /** The application and its documents, for a member alone. For everybody else there is none. */
  const ofMember = async (caller: Caller, id: string) => {
    const [head, documents] = await Promise.all([store.applications.head(id), store.documents.ofApplication(id)]);
    if (head === undefined || mayEdit(caller, head) !== "allowed") throw new Refused("not-found");
    return { head, documents };
  };

  /** The same with the round and its form: one hop. */
  const withRound = async (caller: Caller, id: string) => {
    const reference = parseReference(id);
    if (reference === undefined) throw new Refused("not-found");
    const roundId = roundIdOf(reference.fundCode, reference.roundCode);
    const [found, { round, form, closures }, excepted] = await Promise.all([
      ofMember(caller, id),
      store.rounds.withForm(roundId),
      store.exceptions.ofPairs(caller.organisations.map((organisationId) => ({ roundId, organisationId }))),
    ]);
    const exception = excepted.find(({ organisationId }) => organisationId === found.head.organisationId);
    return { ...found, round, closures, exception, slots: form?.documents ?? [] };
  };

  /** Refuses where the draft's files are settled: no draft is open, or the round has closed. A pause keeps nobody from preparing. */
  const withOpenDraft = async (caller: Caller, id: string, at: number) => {
    const found = await withRound(caller, id);
    refuseUnlessDraftOpen(found.head);
    const status = statusFor(found.round, found.closures, found.exception, at);
    if (status !== "open" && status !== "paused")
      throw new Refused("round-closed", {
        rule: "round/closed",
        detail: "This round has closed. Files can no longer be added or removed.",
      });
    refuseIfReadable(found.round, found.closures, at);
    return found;
  };

  const uploadOf = async (document: Document, at: number): Promise<Upload> => {
    if (document.state !== "uploading")
      throw new Refused("wrong-state", {
        rule: "document/sent",
        detail: "This file was sent already. Open the page again.",
      });
    const { key, contentType, sizeBytes } = document;
    const { url, fields } = await files.signUpload({ key, contentType, sizeBytes });
    return { document: factsOf(document), url, fields, expiresAt: toInstant(at + SIGNED_FOR) };
  };

  type Place = { head: Head; documents: readonly Document[]; slot: string; replaces?: string };

  /** A new document under the head that its place was read with; when that moved, or our own reply was lost, reads again. */
  const begin = async (caller: Caller, id: string, offered: Offered, at: number, find: () => Promise<Place>) => {
    const documentId = documentIdOf(caller, id, offered.writeId);
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const { head, documents, slot, replaces } = await find();
      const before = documents.find((document) => document.id === documentId);
      if (before !== undefined) return uploadOf(before, at);
      const others = documents.filter((document) => document.id !== replaces);
      refuseIf(offerFindings(offered, others, at));
      const document: Document = {
        id: documentId,
        applicationId: head.id,
        roundId: head.roundId,
        organisationId: head.organisationId,
        slot,
        name: cleanName(offered.name),
        sizeBytes: offered.sizeBytes,
        declaredType: offered.contentType,
        contentType: claimedContentType(offered),
        key: objectKeyOf(head.id, documentId, newId("k")),
        state: "uploading",
        scan: "waiting",
        ...(replaces === undefined ? {} : { replaces }),
        addedAt: toInstant(at),
        addedBy: caller.personId,
        version: 0,
      };
      const { outcome } = await store.documents.add(document, head.version, { writeId: offered.writeId, at });
      if (outcome === "done") return uploadOf(document, at);
    }
    throw new Refused("stale", { detail: "The application is being changed by somebody else right now. Try again." });
  };

  return {
    list: async ({ params, caller }) => {
      const { documents } = await ofMember(caller, params.id);
      return { documents: documents.filter(({ state }) => state !== "removed").map(factsOf) };
    },

    begin: ({ params, body, caller, at }) =>
      begin(caller, params.id, body, at, async () => {
        const { head, documents, slots } = await withOpenDraft(caller, params.id, at);
        refuseIf(slotFindings(body.slot, slots));
        return { head, documents, slot: body.slot };
      }),

    replace: ({ params, body, caller, at }) =>
      begin(caller, params.id, body, at, async () => {
        const { head, documents } = await ofMember(caller, params.id);
        const judged = await judgedDocuments({ store }, head, documents);
        const replaced = judged.find(({ id }) => id === params.document);
        if (replaced === undefined) throw new Refused("not-found");
        const seen = asTold(head, toInstant(at)).state;
        if (!STANDING.some((state) => state === seen) || !mayReplace(replaced, documents, at))
          throw new Refused("wrong-state", {
            rule: "document/replace-window",
            detail: `Only a file that was refused can be replaced, within ${REPLACE_WORKING_DAYS} working days. Call the office.`,
          });
        return { head, documents, slot: replaced.slot, replaces: replaced.id };
      }),

    received: async ({ params, body, caller, at }) => {
      await ofMember(caller, params.id);
      const where = { applicationId: params.id, documentId: params.document };
      const document = await receive({ store, files }, where, { writeId: body.writeId, at });
      if (document === undefined) throw new Refused("not-found");
      if (document.state === "uploading")
        throw new Refused("wrong-state", {
          rule: "document/upload",
          detail: "The file has not arrived. Send it again.",
        });
      refuseIf(document.state === "refused" ? [contentFinding()] : []);
      return { document: factsOf(document) };
    },

    remove: async ({ params, body, caller, at }) => {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        const { documents } = await withOpenDraft(caller, params.id, at);
        const document = documents.find(({ id }) => id === params.document);
        if (document === undefined) throw new Refused("not-found");
        if (document.state === "removed") return { document: factsOf(document) };
        const removed = { ...document, state: "removed" as const };
        const { applicationId, roundId, organisationId } = document;
        const event = {
          type: "document-removed" as const,
          ...{
            at: toInstant(at),
            by: caller.personId,
            applicationId,
            roundId,
            organisationId,
            documentId: document.id,
          },
        };
        const { outcome } = await store.documents.change(removed, { writeId: body.writeId, at }, [event]);
        if (outcome !== "refused") return { document: factsOf(removed) };
      }
      throw new Refused("stale");
    },

    file: ({ params, query, caller, at }) => link(params, query.show, caller, at),
  };
};

export const handler = http(contract, answers);
