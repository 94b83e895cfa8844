import { useEffect } from "preact/hooks";
import type { ProgressView } from "../../../shared/contract/outcome-views.ts";
import type { outcomes } from "../../../shared/contract/outcomes.ts";
import { call } from "../../api.ts";
import { Progress } from "../../parts/bar.tsx";
import { Button } from "../../parts/button.tsx";
import { deskApplicationPath } from "../../parts/desk-paths.ts";
import { Load, useLoaded } from "../../parts/load.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useSession } from "../../parts/session.tsx";
import { useSending } from "../../parts/use-sending.ts";

const AGAIN_MS = 2_000;

/** Asks again every two seconds while something is still on its way. */
export const useUntilDone = (done: boolean, reload: () => void): void => {
  useEffect(() => {
    if (done) return undefined;
    const timer = setInterval(reload, AGAIN_MS);
    return () => clearInterval(timer);
  }, [done, reload]);
};

export const isCarriedOut = ({ of, carriedOut, putAside }: ProgressView): boolean => carriedOut + putAside.length >= of;

type AgainProps = { meetingId: string; applicationId: string; onAsked: () => void };

/** What stood against it is put right: once more, for officers. */
const Again = ({ meetingId, applicationId, onAsked }: AgainProps) => {
  const { person } = useSession();
  const { busy, errors, send } = useSending();
  if (person?.roles.includes("officer") !== true) return null;
  const ask = async () => {
    const asked = await send((writeId) =>
      call<typeof outcomes.again>("POST /api/meetings/{id}/carrying-out", {
        params: { id: meetingId },
        body: { applicationId, writeId },
      }),
    );
    if (asked !== undefined) onAsked();
  };
  return (
    <>
      {" "}
      <Button kind="secondary" busy={busy} onClick={() => void ask()}>
        Try again<span class="govuk-visually-hidden"> to carry out {applicationId}</span>
      </Button>
      {errors.map(({ text }) => (
        <span class="govuk-error-message" key={text}>
          {text}
        </span>
      ))}
    </>
  );
};

type CarriedProps = { meetingId: string; progress: ProgressView; onAsked: () => void };

/** How far the carrying out of a closed meeting is; nothing once all of it is done. */
export const CarriedOut = ({ meetingId, progress, onAsked }: CarriedProps) => {
  const { of, carriedOut, putAside } = progress;
  return (
    <>
      {isCarriedOut(progress) ? null : (
        <div role="status">
          <Progress done={carriedOut} of={of} words={`${carriedOut} of ${of} carried out`} />
        </div>
      )}
      {putAside.length === 0 ? null : (
        <Notice tone="wrong" title={`${putAside.length} put aside: look at ${putAside.length === 1 ? "it" : "them"}`}>
          <ul class="govuk-list govuk-list--bullet">
            {putAside.map(({ applicationId, problem }) => (
              <li key={applicationId}>
                <a class="govuk-link" href={deskApplicationPath(applicationId)}>
                  {applicationId}
                </a>{" "}
                <span class="mono">{problem}</span>
                <Again meetingId={meetingId} applicationId={applicationId} onAsked={onAsked} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
};

/** The same for a page that shows the meeting itself: it asks by itself until all is done. */
export const CarriedHere = ({ meetingId }: { meetingId: string }) => {
  const loaded = useLoaded(
    (signal) =>
      call<typeof outcomes.progress>("GET /api/meetings/{id}/progress", { params: { id: meetingId }, signal }),
    [meetingId],
  );
  useUntilDone(loaded.is !== "here" || isCarriedOut(loaded.value), loaded.reload);
  return (
    <Load of={loaded}>
      {(progress) => <CarriedOut meetingId={meetingId} progress={progress} onAsked={loaded.reload} />}
    </Load>
  );
};
