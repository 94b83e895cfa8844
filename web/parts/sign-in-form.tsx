import { useEffect, useRef } from "preact/hooks";
import { CODE } from "../../shared/rules/sign-in.ts";
import { Button, LinkButton } from "./button.tsx";
import { Checkbox } from "./choices.tsx";
import { CodeField } from "./code-field.tsx";
import { errorFor } from "./error-summary.tsx";
import { TextField } from "./fields.tsx";
import { Form } from "./form.tsx";
import { PrivacyNote } from "./privacy-note.tsx";
import type { SignIn } from "./use-sign-in.ts";

const AddressStep = ({ signIn }: { signIn: SignIn }) => (
  <Form onSend={signIn.askCode}>
    <TextField
      id="email"
      label="Email address"
      hint="We send a code to this address. There is no password."
      type="email"
      inputMode="email"
      autoComplete="email"
      spellcheck={false}
      width={30}
      value={signIn.email}
      onChange={signIn.setEmail}
      error={errorFor(signIn.errors, "email")}
    />
    <PrivacyNote>We use this address to sign you in and to write to you about your applications.</PrivacyNote>
    <Button submit busy={signIn.busy}>
      Send me a code
    </Button>
  </Form>
);

const CodeStep = ({ signIn }: { signIn: SignIn }) => (
  <Form onSend={signIn.enterCode}>
    <p class="govuk-body">
      We have sent a code to <strong>{signIn.email}</strong>. It is good for {CODE.minutes} minutes, in this browser.
    </p>
    <CodeField id="code" value={signIn.code} onChange={signIn.setCode} error={errorFor(signIn.errors, "code")} />
    <Checkbox
      id="shared-computer"
      label="This is a shared computer"
      hint="You are signed out after an hour without use, and when the browser is closed."
      checked={signIn.sharedComputer}
      onChange={signIn.setSharedComputer}
    />
    <Button submit busy={signIn.busy}>
      Sign in
    </Button>
    <p class="govuk-body">
      No email after a minute? Look in the folder for unwanted mail, or{" "}
      <LinkButton onClick={signIn.startAgain}>ask for a new code</LinkButton>.
    </p>
  </Form>
);

const NameStep = ({ signIn }: { signIn: SignIn }) => (
  <Form onSend={signIn.giveName}>
    <TextField
      id="name"
      label="Your full name"
      hint="So that the office and your group know who writes."
      autoComplete="name"
      spellcheck={false}
      width={30}
      value={signIn.name}
      onChange={signIn.setName}
      error={errorFor(signIn.errors, "name")}
    />
    <PrivacyNote>
      The office, the people of your group and those who decide on its applications see your name.
    </PrivacyNote>
    <Button submit busy={signIn.busy}>
      Continue
    </Button>
  </Form>
);

/** The step of signing in that is due. The next step's field takes the focus, so that a code can be typed at once. */
export const SignInForm = ({ signIn }: { signIn: SignIn }) => {
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef(signIn.step);
  useEffect(() => {
    if (drawn.current !== signIn.step) box.current?.querySelector("input")?.focus();
    drawn.current = signIn.step;
  }, [signIn.step]);
  return (
    <div ref={box}>
      {signIn.step === "email" ? <AddressStep signIn={signIn} /> : null}
      {signIn.step === "code" ? <CodeStep signIn={signIn} /> : null}
      {signIn.step === "name" ? <NameStep signIn={signIn} /> : null}
    </div>
  );
};
