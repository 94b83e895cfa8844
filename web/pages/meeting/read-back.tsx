import type { AgendaItem, MeetingPage } from "../../../shared/contract/meetings.ts";
import type { MeetingCommand } from "../../../shared/rules/meeting-commands.ts";
import { Button } from "../../parts/button.tsx";
import { Details } from "../../parts/details.tsx";
import { Tag } from "../../parts/tag.tsx";
import { DecisionWords } from "./bid-panel.tsx";
import { toConfirm, verdictWords } from "./meeting-words.ts";

export const confirming = (items: readonly AgendaItem[]): MeetingCommand => ({
  type: "confirm",
  entries: items.flatMap(({ id, entered }) =>
    entered === undefined ? [] : [{ applicationId: id, decisionId: entered.id }],
  ),
});

type ReadBackProps = { page: MeetingPage; busy: boolean; onCommand: (command: MeetingCommand) => void };

/** Everything that waits for this person, read back and confirmed together. One alone is confirmed beside its bid. */
export const ReadBack = ({ page, busy, onCommand }: ReadBackProps) => {
  const items = toConfirm(page);
  if (items.length === 0 || (items.length === 1 && items[0]?.id === page.inHand)) return null;
  return (
    <section class="paper" aria-labelledby="read-back">
      <h2 class="govuk-heading-m" id="read-back">
        Read back: {items.length} {items.length === 1 ? "entry waits" : "entries wait"} for you
      </h2>
      {items.map((item) => {
        const words = page.decisions.find(({ id }) => id === item.entered?.id);
        return (
          <div key={item.id}>
            <p class="govuk-body">
              <strong>{item.title}</strong>{" "}
              {item.entered === undefined ? null : <Tag tone="hand">{verdictWords(item.entered)}</Tag>}
            </p>
            {words === undefined ? null : (
              <Details summary="Its words">
                <DecisionWords words={words} page={page} />
              </Details>
            )}
          </div>
        );
      })}
      <Button busy={busy} onClick={() => onCommand(confirming(items))}>
        {items.length === 1 ? "Confirm it" : `Confirm all ${items.length}`}
      </Button>
    </section>
  );
};
