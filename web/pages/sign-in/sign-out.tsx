import { useState } from "preact/hooks";
import type { session } from "../../../shared/contract/session.ts";
import { call, Refusal } from "../../api.ts";
import { rememberedPerson } from "../../device/drafts.ts";
import { deviceShelf } from "../../device/shelf.ts";
import { beforeSignOut, clearDevice, downloadUnsent, type UnsentText } from "../../device/sign-out.ts";
import { Button, ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { Checkbox } from "../../parts/choices.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RefusalNotice } from "../../parts/refusal.tsx";
import { useSession } from "../../parts/session.tsx";

type State =
  | { is: "asking" }
  | { is: "sending" }
  | { is: "unsent"; texts: UnsentText[] }
  /** Nothing of the person is on the device any more; the portal could not be told to end the session. */
  | { is: "cleared" }
  | { is: "refused"; refusal: Refusal };

/**
 * Signing out sends first what is on this device alone, then clears it from the device: the next person at a shared computer
 * finds nothing. What cannot be sent is offered as a file, or as a reason to stay.
 */
export default function SignOutPage() {
  const { person } = useSession();
  const [state, setState] = useState<State>({ is: "asking" });
  const [everywhere, setEverywhere] = useState(false);
  const personId = person?.personId ?? rememberedPerson(deviceShelf());

  const leave = async (): Promise<void> => {
    const body = { everywhere, writeId: crypto.randomUUID() };
    const { next } = await call<typeof session.signOut>("POST /api/sign-out", { body });
    if (personId !== undefined) clearDevice(personId);
    // A new document: nothing of the person stays in the page's memory.
    location.assign(next);
  };
  const trying = async (steps: () => Promise<void>): Promise<void> => {
    setState({ is: "sending" });
    try {
      await steps();
    } catch (error) {
      setState({ is: "refused", refusal: error instanceof Refusal ? error : new Refusal("unexpected") });
    }
  };
  /** Nothing is lost by clearing first: all of it was sent, or saved as a file. Whoever is next finds none of it. */
  const endSession = async (): Promise<void> => {
    if (personId !== undefined) clearDevice(personId);
    try {
      await leave();
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== "unreachable") throw error;
      setState({ is: "cleared" });
    }
  };
  const signOut = () =>
    trying(async () => {
      const left = personId === undefined ? [] : await beforeSignOut(personId);
      if (left.length > 0) setState({ is: "unsent", texts: left });
      else await endSession();
    });
  const takeAlong = (texts: readonly UnsentText[]) =>
    trying(async () => {
      downloadUnsent(texts);
      await endSession();
    });

  return (
    <Page title="Sign out">
      {state.is === "refused" ? <RefusalNotice refusal={state.refusal} onRetry={signOut} /> : null}
      {state.is === "cleared" ? (
        <Notice tone="hand" role="alert" focused title="Your text is cleared from this device">
          <p class="govuk-body">
            The portal cannot be reached, so your session has not ended yet. Sign out again when you are back online. On
            a shared computer, close the browser before you go.
          </p>
          <Button onClick={() => trying(endSession)}>Sign out</Button>
        </Notice>
      ) : state.is === "unsent" ? (
        <Notice tone="hand" role="alert" focused title="Some text is on this device only">
          <p class="govuk-body">
            {state.texts.length === 1 ? "One section has" : `${state.texts.length} sections have`} not reached us yet.
            Stay signed in until it is sent, or take it with you as a file: signing out clears it from this device.
          </p>
          <ButtonRow>
            <ButtonLink href="/applications">Stay signed in</ButtonLink>
            <Button kind="secondary" onClick={() => takeAlong(state.texts)}>
              Download it and sign out
            </Button>
          </ButtonRow>
        </Notice>
      ) : (
        <>
          <p class="govuk-body">
            What you typed is sent to us first, then cleared from this device. It is here again when you sign in.
          </p>
          <Checkbox id="everywhere" label="Sign out on all my devices" checked={everywhere} onChange={setEverywhere} />
          <Button onClick={signOut} busy={state.is === "sending"}>
            Sign out
          </Button>
        </>
      )}
    </Page>
  );
}
