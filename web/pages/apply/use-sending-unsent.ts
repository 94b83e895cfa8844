import { useEffect } from "preact/hooks";
import { sendUnsent } from "../../device/send-unsent.ts";
import { deviceShelf } from "../../device/shelf.ts";
import type { Opened } from "./use-application.ts";

/** Sends what this device still holds of an application whose sections are not on screen, then asks again. */
export const useSendingUnsent = ({ personId, view, offline, reload }: Opened): void => {
  const { id } = view;
  useEffect(() => {
    if (offline) return;
    let gone = false;
    void sendUnsent(deviceShelf(), personId, id).then(() => {
      if (!gone) reload();
    });
    return () => {
      gone = true;
    };
  }, [personId, id, offline, reload]);
};
