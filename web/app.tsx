import type { ComponentChildren, ComponentType } from "preact";
import { useRef, useState } from "preact/hooks";
import { ErrorBoundary, LocationProvider, Route, Router, useLocation } from "preact-iso";
import { OFFICE, phoneLink } from "../shared/office.ts";
import { currentItem, navigationFor } from "./navigation.ts";
import { NotLoaded } from "./parts/not-loaded.tsx";
import { HEADING_ID } from "./parts/page.tsx";
import { SessionProvider, signInPath, useSession } from "./parts/session.tsx";
import { NotFoundPage, OWN_PATHS, ROUTES } from "./routes.tsx";

const Header = () => {
  const { path } = useLocation();
  const { person, known } = useSession();
  const items = navigationFor(person);
  const current = currentItem(items, path);
  return (
    <header class="header">
      <div class="govuk-width-container header__inner">
        <div class="header__name">
          <a href="/">{OFFICE.name}</a>
        </div>
        <span class="header__area">{OFFICE.area}</span>
        <nav class="header__nav" aria-label="Main">
          <ul>
            {items.map((item) => (
              <li key={item.href}>
                <a
                  href={item.href}
                  aria-current={item === current ? (item.href === path ? "page" : "true") : undefined}
                >
                  {item.text}
                </a>
              </li>
            ))}
            <li>
              {person === undefined ? (
                known && <a href={path === "/" ? "/sign-in" : signInPath(path)}>Sign in</a>
              ) : (
                <a href="/sign-out">Sign out</a>
              )}
            </li>
          </ul>
        </nav>
      </div>
    </header>
  );
};

const FOOTER_LINKS = [
  { href: "/help", text: "Contact and help" },
  { href: "/privacy", text: "Privacy" },
  { href: "/cookies", text: "Cookies" },
  { href: "/accessibility", text: "Accessibility" },
  { href: "/complaints", text: "Complaints" },
];

// Help stands in the same place on every page (WCAG 2.2, 3.2.6).
const Footer = () => (
  <footer class="footer">
    <div class="govuk-width-container">
      <p class="footer__help">
        <strong>Need help?</strong> Call{" "}
        <a class="govuk-link whole" href={phoneLink(OFFICE.phone)}>
          {OFFICE.phone}
        </a>
        , {OFFICE.phoneHours}, or write to{" "}
        <a class="govuk-link" href={`mailto:${OFFICE.email}`}>
          {OFFICE.email}
        </a>
      </p>
      <ul>
        {FOOTER_LINKS.map(({ href, text }) => (
          <li key={href}>
            <a class="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  </footer>
);

const SLOW_MS = 500;

/** The pages. The old one stays until the new one is there; after half a second a line says that it is on its way. */
const Pages = () => {
  const [slow, setSlow] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [broken, setBroken] = useState(false);
  const { path } = useLocation();
  const brokenAt = useRef("");
  const arrived = () => {
    clearTimeout(timer.current);
    setSlow(false);
  };
  if (broken && brokenAt.current === path) return <NotLoaded />;
  return (
    <ErrorBoundary
      onError={() => {
        brokenAt.current = path;
        setBroken(true);
      }}
    >
      {slow ? (
        <p class="arriving" role="status">
          Loading the page
        </p>
      ) : null}
      <Router
        onLoadStart={() => {
          clearTimeout(timer.current);
          timer.current = setTimeout(() => setSlow(true), SLOW_MS);
        }}
        onLoadEnd={arrived}
        onRouteChange={arrived}
      >
        {ROUTES.map(({ path: at, page }: { path: string; page: ComponentType }) => (
          <Route key={at} path={at} component={page} />
        ))}
        <Route default component={NotFoundPage} />
      </Router>
    </ErrorBoundary>
  );
};

/** Header and footer around whatever page it is. */
export const Shell = ({ children }: { children: ComponentChildren }) => (
  <SessionProvider>
    <a class="govuk-skip-link" href={`#${HEADING_ID}`}>
      Skip to the page
    </a>
    <Header />
    {children}
    <Footer />
  </SessionProvider>
);

export const App = () => (
  <LocationProvider scope={OWN_PATHS}>
    <Shell>
      <Pages />
    </Shell>
  </LocationProvider>
);
