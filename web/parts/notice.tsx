import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

type NoticeProps = {
  /** info: something to know; hand: something to watch; wrong: something failed; quiet: an empty or read-only state. */
  tone?: "info" | "hand" | "wrong" | "quiet" | undefined;
  title?: string | undefined;
  children?: ComponentChildren;
  /** "status" and "alert" are read out when it appears; leave away what was there from the start. */
  role?: "status" | "alert" | undefined;
  /** Takes the focus when it appears: after something that replaced what had it. */
  focused?: boolean | undefined;
};

/** A notice in the page: the round is paused, a correction by the office, nothing here yet. */
export const Notice = ({ tone = "info", title, children, role, focused = false }: NoticeProps) => {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focused) box.current?.focus();
  }, [focused]);
  return (
    <div class={`notice notice--${tone}`} role={role} ref={box} tabIndex={focused ? -1 : undefined}>
      {title === undefined ? null : <h2 class="notice__title">{title}</h2>}
      {children}
    </div>
  );
};

/** The panel that confirms: "Application sent", with the reference. */
export const Confirmation = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <div class="govuk-panel govuk-panel--confirmation">
    <h2 class="govuk-panel__title">{title}</h2>
    <div class="govuk-panel__body">{children}</div>
  </div>
);
