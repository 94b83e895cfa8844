import type { IncomingMessage, ServerResponse } from "node:http";
import type { FunctionName } from "../../functions/manifest.ts";
import type { Clock } from "./clock.ts";
import { escapeHtml, formOf, localPage } from "./pages.ts";
import { runSchedule, scheduledFunctions } from "./schedules.ts";

/** `/local/clock`: shows the local clock and moves it, so that a deadline can be rehearsed. */
export const clockPage = (clock: Clock) => async (request: IncomingMessage, response: ServerResponse) => {
  if (request.method === "POST") clock.set((await formOf(request)).get("now") ?? "");
  const now = new Date(clock.now()).toISOString();
  localPage(
    response,
    "Local clock",
    `<p>The portal’s clock says <strong>${now}</strong>.</p><form method="post"><label>Set it to (UTC) <input name="now" value="${now}"></label> <button>Set the clock</button></form>`,
  );
};

/** `/local/schedules`: runs a scheduled function on demand, for the instant of the local clock. */
export const schedulePage = (clock: Clock) => async (request: IncomingMessage, response: ServerResponse) => {
  let ran = "";
  if (request.method === "POST") {
    const wanted = (await formOf(request)).get("name");
    const name: FunctionName | undefined = scheduledFunctions().find((each) => each === wanted);
    if (name !== undefined) {
      await runSchedule(name, clock.now());
      ran = `<p><strong>${escapeHtml(name)}</strong> ran.</p>`;
    }
  }
  const buttons = scheduledFunctions().map(
    (name) =>
      `<li><form method="post"><input type="hidden" name="name" value="${escapeHtml(name)}"><button>Run ${escapeHtml(name)}</button></form></li>`,
  );
  localPage(response, "Scheduled functions", `${ran}<ul>${buttons.join("")}</ul>`);
};

/** `/local/engines`: where the engines of this portal listen, for commands that read what it holds (`npm run export`). */
export const enginesPage =
  (engines: { dynamo: string; objects: string }) => (_: IncomingMessage, response: ServerResponse) => {
    response
      .writeHead(200, { "content-type": "application/json", "cache-control": "no-store" })
      .end(JSON.stringify(engines));
  };
