import { useEffect, useState } from "preact/hooks";

/**
 * A link to a question leads to its field, and to what is to be done there. True where the page was opened so. `ready`: what
 * was fetched beside the page is there, so that a field in it is looked for once more.
 */
export const useArrivalAtField = (ready = true): boolean => {
  const [arrived] = useState(() => location.hash.slice(1));
  useEffect(() => {
    const field = arrived === "" ? null : document.getElementById(arrived);
    if (field === null) return;
    // After the page has put its heading into focus.
    const soon = requestAnimationFrame(() => {
      (field.closest("fieldset, .govuk-form-group") ?? field).scrollIntoView({ block: "start" });
      field.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(soon);
  }, [arrived, ready]);
  return arrived !== "";
};
