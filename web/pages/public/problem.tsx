import { useRoute } from "preact-iso";
import { PROBLEMS, type ProblemSlug } from "../../../shared/problem.ts";
import { Page } from "../../parts/page.tsx";
import { Tag } from "../../parts/tag.tsx";
import NotFoundPage from "./not-found.tsx";

/** What each refusal means to the person who meets it, and what to do. The titles are the refusals' own. */
const EXPLAINED: Readonly<Record<ProblemSlug, { means: string; todo: string }>> = {
  malformed: {
    means:
      "What your browser or program sent was not in a form that the portal reads. The pages of the portal never send it so.",
    todo: "Load the page again. If you write a program, compare what it sends with the description at /api/openapi.json.",
  },
  unauthenticated: {
    means:
      "You are not signed in, or you have been signed out because nothing was done for a while. What you typed is on your device.",
    todo: "Sign in again. You come back to the same place, with your text.",
  },
  forbidden: {
    means: "You are signed in, but your role in the portal or in your group does not include this.",
    todo: "Ask somebody in your group, or the office, whether your role is right.",
  },
  "not-found": {
    means:
      "There is nothing at this address, or it belongs to somebody else. The portal does not say which, to protect them.",
    todo: "Check the address. If it belongs to your group, check that you are signed in with the right email address.",
  },
  "wrong-state": {
    means:
      "This can be done only at another stage. An application that has been decided cannot be withdrawn, for example.",
    todo: "Load the page again to see what can be done now.",
  },
  "round-closed": {
    means:
      "The round was not open at the moment your request reached the portal. The closing time is the first moment that is too late, to the second, for everyone.",
    todo: "What you wrote is kept: you can read it, print it and carry it to the next round. If a fault on our side stopped you, tell the office within two working days.",
  },
  paused: {
    means:
      "The fund takes no applications for now, usually because an election is near. The page of the fund says why and since when.",
    todo: "Keep writing: your text is saved on your device. The page of the fund says when it goes on.",
  },
  stale: {
    means:
      "Somebody else, or you on another device, changed the same thing after you opened it. Neither text has been thrown away.",
    todo: "Compare both versions on the page and choose which to keep.",
  },
  "too-large": {
    means:
      "A document may be 10 MB, and all documents of an application 30 MB. A page of answers has a limit too, far above what anybody types.",
    todo: "Make the document smaller: take pictures at a lower resolution, or send fewer pages.",
  },
  "invalid-request": {
    means:
      "Some answers are missing, too long, or do not fit together. Each is named on the page, with the rule it comes from.",
    todo: "Follow the links at the top of the page to each answer and change it.",
  },
  "too-many": {
    means: "The portal got more tries from you or your network than a person makes.",
    todo: "Wait a minute, then try again. Nothing has been lost.",
  },
  unexpected: {
    means: "A fault on our side. It has been recorded, and somebody will look at it.",
    todo: "Try again in a minute. If it stays, call the office and read out the number that the page shows.",
  },
};

const isSlug = (text: string | undefined): text is ProblemSlug => text !== undefined && Object.hasOwn(PROBLEMS, text);

export default function ProblemPage() {
  const { slug } = useRoute().params;
  if (!isSlug(slug)) return <NotFoundPage />;
  const { means, todo } = EXPLAINED[slug];
  return (
    <Page title={PROBLEMS[slug].title} caption="What a message of the portal means">
      <p class="govuk-body">{means}</p>
      <h2 class="govuk-heading-m">What to do</h2>
      <p class="govuk-body">{todo}</p>
      <p class="govuk-body soft">
        For programs: <Tag>{slug}</Tag> status {PROBLEMS[slug].status}
      </p>
    </Page>
  );
}
