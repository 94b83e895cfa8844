import { useRef, useState } from "preact/hooks";
import { Refusal } from "../api.ts";
import { type PageError, pageErrors } from "./error-summary.tsx";

/**
 * Sends one change; `said` is told when it is done, and what is wrong with the reason stands at the field `reasonId`, where
 * several ask for one. True when it was done.
 */
export type Change<T> = (send: () => Promise<T>, said: string, reasonId?: string) => Promise<boolean>;

/** A page whose lines are changed one at a time: the answer takes the place of what is shown. */
export const useChanging = <T>(replace: (value: T) => void) => {
  const [errors, setErrors] = useState<PageError[]>([]);
  const [refusal, setRefusal] = useState<Refusal>();
  const [said, setSaid] = useState("");
  const busy = useRef(false);
  const change: Change<T> = async (send, done, reasonId = "reason") => {
    if (busy.current) return false;
    busy.current = true;
    setErrors([]);
    setRefusal(undefined);
    setSaid("");
    try {
      replace(await send());
      setSaid(done);
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.findings.length > 0)
        setErrors(pageErrors(error.findings).map((one) => (one.id === "reason" ? { ...one, id: reasonId } : one)));
      else setRefusal(error);
      return false;
    } finally {
      busy.current = false;
    }
  };
  return { errors, change, told: { refusal, said } };
};
