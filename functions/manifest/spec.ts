import type { Contract, Route } from "../../shared/contract.ts";

/** What a function may do to which kinds of items (`dynamodb:LeadingKeys` on AWS), to documents and to mail. */
export type Grants = {
  readonly reads?: readonly Kind[];
  readonly writes?: readonly Kind[];
  /** Takes items away for good: what is due, and pointers that end with what they point at. `writes` puts and updates. */
  readonly deletes?: readonly Kind[];
  readonly indexes?: readonly ("byRound" | "byDue" | "byRetention")[];
  readonly documents?: readonly ("read" | "write" | "delete")[];
  /** `rate`: may ask how many e-mails SES takes in a second. */
  readonly mail?: readonly ("send" | "rate")[];
};

/** The kinds a partition key can begin with (`functions/store/keys.ts`). */
export const KINDS = [
  "application",
  "approval",
  "audit",
  "certificate",
  "claim",
  "closure",
  "code",
  "failure",
  "fingerprint",
  "fund",
  "hold",
  "invitation",
  "limit",
  "login",
  "meeting",
  "message",
  "numbers",
  "organisation",
  "person",
  "portal",
  "probe",
  "round",
  "score",
  "scoring",
  "staff",
  "totals",
  "view",
] as const;
export type Kind = (typeof KINDS)[number];

export type Trigger =
  /** `kept`: those pages that are the same for everybody and may lie at the edge for as long as they say. */
  | { readonly http: Contract; readonly pages?: readonly Route[]; readonly kept?: readonly Route[] }
  | { readonly stream: "relay"; readonly kind?: Kind }
  | { readonly event: "object-created" | "object-scanned" | "mail-returned" | "mail-sent" }
  | { readonly every: "minute" | "hour" | "day" };

export type FunctionSpec = {
  readonly trigger: Trigger;
  readonly grants: Grants;
  /** Seconds; 10 unless told. */
  readonly timeoutSeconds?: number;
  /** MiB; 512 unless told. */
  readonly memoryMiB?: number;
  /** Asks the public registers, and is told the office's keys of them; nobody else is. */
  readonly registers?: true;
};
