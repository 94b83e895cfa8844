import { Page } from "../../parts/page.tsx";

const COOKIES = [
  [
    "__Host-session",
    "Keeps you signed in",
    "7 days, or 12 hours for staff; sooner when it is not used or you sign out; on a shared computer until the browser is closed",
  ],
  ["__Host-sign-in", "Binds the code we send you to this browser while you sign in", "1 hour"],
  ["__Host-staff-sign-in", "The same, for staff who sign in through the office’s own directory", "15 minutes"],
] as const;

export default function CookiesPage() {
  return (
    <Page
      title="Cookies"
      lead="We use cookies only to sign you in. There is no banner because there is nothing to choose."
    >
      <table class="dense dense--cards">
        <caption class="govuk-visually-hidden">The cookies of this site</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">What it does</th>
            <th scope="col">How long it stays</th>
          </tr>
        </thead>
        <tbody>
          {COOKIES.map(([name, does, stays]) => (
            <tr key={name}>
              <th scope="row">
                <span class="mono">{name}</span>
              </th>
              <td data-label="What it does">{does}</td>
              <td data-label="How long it stays">{stays}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="govuk-body">
        They hold a random number and nothing about you, and no script can read them. You can read every public page
        without them.
      </p>
      <h2 class="govuk-heading-m">What we keep on your device</h2>
      <p class="govuk-body">
        While you write an application, your browser also keeps your text on this device, so that a lost connection
        costs you nothing. It is shown only to you, signed in, and is removed when you sign out. On a computer you
        share, tick “This is a shared computer” when you sign in.
      </p>
      <p class="govuk-body">
        A trustee’s bids and scores stay on their device in the same way, until they sign out or the round is decided.
        The pages of this site stay too, so that they open without a network. They hold nothing about anybody.
      </p>
      <h2 class="govuk-heading-m">What we do not do</h2>
      <p class="govuk-body">No analytics, no advertising, nothing from other sites.</p>
    </Page>
  );
}
