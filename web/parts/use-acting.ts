import { useState } from "preact/hooks";
import { useSending } from "./use-sending.ts";

/** Sends one thing under its write id; `said` is told once it is done. True when it was. */
export type Act<T> = (run: (writeId: string) => Promise<T>, said: string) => Promise<boolean>;

/** `useSending` for a page whose acts answer with the page itself: the answer is shown, and what was done is told until the next. */
export const useActing = <T>(replace: (value: T) => void) => {
  const { busy, errors, send } = useSending();
  const [said, setSaid] = useState("");
  const act: Act<T> = async (run, done) => {
    setSaid("");
    const reply = await send(run);
    if (reply === undefined) return false;
    replace(reply);
    setSaid(done);
    return true;
  };
  return { busy, errors, said, act };
};
