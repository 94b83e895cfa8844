import { useState } from "preact/hooks";
import { Refusal } from "../api.ts";
import { type PageError, pageErrors } from "./error-summary.tsx";

/** One thing to send at a time. `call` keeps a write's id over tries that were not answered. */
export const useSending = () => {
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly PageError[]>([]);
  const send = async <T>(run: (writeId: string) => Promise<T>): Promise<T | undefined> => {
    if (busy) return undefined;
    setBusy(true);
    setErrors([]);
    try {
      return await run(crypto.randomUUID());
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal("unexpected");
      setErrors(refusal.findings.length > 0 ? pageErrors(refusal.findings) : [{ text: refusal.message }]);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { busy, errors, setErrors, send };
};
