import type { MeetingPage } from "../../../shared/contract/meetings.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { LinkButton } from "../../parts/button.tsx";
import { isShown } from "./meeting-words.ts";

type AgendaOrderProps = {
  page: MeetingPage;
  agenda: readonly string[];
  onChange: (agenda: string[]) => void;
  onSay: (words: string) => void;
};

const moved = (agenda: readonly string[], id: string, by: -1 | 1): string[] => {
  const from = agenda.indexOf(id);
  const others = agenda.filter((each) => each !== id);
  return [...others.slice(0, from + by), id, ...others.slice(from + by)];
};

/** The order in which bids are taken, changed by buttons: the same by mouse, finger and keyboard. */
export const AgendaOrder = ({ page, agenda, onChange, onSay }: AgendaOrderProps) => {
  const items = page.items.filter(isShown);
  const move = (id: string, title: string, by: -1 | 1) => {
    onChange(moved(agenda, id, by));
    onSay(`${title} is now number ${agenda.indexOf(id) + by + 1}.`);
  };
  if (agenda.length === 0)
    return (
      <p class="govuk-body soft">
        No bid waits for this meeting yet. Eligible bids come onto the agenda by themselves.
      </p>
    );
  return (
    <ol class="govuk-list govuk-list--number agenda-order">
      {agenda.map((id, n) => {
        const item = items.find((each) => each.id === id);
        const title = item?.title ?? id;
        return (
          <li key={id}>
            <strong>{title}</strong>
            {item === undefined ? null : (
              <>
                , {item.organisationName}, <span class="number">{formatPounds(item.askedPence)}</span>
              </>
            )}{" "}
            {n === 0 ? null : (
              <LinkButton onClick={() => move(id, title, -1)}>
                Up<span class="govuk-visually-hidden">: {title}</span>
              </LinkButton>
            )}{" "}
            {n === agenda.length - 1 ? null : (
              <LinkButton onClick={() => move(id, title, 1)}>
                Down<span class="govuk-visually-hidden">: {title}</span>
              </LinkButton>
            )}
          </li>
        );
      })}
    </ol>
  );
};
