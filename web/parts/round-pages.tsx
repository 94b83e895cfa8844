import type { Role } from "../../shared/rules/role.ts";
import type { RoundStatus } from "../../shared/rules/round.ts";
import { deskRoundPath } from "./desk-paths.ts";
import { exceptionsPath, roundPath } from "./fund-paths.ts";
import { writePath } from "./mail-paths.ts";
import { MEETINGS_PATH } from "./meeting-paths.ts";
import { outcomesPath } from "./outcome-words.ts";
import { useSession } from "./session.tsx";
import { rankingPath, scoringPath } from "./trustee-paths.ts";

type RoundPage = {
  id: "round" | "applications" | "scoring" | "ranking" | "meeting" | "outcomes" | "exceptions" | "write";
  text: string;
  path: (roundId: string) => string;
  who: readonly Role[];
  /** Nothing stands there before the round has closed. */
  afterClose?: true;
};

const READERS: readonly Role[] = ["officer", "approver", "observer"];

/** The pages of one round in the order in which they are worked through. */
const PAGES: readonly RoundPage[] = [
  { id: "round", text: "Dates, pot and notices", path: roundPath, who: [...READERS, "administrator"] },
  { id: "applications", text: "Applications", path: deskRoundPath, who: READERS },
  { id: "scoring", text: "Scoring", path: scoringPath, who: ["officer"], afterClose: true },
  { id: "ranking", text: "Ranking", path: rankingPath, who: READERS, afterClose: true },
  { id: "meeting", text: "Meeting", path: () => MEETINGS_PATH, who: READERS, afterClose: true },
  { id: "outcomes", text: "Outcomes", path: outcomesPath, who: READERS, afterClose: true },
  { id: "exceptions", text: "Exceptions", path: exceptionsPath, who: READERS },
  { id: "write", text: "Write to everyone", path: writePath, who: ["officer", "approver"] },
];

/** From each page of a round to all others that this person may read. Without a status the round counts as closed. */
export const RoundPages = ({
  roundId,
  here,
  status = "closed",
}: {
  roundId: string;
  here: RoundPage["id"];
  status?: RoundStatus;
}) => {
  const { person } = useSession();
  const closed = status === "closed" || status === "cancelled" || status === "decided";
  const shown = PAGES.filter(
    ({ who, afterClose }) =>
      who.some((role) => person?.roles.includes(role) === true) && (closed || afterClose === undefined),
  );
  return shown.length < 2 ? null : (
    <nav class="round-pages no-print" aria-label="Pages of the round">
      <ul>
        {shown.map(({ id, text, path }) => (
          <li key={id}>
            <a class="govuk-link" href={path(roundId)} aria-current={id === here ? "page" : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};
