import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { Refusal } from "../api.ts";
import { Button } from "./button.tsx";

type FileButtonProps = {
  /** Asks for the file; the answer says where it lies for a few minutes. */
  ask: () => Promise<{ url: string }>;
  children: ComponentChildren;
};

/** Fetches a file that the portal makes first; why not stands below. */
export const FileButton = ({ ask, children }: FileButtonProps) => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const fetchFile = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { url } = await ask();
      location.assign(url);
    } catch (error) {
      setProblem(error instanceof Refusal ? error.message : "Something went wrong on our side. Try again.");
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button kind="secondary" busy={busy} onClick={() => void fetchFile()}>
        {busy ? "Making the file" : children}
      </Button>
      {problem === undefined ? null : (
        <p class="govuk-error-message" role="alert">
          {problem}
        </p>
      )}
    </>
  );
};
