import type { ReleasePreview } from "../shared/contract/outcome-views.ts";
import { OFFICE } from "../shared/office.ts";
import { closureOver } from "../shared/rules/closure.ts";
import { isHeld } from "../shared/rules/delivery.ts";
import { lowerEmail } from "../shared/rules/identifiers.ts";
import { OUTCOME_KINDS, type Outcome } from "../shared/rules/outcome.ts";
import { OUTCOME_TEMPLATES } from "../shared/rules/told.ts";
import type { Deps } from "./deps.ts";
import { render } from "./mail/templates.ts";
import { outcomeFacts } from "./outcome-mail.ts";

const GROUPS_AT_ONCE = 25;

/** Whom an outcome reaches: people and contacts of its group whose address takes e-mail, or why there is nobody. */
const reaching =
  ({ store }: Pick<Deps, "store">) =>
  async ({ organisationId, kind }: Outcome): Promise<{ people: number; why: string | undefined }> => {
    const [members, contacts] = await Promise.all([
      store.addressees.membersOf(organisationId),
      store.addressees.contactsOf(organisationId),
    ]);
    const addresses = [...contacts, ...members.map(({ email }) => email)];
    const apart = [...new Map(addresses.map((address) => [lowerEmail(address), address])).values()];
    if (apart.length === 0) return { people: 0, why: "Nobody of this group has an account or an address." };
    const marks = await store.returns.marks(apart);
    const reached = marks.filter((mark) => !isHeld(mark, OUTCOME_TEMPLATES[kind])).length;
    return { people: reached, why: reached > 0 ? undefined : "Email to everybody of this group comes back." };
  };

/** What a release of a round would do: how many, whom it does not reach, and one sample of each kind. */
export const previewing =
  (deps: Pick<Deps, "store" | "settings">) =>
  async (roundId: string, at: number): Promise<ReleasePreview> => {
    const { store, settings } = deps;
    const { outcomes, waiting, round, closures } = await store.outcomes.ofRound(roundId);
    const quiet = closureOver(round, closures, "publicity", at)?.wording;
    const open = outcomes.filter(({ state }) => state !== "released");
    const reach = reaching(deps);
    const reached: { outcome: Outcome; people: number; why: string | undefined }[] = [];
    for (let from = 0; from < open.length; from += GROUPS_AT_ONCE)
      reached.push(
        ...(await Promise.all(
          open.slice(from, from + GROUPS_AT_ONCE).map(async (outcome) => ({ outcome, ...(await reach(outcome)) })),
        )),
      );
    const ready = open.filter(({ state }) => state === "read").length;
    return {
      roundId,
      ready,
      notReady: open.length - ready + waiting.length,
      told: outcomes.length - open.length,
      people: reached.reduce((sum, { outcome, people }) => sum + (outcome.state === "read" ? people : 0), 0),
      unreached: reached.flatMap(({ outcome: { applicationId, organisationName }, why }) =>
        why === undefined ? [] : [{ applicationId, organisationName, why }],
      ),
      samples: OUTCOME_KINDS.flatMap((kind) => {
        const sample = outcomes.find((outcome) => outcome.kind === kind);
        if (sample === undefined) return [];
        const facts = outcomeFacts({ ...sample, ...(quiet === undefined ? {} : { quiet }) });
        const { subject, text } = render(OUTCOME_TEMPLATES[kind], facts, OFFICE, settings.siteAddress);
        return [{ kind, applicationId: sample.applicationId, subject, text }];
      }),
      ...(quiet === undefined ? {} : { quiet }),
    };
  };
