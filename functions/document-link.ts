import type { documents as contract } from "../shared/contract/documents.ts";
import type { Asked, Reply } from "../shared/contract.ts";
import { Refused } from "../shared/problem.ts";
import { hasRole, isMember, mayReadDraft, mayReadSubmitted, READERS } from "../shared/rules/access.ts";
import {
  type Document,
  documentsJudged,
  mayShow,
  NOT_OPENED,
  receivedDocuments,
  SIGNED_FOR,
} from "../shared/rules/document.ts";
import { toInstant } from "../shared/rules/london.ts";
import { mayOpen } from "../shared/rules/reveal.ts";
import type { Role } from "../shared/rules/role.ts";
import type { Deps } from "./deps.ts";
import type { Caller } from "./identity.ts";
import type { Head } from "./store/application-items.ts";

type Link = (typeof contract)["file"];

/** Who reads what was submitted to score it; `READERS` are who else does without having written it. */
const SCORERS = ["chair", "trustee"] as const satisfies readonly Role[];

/** Those documents that the standing submission names, and what stands in for them. */
export const judgedDocuments = async (
  { store }: Pick<Deps, "store">,
  head: Head,
  documents: readonly Document[],
): Promise<Document[]> => {
  if (head.latest === undefined) return [];
  const standing = await store.applications.submission(head.id, head.latest.number);
  const named = (standing?.content.documents ?? []).map(({ documentId }) => documentId);
  return documentsJudged(named, documents);
};

/** A link to one scanned version of a document, for whoever may read it, and a note of who did. */
export const documentLink = ({ store, files, newWriteId }: Pick<Deps, "store" | "files" | "newWriteId">) => {
  /** Whether a trustee may open a bid of a round that they sit on: the same rule as for the bid itself. */
  const mayScoreIt = async (caller: Caller, { id, roundId }: Head): Promise<boolean> => {
    if (!hasRole(caller, "trustee", "chair")) return false;
    const [mine] = await store.scoring.ofPerson([roundId], caller.personId);
    if (mine === undefined) return false;
    const sheets = mine.sheet === undefined ? [] : [mine.sheet];
    return mayOpen({ head: mine.head, sheets }, caller.personId, id) === "allowed";
  };

  return async (
    where: Asked<Link>["params"],
    wanted: Asked<Link>["query"]["show"],
    caller: Caller,
    at: number,
  ): Promise<Reply<Link>> => {
    const [head, documents] = await Promise.all([
      store.applications.head(where.id),
      store.documents.ofApplication(where.id),
    ]);
    if (head === undefined) throw new Refused("not-found");
    const isReader = mayReadSubmitted(caller, head) === "allowed";
    if (!isReader && !(await mayScoreIt(caller, head))) throw new Refused("not-found");
    // What was removed from the draft stays readable in the submission that names it.
    const judged = await judgedDocuments({ store }, head, documents);
    const ofDraft = mayReadDraft(caller, head) === "allowed" ? receivedDocuments(documents) : [];
    const document = [...judged, ...ofDraft].find(({ id }) => id === where.document);
    if (document?.versionId === undefined) throw new Refused("not-found");
    const { key, versionId, name, contentType, scan } = document;
    if (scan !== "clean") throw new Refused("wrong-state", { rule: "document/scan", detail: NOT_OPENED[scan] });
    if (!(await files.isTaggedClean(key, versionId)))
      throw new Refused("wrong-state", { rule: "document/scan", detail: NOT_OPENED.waiting });
    const as = (isReader ? READERS : SCORERS).find((role) => hasRole(caller, role));
    // Whoever reads as the office, an observer or a trustee is in the history before they have the link.
    if (as !== undefined && !isMember(caller, head)) {
      const seen = { subject: head.id, personId: caller.personId, as, how: "read" as const };
      await store.desk.saw(seen, { writeId: newWriteId(), at });
    }
    const show = mayShow(contentType) ? wanted : undefined;
    const url = await files.signDownload({ key, versionId, name, contentType, show });
    return { url, name, expiresAt: toInstant(at + SIGNED_FOR) };
  };
};
