import type { Paper } from "../../../shared/rules/meeting-commands.ts";
import { Details } from "../../parts/details.tsx";

/** The papers of a meeting: links, and texts to open. */
export const Papers = ({ papers }: { papers: readonly Paper[] }) =>
  papers.length === 0 ? null : (
    <section aria-labelledby="papers">
      <h2 class="govuk-heading-m" id="papers">
        Papers
      </h2>
      {papers.map(({ title, url, text }, n) =>
        url === undefined ? (
          <Details key={n} summary={title}>
            <p class="govuk-body lines">{text}</p>
          </Details>
        ) : (
          <p class="govuk-body" key={n}>
            <a class="govuk-link" href={url}>
              {title}
            </a>
          </p>
        ),
      )}
    </section>
  );
