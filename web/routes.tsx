import type { ComponentType } from "preact";
import { lazy } from "preact-iso";
import { NotLoaded } from "./parts/not-loaded.tsx";

/** Links to these are the server's: the browser follows them itself. */
export const OWN_PATHS = /^\/(?!api\/|local\/|local$|sign-in\/staff)/;

/** A page, and what it fetches beside itself once it is shown. */
type PageModule = { default: ComponentType; later?: readonly (() => Promise<unknown>)[] };

const loads = new Map<ComponentType, () => Promise<PageModule>>();

// After a release the files of the old page are gone: the page says so instead of doing nothing.
const page = (load: () => Promise<PageModule>): ComponentType => {
  const shown = lazy(() => load().catch((): PageModule => ({ default: NotLoaded })));
  loads.set(shown, load);
  return shown;
};

/**
 * Pages of those who work inside: the office and the trustees. Where their files lie is in `pages/inside.ts`, fetched with the
 * first of them, because nobody who applies should wait for a list of pages that are not theirs.
 */
export const INSIDE_PATHS = [
  "/office",
  "/office/person",
  "/office/applications/:id",
  "/office/applications/:id/due-diligence",
  "/office/groups/:id",
  "/office/enter/:round",
  "/office/entries/:id",
  "/office/rounds/:id/applications",
  "/office/rounds",
  "/office/rounds/new/:fundId",
  "/office/rounds/:id",
  "/office/rounds/:id/preview",
  "/office/rounds/:id/exceptions",
  "/office/funds/:id/year",
  "/office/availability",
  "/office/rounds/:id/outcomes",
  "/office/rounds/:id/scoring",
  "/office/rounds/:id/scoring/paper-card",
  "/trustee",
  "/trustee/rounds/:round",
  "/trustee/rounds/:round/interests",
  "/trustee/rounds/:round/rulings",
  "/trustee/bids/:id",
  "/ranking/:round",
  "/meetings",
  "/meetings/:id",
  "/meetings/:id/prepare",
  "/meetings/:id/pack",
  "/office/confirmations",
  "/office/confirmations/:id",
  "/meetings/:id/minutes",
  "/meetings/:id/notices/:application",
  "/office/approvals",
  "/office/bodies",
  "/office/closures",
  "/office/closures/new",
  "/office/closures/:id",
  "/office/elections",
  "/office/elections/:id/close",
  "/office/organisations",
  "/office/retention",
  "/office/mail",
  "/office/mail/templates",
  "/office/mail/templates/:template",
  "/office/rounds/:id/write",
  "/office/people",
] as const;
export type InsidePath = (typeof INSIDE_PATHS)[number];

/** Every page by its path; one line each. A page reads its parameters by `useRoute().params`. The first that fits is taken. */
export const ROUTES: readonly { path: string; page: ComponentType }[] = [
  { path: "/", page: page(() => import("./pages/public/home.tsx")) },
  { path: "/funds/:id", page: page(() => import("./pages/public/fund.tsx")) },
  { path: "/funds/:id/questions", page: page(() => import("./pages/public/questions.tsx")) },
  { path: "/funds/:id/eligibility", page: page(() => import("./pages/public/eligibility.tsx")) },
  { path: "/funded", page: page(() => import("./pages/public/funded.tsx")) },
  { path: "/candidates", page: page(() => import("./pages/public/candidates.tsx")) },
  ...INSIDE_PATHS.map((path) => ({
    path,
    page: page(() => import("./pages/inside.ts").then(({ INSIDE }) => INSIDE[path]())),
  })),
  { path: "/applications", page: page(() => import("./pages/apply/applications.tsx")) },
  { path: "/start/:round", page: page(() => import("./pages/apply/start.tsx")) },
  { path: "/apply/:id", page: page(() => import("./pages/apply/tasks.tsx")) },
  { path: "/apply/:id/check", page: page(() => import("./pages/apply/check.tsx")) },
  { path: "/apply/:id/send", page: page(() => import("./pages/apply/send.tsx")) },
  { path: "/apply/:id/sent", page: page(() => import("./pages/apply/sent.tsx")) },
  { path: "/apply/:id/documents", page: page(() => import("./pages/apply/documents.tsx")) },
  { path: "/apply/:id/submissions/:number", page: page(() => import("./pages/apply/submission.tsx")) },
  { path: "/apply/:id/outcome", page: page(() => import("./pages/apply/outcome.tsx")) },
  { path: "/apply/:id/:section", page: page(() => import("./pages/apply/section.tsx")) },
  { path: "/receipt", page: page(() => import("./pages/apply/receipt.tsx")) },
  { path: "/help", page: page(() => import("./pages/public/help.tsx")) },
  { path: "/privacy", page: page(() => import("./pages/public/privacy.tsx")) },
  { path: "/cookies", page: page(() => import("./pages/public/cookies.tsx")) },
  { path: "/accessibility", page: page(() => import("./pages/public/accessibility.tsx")) },
  { path: "/complaints", page: page(() => import("./pages/public/complaints.tsx")) },
  { path: "/sign-in", page: page(() => import("./pages/sign-in/sign-in.tsx")) },
  { path: "/sign-out", page: page(() => import("./pages/sign-in/sign-out.tsx")) },
  { path: "/account/messages", page: page(() => import("./pages/account/messages.tsx")) },
  { path: "/account", page: page(() => import("./pages/account.tsx")) },
  { path: "/organisations", page: page(() => import("./pages/apply/organisations.tsx")) },
  { path: "/organisations/new", page: page(() => import("./pages/apply/organisation.tsx")) },
  { path: "/organisations/join", page: page(() => import("./pages/apply/organisation-join.tsx")) },
  { path: "/organisations/:id", page: page(() => import("./pages/apply/organisation-group.tsx")) },
  { path: "/organisations/:id/change", page: page(() => import("./pages/apply/organisation.tsx")) },
  { path: "/problems/:slug", page: page(() => import("./pages/public/problem.tsx")) },
];

/** Fetches the files of pages that will be wanted, so that they open also when the network has gone meanwhile; rejects where one did not come. */
export const fetchAhead = (wanted: RegExp): Promise<unknown> =>
  Promise.all(
    ROUTES.filter(({ path }) => wanted.test(path)).map(({ page: shown }) =>
      loads
        .get(shown)?.()
        .then(({ later = [] }) => Promise.all(later.map((load) => load()))),
    ),
  );

/** What is shown for every other path. */
export const NotFoundPage = page(() => import("./pages/public/not-found.tsx"));
