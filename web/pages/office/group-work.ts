import type { RecordPage } from "../../../shared/contract/records.ts";
import type { useSending } from "../../parts/use-sending.ts";

/** What the parts of a group's record share: one form is open at a time, by its name or the id of the line it changes. */
export type RecordWork = {
  page: RecordPage;
  sending: ReturnType<typeof useSending>;
  open: string | undefined;
  setOpen: (name: string | undefined) => void;
  onDone: (next: RecordPage) => void;
};
