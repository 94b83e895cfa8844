import type { ApplicationState } from "../../shared/rules/application.ts";
import { Tag, type TagTone } from "./tag.tsx";

/** What each state is called on every page, and how it is toned. */
export const STATE_WORDS = {
  draft: { words: "Draft, not sent", tone: "hand" },
  submitted: { words: "Sent", tone: "done" },
  eligible: { words: "Sent and checked", tone: "done" },
  "not-eligible": { words: "Not eligible", tone: "wrong" },
  withdrawn: { words: "Withdrawn", tone: "quiet" },
  awarded: { words: "Grant awarded", tone: "done" },
  reserved: { words: "On the reserve list", tone: "hand" },
  declined: { words: "Not funded", tone: "quiet" },
} as const satisfies Record<ApplicationState, { words: string; tone: TagTone }>;

/** The state of an application in a tag; a change that is under way is said beside it. */
export const StateTag = ({
  state,
  changeOpen = false,
}: {
  state: ApplicationState;
  changeOpen?: boolean | undefined;
}) => (
  <>
    <Tag tone={STATE_WORDS[state].tone}>{STATE_WORDS[state].words}</Tag>
    {changeOpen && state !== "draft" ? (
      <>
        {" "}
        <Tag tone="hand">Change not sent</Tag>
      </>
    ) : null}
  </>
);
