import { useState } from "preact/hooks";
import type { AgendaItem, MeetingPage } from "../../../shared/contract/meetings.ts";
import { PRESENCES, recusedFrom } from "../../../shared/rules/meeting.ts";
import type { MeetingCommand } from "../../../shared/rules/meeting-commands.ts";
import { LinkButton } from "../../parts/button.tsx";
import { Details } from "../../parts/details.tsx";
import { SelectField } from "../../parts/fields.tsx";
import { Tag } from "../../parts/tag.tsx";
import { PRESENCE_LABELS } from "./meeting-words.ts";

const SEAT_WORDS = { chair: ", chair", deputy: ", deputy chair", trustee: "" } as const;

type AttendanceProps = {
  page: MeetingPage;
  item: AgendaItem | undefined;
  /** Undefined for whoever only reads. */
  onCommand?: ((command: MeetingCommand) => void) | undefined;
};

/** What the clerk can note of one person for the bid in hand. */
const ForBid = ({ page, item, place, onCommand }: Required<AttendanceProps> & { item: AgendaItem; place: number }) => {
  const personId = page.members[place]?.personId ?? "";
  const name = page.members[place]?.name ?? "";
  if (recusedFrom(item).includes(place)) return <Tag>takes no part in this bid</Tag>;
  const isOut = item.left?.includes(place) === true;
  const on = { applicationId: item.id, personId };
  return (
    <span class="for-bid">
      <LinkButton onClick={() => onCommand?.({ type: isOut ? "return" : "leave", ...on })}>
        {isOut ? "Is back" : "Leaves for this bid"}
        <span class="govuk-visually-hidden">: {name}</span>
      </LinkButton>
      <LinkButton onClick={() => onCommand?.({ type: "declare-interest", ...on })}>
        Declares an interest<span class="govuk-visually-hidden">: {name}</span>
      </LinkButton>
      {item.presides === undefined ? (
        <LinkButton onClick={() => onCommand?.({ type: "elect", ...on })}>
          Elected to preside<span class="govuk-visually-hidden">: {name}</span>
        </LinkButton>
      ) : null}
    </span>
  );
};

/** Who is here and how, and who is out of the room for the bid in hand. */
export const Attendance = ({ page, item, onCommand }: AttendanceProps) => {
  // Open where a meeting begins, and then as the clerk leaves it.
  const [open] = useState(onCommand !== undefined && page.members.every(({ here }) => here === "absent"));
  return (
    <Details summary="Who is here" open={open}>
      <ul class="govuk-list attendance">
        {page.members.map(({ personId, name, seat, constable, here }, place) => (
          <li key={personId}>
            {onCommand === undefined ? (
              <>
                {name}
                {SEAT_WORDS[seat]} <Tag tone={here === "absent" ? "quiet" : "done"}>{PRESENCE_LABELS[here]}</Tag>
              </>
            ) : (
              <SelectField
                id={`here-${personId}`}
                label={`${name}${SEAT_WORDS[seat]}${constable ? ", constable" : ""}`}
                blank="Choose"
                options={PRESENCES.map((each) => ({ value: each, label: PRESENCE_LABELS[each] }))}
                value={here}
                onChange={(chosen) => {
                  const next = PRESENCES.find((each) => each === chosen);
                  if (next !== undefined) onCommand({ type: "attend", personId, here: next });
                }}
              />
            )}
            {item === undefined || onCommand === undefined || here === "absent" ? null : (
              <ForBid page={page} item={item} place={place} onCommand={onCommand} />
            )}
          </li>
        ))}
      </ul>
    </Details>
  );
};
