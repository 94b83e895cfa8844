import type { ComponentChildren } from "preact";

/** saved: on the server; sending: on its way; kept: on this device only; wrong: needs the person. */
export type StatusLineState = "saved" | "sending" | "kept" | "wrong";

/** One calm line that says where the text is: "Saved 14:02", "Kept on this device. Will send when you are back online." */
export const StatusLine = ({ state, children }: { state: StatusLineState; children: ComponentChildren }) => (
  <p class={`status-line status-line--${state}`} role="status">
    {children}
  </p>
);
