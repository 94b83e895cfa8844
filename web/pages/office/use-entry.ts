import { useCallback, useRef, useState } from "preact/hooks";
import type { ApplicationView } from "../../../shared/contract/application-views.ts";
import type { entries } from "../../../shared/contract/entries.ts";
import type { Answer, Answers } from "../../../shared/rules/application.ts";
import { call, Refusal } from "../../api.ts";

type Section = { version: number; answers: Answers; changed: boolean };
type Sections = Readonly<Record<string, Section>>;
type Sending = { section: string; was: number; answers: Answers; writeId: string };

/**
 * The text of an application that an officer types for a group. A section is saved when its field is left, one after the
 * other; what was not answered is sent again as it was before anything newer, so a lost reply is never a second version.
 */
export const useEntry = (view: ApplicationView) => {
  const first = (): Sections =>
    Object.fromEntries(
      Object.entries(view.draft?.sections ?? {}).map(([id, { version, answers }]) => [
        id,
        { version, answers, changed: false },
      ]),
    );
  const [sections, setSections] = useState<Sections>(first);
  const now = useRef(sections);
  const [savedAt, setSavedAt] = useState<string>();
  const [refusal, setRefusal] = useState<Refusal>();
  const waiting = useRef<Sending>(undefined);
  const saving = useRef<Promise<boolean>>(Promise.resolve(true));

  const put = (id: string, next: (section: Section) => Section) => {
    const section = now.current[id];
    if (section === undefined) return;
    now.current = { ...now.current, [id]: next(section) };
    setSections(now.current);
  };

  const nextToSend = (): Sending | undefined => {
    const found = Object.entries(now.current).find(([, { changed }]) => changed);
    if (found === undefined) return undefined;
    const [section, { version, answers }] = found;
    return { section, was: version, answers, writeId: crypto.randomUUID() };
  };

  const saveAll = async (): Promise<boolean> => {
    for (;;) {
      waiting.current ??= nextToSend();
      const sending = waiting.current;
      if (sending === undefined) return true;
      const { section, ...body } = sending;
      try {
        const saved = await call<typeof entries.save>("PUT /api/desk/applications/{id}/draft/{section}", {
          params: { id: view.id, section },
          body: { ...body, draftId: view.draft?.id ?? "", done: true },
        });
        waiting.current = undefined;
        put(section, (one) => ({ ...one, version: saved.version, changed: one.answers !== sending.answers }));
        setSavedAt(saved.savedAt);
        setRefusal(undefined);
      } catch (error) {
        const refused = error instanceof Refusal ? error : new Refusal("unexpected");
        if (refused.kind !== "unreachable" && refused.kind !== "unexpected") waiting.current = undefined;
        setRefusal(refused);
        return false;
      }
    }
  };

  /** Saves what was typed; answers whether all of it is with the portal. One at a time. */
  const save = useCallback((): Promise<boolean> => {
    saving.current = saving.current.then(saveAll);
    return saving.current;
  }, []);

  const change = (section: string, question: string, answer: Answer) =>
    put(section, (one) => ({ ...one, answers: { ...one.answers, [question]: answer }, changed: true }));

  return { sections, savedAt, refusal, save, change };
};
