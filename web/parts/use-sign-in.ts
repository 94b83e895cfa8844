import { useState } from "preact/hooks";
import type { SessionReply, SignedIn, session } from "../../shared/contract/session.ts";
import { finding } from "../../shared/rules/finding.ts";
import { emailAddress, emailRule } from "../../shared/rules/identifiers.ts";
import { nameFindings, readCode, unreadableCode } from "../../shared/rules/sign-in.ts";
import { call, Refusal } from "../api.ts";
import { type PageError, pageErrors } from "./error-summary.tsx";
import { useSession } from "./session.tsx";

export type SignInStep = "email" | "code" | "name";

const PLACE = "sign-in-address";

// A phone that goes to its mail and back may load the page anew: the address that was asked for is kept for the tab.
const askedBefore = (): string => {
  try {
    return sessionStorage.getItem(PLACE) ?? "";
  } catch {
    return "";
  }
};
const remember = (address: string): void => {
  try {
    if (address === "") sessionStorage.removeItem(PLACE);
    else sessionStorage.setItem(PLACE, address);
  } catch {
    // Without storage the page asks again.
  }
};

const errorsOf = (error: unknown): PageError[] => {
  if (!(error instanceof Refusal)) throw error;
  if (error.findings.length > 0) return pageErrors(error.findings);
  if (error.kind === "unreachable")
    return [{ text: "The portal could not be reached. Check your connection and try again." }];
  return [{ text: error.message }];
};

/**
 * Signing in with a code, step by step: address, code, and the name of somebody new. The page and the place where a session
 * ended while typing draw it alike. `done` is told when the person is in and named.
 */
export const useSignIn = (options: { email?: string | undefined; done: (person: SignedIn) => void }) => {
  const { replace } = useSession();
  const [step, setStep] = useState<SignInStep>(askedBefore() === "" || options.email ? "email" : "code");
  const [email, setEmail] = useState(options.email || askedBefore());
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [sharedComputer, setSharedComputer] = useState(false);
  const [errors, setErrors] = useState<PageError[]>([]);
  const [busy, setBusy] = useState(false);

  /** Sends one thing at a time; what is wrong is shown. */
  const sending = async (send: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await send();
      setErrors([]);
    } catch (error) {
      setErrors(errorsOf(error));
    } finally {
      setBusy(false);
    }
  };

  const enter = (reply: SessionReply): void => {
    const { person } = reply;
    if (person === undefined) return;
    remember("");
    if (person.name === "") setStep("name");
    else options.done(person);
    replace(reply);
  };

  return {
    step,
    email,
    setEmail,
    code,
    setCode,
    name,
    setName,
    sharedComputer,
    setSharedComputer,
    errors,
    busy,
    askCode: (): void => {
      const read = emailAddress(email);
      if (!read.ok) {
        setErrors(pageErrors([finding(emailRule, "/email", read.problem)]));
        return;
      }
      void sending(async () => {
        const body = { email: read.address, writeId: crypto.randomUUID() };
        await call<typeof session.askCode>("POST /api/sign-in/code", { body });
        remember(read.address);
        setCode("");
        setStep("code");
      });
    },
    enterCode: (): void => {
      if (readCode(code) === undefined) {
        setErrors(pageErrors(unreadableCode()));
        return;
      }
      void sending(async () => {
        const body = { code, sharedComputer, writeId: crypto.randomUUID() };
        enter(await call<typeof session.signIn>("POST /api/sign-in/session", { body }));
      });
    },
    giveName: (): void => {
      const findings = nameFindings(name);
      if (findings.length > 0) {
        setErrors(pageErrors(findings));
        return;
      }
      void sending(async () => {
        const body = { name, writeId: crypto.randomUUID() };
        enter(await call<typeof session.setName>("PUT /api/session/name", { body }));
      });
    },
    startAgain: (): void => {
      remember("");
      setCode("");
      setErrors([]);
      setStep("email");
    },
  };
};
export type SignIn = ReturnType<typeof useSignIn>;
