import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import { msOf } from "../../../shared/rules/london.ts";
import { statusWords } from "../../device/status-words.ts";
import { useNow } from "../../parts/clock.ts";
import { useLater } from "../../parts/later.ts";
import { applicationPath } from "./addresses.ts";
import type { SectionInHand } from "./use-section.ts";

const signInAgain = () => import("../../parts/sign-in-again.tsx");

const RECENT_MS = 5 * 60_000;

/** "Ash is editing “What difference it will make”.": sections that somebody else of the group saved a moment ago. */
export const othersAtWork = (view: ApplicationView, personId: string, nowMs: number): string[] =>
  view.form.sections.flatMap(({ id, title }) => {
    const { savedBy, savedAt } = view.draft?.sections[id] ?? {};
    if (savedBy === undefined || savedBy === personId || savedAt === undefined) return [];
    return nowMs - msOf(savedAt) < RECENT_MS ? [`${view.people[savedBy] ?? "A colleague"} is editing “${title}”.`] : [];
  });

type SaveLineProps = { view: ApplicationView; personId: string; hand: SectionInHand };

/** One calm line that says where the text is. Only what a person should act on is read out; a save every second is not. */
export const SaveLine = ({ view, personId, hand }: SaveLineProps) => {
  const now = useNow();
  const { state, text, action } = statusWords(hand.sync, hand.kept, now);
  const again = useLater(signInAgain, action === "sign-in");
  const by = hand.sync.savedBy;
  const whose =
    state === "saved" && by !== undefined && by !== personId ? ` by ${view.people[by] ?? "a colleague"}` : "";
  const quiet = state === "saved" || state === "sending";
  return (
    <>
      <p class={`status-line status-line--${state}`}>
        {text}
        {whose}
        {action === "open-change" && view.draft === undefined ? (
          <>
            {" "}
            <a class="govuk-link" href={applicationPath(view.id)}>
              Change the application to use it
            </a>
          </>
        ) : null}
        {quiet ? ` ${othersAtWork(view, personId, now).join(" ")}` : ""}
      </p>
      <span class="govuk-visually-hidden" role="status">
        {quiet || action === "sign-in" ? "" : text}
      </span>
      {again === undefined || action !== "sign-in" ? null : <again.SignInAgain onSignedIn={hand.keeper.resume} />}
    </>
  );
};
