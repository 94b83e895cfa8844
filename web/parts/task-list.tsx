import type { ComponentChildren } from "preact";
import { Tag, type TagTone } from "./tag.tsx";

export type Task = {
  /** Unique in the list. */
  id: string;
  title: string;
  /** None when the task cannot be started yet. */
  href?: string | undefined;
  hint?: ComponentChildren | undefined;
  /** "Completed" stands plain, as the Design System has it; others take a tone. */
  status: string;
  tone?: TagTone | undefined;
};

/** The tasks of an application, in any order. */
export const TaskList = ({ tasks }: { tasks: readonly Task[] }) => (
  <ul class="govuk-task-list">
    {tasks.map(({ id, title, href, hint, status, tone }) => (
      <li class={`govuk-task-list__item${href === undefined ? "" : " govuk-task-list__item--with-link"}`} key={id}>
        <div class="govuk-task-list__name-and-hint">
          {href === undefined ? (
            <div>{title}</div>
          ) : (
            <a
              class="govuk-link govuk-task-list__link"
              href={href}
              aria-describedby={`${hint === undefined ? "" : `${id}-hint `}${id}-status`}
            >
              {title}
            </a>
          )}
          {hint === undefined ? null : (
            <div class="govuk-task-list__hint" id={`${id}-hint`}>
              {hint}
            </div>
          )}
        </div>
        <div
          class={`govuk-task-list__status${href === undefined ? " govuk-task-list__status--cannot-start-yet" : ""}`}
          id={`${id}-status`}
        >
          {tone === undefined ? status : <Tag tone={tone}>{status}</Tag>}
        </div>
      </li>
    ))}
  </ul>
);
