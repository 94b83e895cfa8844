import { type ComponentChildren, createContext } from "preact";
import { useCallback, useContext, useEffect, useState } from "preact/hooks";
import type { SessionReply, SignedIn, session } from "../../shared/contract/session.ts";
import { msOf } from "../../shared/rules/london.ts";
import { call } from "../api.ts";
import { setClock } from "./clock.ts";

type Known = {
  /** Who is signed in; undefined before the answer is there, and when nobody is. */
  person: SignedIn | undefined;
  /** The answer is there: a page that needs a person may now say that there is none. */
  known: boolean;
  /** Asks again: when an answer was `unauthenticated`. */
  reload: () => Promise<void>;
  /** Takes over the answer of signing in or of a changed name. */
  replace: (reply: SessionReply) => void;
};

const Context = createContext<Known>({
  person: undefined,
  known: false,
  reload: async () => undefined,
  replace: () => undefined,
});

/** Who is signed in, asked once for the whole visit. The first view does not wait for it. */
export const SessionProvider = ({ children }: { children: ComponentChildren }) => {
  const [person, setPerson] = useState<SignedIn>();
  const [known, setKnown] = useState(false);
  const replace = useCallback((reply: SessionReply) => {
    setPerson(reply.person);
    setKnown(true);
  }, []);
  const reload = useCallback(async () => {
    const asked = Date.now();
    try {
      const reply = await call<typeof session.who>("GET /api/session");
      setClock(msOf(reply.now), asked, Date.now());
      replace(reply);
    } catch {
      // Unreachable is no answer: whoever was signed in still is, for all we know.
      setKnown(true);
    }
  }, [replace]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return <Context.Provider value={{ person, known, reload, replace }}>{children}</Context.Provider>;
};

/** Who is signed in, as every page may ask. */
export const useSession = (): Known => useContext(Context);

/** Where to sign in, and to come back to afterwards. */
export const signInPath = (returnTo: string): string => `/sign-in?next=${encodeURIComponent(returnTo)}`;
