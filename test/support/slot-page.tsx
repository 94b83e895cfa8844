import { render } from "preact";
import { demonstration } from "../../shared/funds/demonstration.ts";
import { SlotDocuments, useDocuments } from "../../web/parts/documents.tsx";

const asked = new URLSearchParams(location.search);
const applicationId = asked.get("application") ?? "";

/** A page with nothing but the documents of one application. */
const SlotPage = () => {
  const here = useDocuments(applicationId, []);
  return (
    <main>
      <h1>Documents</h1>
      {demonstration.documents.slice(0, 1).map((slot) => (
        <SlotDocuments
          key={slot.id}
          id={slot.id}
          applicationId={applicationId}
          slot={slot}
          here={here}
          editable={asked.get("closed") === null}
          submitted={asked.get("closed") !== null}
        >
          <p>We do not have this yet because</p>
        </SlotDocuments>
      ))}
      <button type="button" onClick={here.reload}>
        Read again
      </button>
    </main>
  );
};

const root = document.getElementById("app");
if (root !== null) render(<SlotPage />, root);
