import { useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { applications } from "../../../shared/contract/applications.ts";
import { call, Refusal } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import { Checkbox } from "../../parts/choices.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Notice } from "../../parts/notice.tsx";
import { applicationPath } from "./addresses.ts";
import { titleOf } from "./application-page.tsx";
import { isOver, isWritable } from "./deadline.tsx";
import type { Opened } from "./use-application.ts";

/** One wish with one write id, kept until it has had an answer: a second press or a lost reply does it once. */
export const useMove = () => {
  const writeId = useRef<string>(undefined);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const run = async (move: (writeId: string) => Promise<void>): Promise<void> => {
    if (busy) return;
    writeId.current ??= crypto.randomUUID();
    setBusy(true);
    setProblem("");
    try {
      await move(writeId.current);
      writeId.current = undefined;
    } catch (error) {
      const refusal = error instanceof Refusal ? error : new Refusal("unreachable");
      // Without an answer of ours it may have been done: the next press must be the same wish.
      if (refusal.kind !== "unreachable" && refusal.kind !== "unexpected") writeId.current = undefined;
      setProblem(
        refusal.kind === "too-many"
          ? refusal.message
          : `${refusal.message}. Nothing was changed that you cannot see. Try again.`.replace("..", "."),
      );
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, run };
};

export const Problem = ({ text }: { text: string }) =>
  text === "" ? null : <Notice tone="wrong" role="alert" title={text} />;

/** Opens a copy of what was submitted, or drops it. */
export const ChangeIt = ({ open }: { open: Opened }) => {
  const { view, change, reload } = open;
  const { busy, problem, run } = useMove();
  const params = { id: view.id };
  if (view.may.openChange)
    return (
      <>
        <h2 class="govuk-heading-m">Change your application</h2>
        <p class="govuk-body">
          You work on a copy. The application you sent stands until you send the copy in its place, before the round
          closes.
        </p>
        <Problem text={problem} />
        <ButtonRow>
          <Button
            busy={busy}
            kind="secondary"
            onClick={() =>
              void run(async (writeId) => {
                const { draft } = await call<typeof applications.openChange>("POST /api/applications/{id}/change", {
                  params,
                  body: { writeId },
                });
                change({ draft, may: { ...view.may, save: true, submit: true, openChange: false } });
                reload();
              })
            }
          >
            Change the application
          </Button>
        </ButtonRow>
      </>
    );
  const { draft } = view;
  if (view.latest === undefined || draft === undefined || !isWritable(view)) return null;
  return (
    <>
      <Problem text={problem} />
      <Confirm
        action="Drop this change"
        question="Drop the change and keep what you sent?"
        yes="Yes, drop the change"
        no="No, keep the change"
        busy={busy}
        onYes={() =>
          void run(async (writeId) => {
            await call<typeof applications.dropChange>("POST /api/applications/{id}/change-dropped", {
              params,
              body: { draftId: draft.id, writeId },
            });
            reload();
          })
        }
      >
        <p class="govuk-body">What you changed since you sent it is taken away. The application you sent stands.</p>
      </Confirm>
    </>
  );
};

/** Offers the answers of a draft that was not sent to the next round of the fund. */
export const CarryOn = ({ open: { view } }: { open: Opened }) => {
  const { route } = useLocation();
  const { busy, problem, run } = useMove();
  const { carryTo } = view.may;
  if (carryTo === undefined) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Use it for the next round</h2>
      <p class="govuk-body">
        The next round of the {view.form.name} is open. Your answers can be carried to it. Documents are added again.
      </p>
      <Problem text={problem} />
      <ButtonRow>
        <Button
          busy={busy}
          onClick={() =>
            void run(async (writeId) => {
              const { id } = await call<typeof applications.carry>("POST /api/applications/{id}/carrying", {
                params: { id: view.id },
                body: { roundId: carryTo, writeId },
              });
              route(applicationPath(id));
            })
          }
        >
          Carry it to the next round
        </Button>
      </ButtonRow>
    </>
  );
};

/** Takes an application out of the round. */
export const Withdraw = ({ open: { view, reload } }: { open: Opened }) => {
  const { busy, problem, run } = useMove();
  if (!view.may.withdraw) return null;
  const name = titleOf(view.title);
  return (
    <>
      <Problem text={problem} />
      <Confirm
        action="Withdraw this application"
        question={`Withdraw “${name}”?`}
        yes="Yes, withdraw it"
        no="No, keep it"
        busy={busy}
        onYes={() =>
          void run(async (writeId) => {
            await call<typeof applications.withdraw>("POST /api/applications/{id}/withdrawal", {
              params: { id: view.id },
              body: { writeId },
            });
            reload();
          })
        }
      >
        <p class="govuk-body">
          It is not considered any more, and this cannot be undone.
          {isOver(view) ? " The round has closed, so you cannot apply to it again." : ""}
        </p>
      </Confirm>
    </>
  );
};

/** Lets the office read the draft, or stops it. */
export const Sharing = ({ open: { view, change } }: { open: Opened }) => {
  const { problem, run } = useMove();
  return (
    <>
      <Checkbox
        id="share"
        label="Let the office read this draft"
        hint="Tick it if you ask the office for help. Otherwise it sees only that there is a draft and when it last changed."
        checked={view.sharedWithOffice}
        onChange={(shared) =>
          void run(async (writeId) => {
            await call<typeof applications.share>("PUT /api/applications/{id}/sharing", {
              params: { id: view.id },
              body: { shared, writeId },
            });
            change({ sharedWithOffice: shared });
          })
        }
      />
      <Problem text={problem} />
    </>
  );
};
