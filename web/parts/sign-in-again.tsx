import { Button } from "./button.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { Notice } from "./notice.tsx";
import { useSession } from "./session.tsx";
import { SignInForm } from "./sign-in-form.tsx";
import { useSignIn } from "./use-sign-in.ts";

/**
 * The session ended while somebody was typing: they sign in here, on the same page, and nothing of it is lost. Show it
 * when a call was refused as `unauthenticated`; `onSignedIn` sends what is waiting. Another person's sign-in reloads the page.
 */
export const SignInAgain = ({ onSignedIn }: { onSignedIn: () => void }) => {
  const { person } = useSession();
  const before = person?.personId;
  const signIn = useSignIn({
    email: person?.email,
    done: (now) => {
      // What stands on this page is somebody else's: it is not theirs to see, and stays kept for its owner.
      if (before !== undefined && now.personId !== before) location.reload();
      else onSignedIn();
    },
  });
  // The office's own directory takes a whole page: in another tab, so that what stands on this one stays.
  if (person?.door === "staff")
    return (
      <Notice tone="hand" role="status" title="You have been signed out">
        <p class="govuk-body">
          What you typed stays on this page.{" "}
          <a class="govuk-link" href="/sign-in/staff?next=/office" target="_blank" rel="noopener">
            Sign in with your office account in another tab
          </a>
          , then come back here.
        </p>
        <Button kind="secondary" onClick={onSignedIn}>
          I have signed in
        </Button>
      </Notice>
    );
  return (
    <Notice tone="hand" role="status" title="You have been signed out">
      <p class="govuk-body">What you typed is kept on this device. Sign in again here to go on.</p>
      <ErrorSummary errors={signIn.errors} />
      <SignInForm signIn={signIn} />
    </Notice>
  );
};
