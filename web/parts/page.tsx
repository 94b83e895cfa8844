import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import { OFFICE } from "../../shared/office.ts";
import { ErrorSummary, type PageError } from "./error-summary.tsx";

/** The path the document was opened at: its heading is not focused, because the browser itself begins at the top. */
let openedAt: string | undefined = typeof location === "undefined" ? undefined : location.pathname;

const titleOf = (title: string, wrong: boolean): string => `${wrong ? "Error: " : ""}${title} – ${OFFICE.name}`;

/** Where "Skip to the page" leads: the browser itself focuses what can take the focus. */
export const HEADING_ID = "page-heading";

type PageProps = {
  /** The h1, and the document's title. */
  title: string;
  /** A line above the heading: what this page is part of. */
  caption?: ComponentChildren;
  /** The way back; shown above everything. */
  back?: { href: string; text: string } | undefined;
  /** What is wrong after a try to send: shown in the summary, and "Error: " before the title. A new array focuses it again. */
  errors?: readonly PageError[] | undefined;
  /** Said once below the heading in larger type. */
  lead?: ComponentChildren;
  /** Stands right below the heading: the line that says where the text is. */
  status?: ComponentChildren;
  children?: ComponentChildren;
};

/** One page: way back, error summary, caption, heading, lead. Sets the document's title and moves focus to the h1 on arrival. */
export const Page = ({ title, caption, back, errors = [], lead, status, children }: PageProps) => {
  const { path } = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  const wrong = errors.length > 0;
  useEffect(() => {
    document.title = titleOf(title, wrong);
  }, [title, wrong]);
  useEffect(() => {
    if (path !== openedAt) heading.current?.focus({ preventScroll: true });
    if (path !== openedAt) openedAt = undefined;
  }, [path]);
  return (
    <div class="content">
      {back === undefined ? null : (
        <nav class="govuk-width-container" aria-label="Way back">
          <a class="govuk-back-link" href={back.href}>
            {back.text}
          </a>
        </nav>
      )}
      <main class="govuk-width-container govuk-main-wrapper" id="main">
        <ErrorSummary errors={errors} />
        {caption === undefined ? null : <span class="caption">{caption}</span>}
        <h1 class="govuk-heading-l" id={HEADING_ID} tabIndex={-1} ref={heading}>
          {title}
        </h1>
        {status}
        {lead === undefined ? null : <p class="lead">{lead}</p>}
        {children}
      </main>
    </div>
  );
};

/** The thing itself, and what stands beside it on paper; on a phone the second follows the first. */
export const Columns = ({ children, aside }: { children: ComponentChildren; aside: ComponentChildren }) => (
  <div class="columns">
    <div>{children}</div>
    <div>{aside}</div>
  </div>
);

/** A panel of paper with a heading: "What happens when", "Does it add up?". */
export const Paper = ({ title, children }: { title?: string | undefined; children: ComponentChildren }) => (
  <section class="paper">
    {title === undefined ? null : <h2 class="govuk-heading-s">{title}</h2>}
    {children}
  </section>
);
