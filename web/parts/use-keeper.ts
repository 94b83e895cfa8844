import { useEffect } from "preact/hooks";
import { isAbout, type Place, rememberPerson } from "../device/drafts.ts";
import type { SectionKeeper } from "../device/section-keeper.ts";
import { deviceShelf } from "../device/shelf.ts";

/** Ties a keeper to its page: sends when the page is left or hidden, goes on when the network or the page is back. */
export const useKeeper = (keeper: SectionKeeper, place: Place): void =>
  useEffect(() => {
    rememberPerson(deviceShelf(), place.personId);
    const wake = () => (document.visibilityState === "visible" ? keeper.resume() : keeper.flush());
    const leave = () => keeper.leave();
    const elsewhere = (event: StorageEvent) => {
      if (isAbout(place, event.key)) keeper.lookHere();
    };
    window.addEventListener("online", keeper.resume);
    window.addEventListener("pagehide", leave);
    window.addEventListener("storage", elsewhere);
    document.addEventListener("visibilitychange", wake);
    return () => {
      window.removeEventListener("online", keeper.resume);
      window.removeEventListener("pagehide", leave);
      window.removeEventListener("storage", elsewhere);
      document.removeEventListener("visibilitychange", wake);
      keeper.stop();
    };
  }, [keeper, place]);
