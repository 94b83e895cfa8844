import { useLocation } from "preact-iso";
import type { SignedIn } from "../../../shared/contract/session.ts";
import { safeNext } from "../../../shared/rules/sign-in.ts";
import { ButtonLink, ButtonRow } from "../../parts/button.tsx";
import { Notice } from "../../parts/notice.tsx";
import { OfficeEmail, OfficePhone } from "../../parts/office-links.tsx";
import { Page } from "../../parts/page.tsx";
import { useSession } from "../../parts/session.tsx";
import { SignInForm } from "../../parts/sign-in-form.tsx";
import { TRUSTEE_PATH } from "../../parts/trustee-paths.ts";
import { type SignInStep, useSignIn } from "../../parts/use-sign-in.ts";

const TITLES = { email: "Sign in", code: "Enter the code", name: "What is your name?" } as const satisfies Record<
  SignInStep,
  string
>;

const Office = () => (
  <>
    Call <OfficePhone /> or write to <OfficeEmail />.
  </>
);

/** Why nobody came in through the staff door; the portal leads here with the reason. */
const StaffNotice = ({ why }: { why: string | undefined }) => {
  switch (why) {
    case "no-invitation":
      return (
        <Notice tone="hand" title="Nobody has invited this account yet">
          <p class="govuk-body">
            Your office account works, but it has no role here. Ask an administrator of the portal to invite the email
            address of your account, then sign in again. <Office />
          </p>
          <p class="govuk-body">
            <a class="govuk-link" href="/sign-in/staff?account=another&next=/office">
              Sign in with another office account
            </a>
          </p>
        </Notice>
      );
    case "unfinished":
      return (
        <Notice tone="hand" title="You are not signed in">
          <p class="govuk-body">The office’s sign-in was not finished, or took too long. Try again.</p>
        </Notice>
      );
    case "unreachable":
      return (
        <Notice tone="wrong" title="The office’s sign-in does not answer">
          <p class="govuk-body">
            Try again in a minute. If it stays like this, tell whoever looks after your office accounts. <Office />
          </p>
        </Notice>
      );
    default:
      return null;
  }
};

/** Where somebody belongs who did not come from anywhere. */
const homeOf = (person: SignedIn): string => {
  if (person.door === "staff" || person.roles.includes("observer")) return "/office";
  if (person.roles.some((role) => role === "trustee" || role === "chair")) return TRUSTEE_PATH;
  return person.organisations.length > 0 ? "/applications" : "/";
};

/** The page of both doors: a code by e-mail, and the way to the office's own sign-in. */
export default function SignInPage() {
  const { query, route } = useLocation();
  const { person } = useSession();
  const next = query.next;
  const signIn = useSignIn({
    email: query.email,
    done: (entered) => route(next === undefined ? homeOf(entered) : safeNext(next), true),
  });
  if (person !== undefined && person.name !== "" && signIn.step !== "name" && !signIn.busy) {
    return (
      <Page title="You are signed in" lead={`You are signed in as ${person.name} (${person.email}).`}>
        <ButtonRow>
          <ButtonLink href={next === undefined ? homeOf(person) : safeNext(next)}>Continue</ButtonLink>
          <ButtonLink href="/sign-out" kind="secondary">
            Sign out
          </ButtonLink>
        </ButtonRow>
      </Page>
    );
  }
  return (
    <Page title={TITLES[signIn.step]} errors={signIn.errors}>
      {signIn.step === "email" ? <StaffNotice why={query.staff} /> : null}
      <SignInForm signIn={signIn} />
      {signIn.step === "email" ? (
        <>
          <p class="govuk-body">
            New here? Use the same form: your account is made when you sign in for the first time.
          </p>
          <h2 class="govuk-heading-m">You work for the Commissioner</h2>
          <p class="govuk-body">
            <a class="govuk-link" href={`/sign-in/staff?next=${encodeURIComponent(safeNext(next ?? "/office"))}`}>
              Sign in with your office account
            </a>
          </p>
        </>
      ) : null}
    </Page>
  );
}
