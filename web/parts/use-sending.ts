import { useRef, useState } from "preact/hooks";
import { Refusal } from "../api.ts";
import { type PageError, pageErrors } from "./error-summary.tsx";

/**
 * One thing to send at a time. Its write id is kept over tries that were not answered, so that a lost reply never does a
 * thing twice; after an answer, yes or no, the next one is new.
 */
export const useSending = () => {
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<readonly PageError[]>([]);
  const writeId = useRef<string>(undefined);
  const send = async <T>(run: (writeId: string) => Promise<T>): Promise<T | undefined> => {
    if (busy) return undefined;
    setBusy(true);
    setErrors([]);
    writeId.current ??= crypto.randomUUID();
    try {
      const reply = await run(writeId.current);
      writeId.current = undefined;
      return reply;
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal("unexpected");
      if (refusal.kind !== "unreachable" && refusal.kind !== "unexpected") writeId.current = undefined;
      setErrors(refusal.findings.length > 0 ? pageErrors(refusal.findings) : [{ text: refusal.message }]);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { busy, errors, setErrors, send };
};
