import type { ComponentChildren, TargetedMouseEvent } from "preact";

type ButtonProps = {
  children: ComponentChildren;
  onClick?: ((event: TargetedMouseEvent<HTMLButtonElement>) => void) | undefined;
  /** "main" is the one thing to do on this page. */
  kind?: "main" | "secondary" | "warning" | undefined;
  /** Sends the form it stands in. */
  submit?: boolean | undefined;
  /** While its work is under way: it keeps the focus, takes no second press and says so. */
  busy?: boolean | undefined;
  id?: string | undefined;
};

const kindClass = { main: "", secondary: " govuk-button--secondary", warning: " govuk-button--warning" } as const;

/** A button. While `busy` further presses do nothing, so that a double click never sends twice. */
export const Button = ({ children, onClick, kind = "main", submit = false, busy = false, id }: ButtonProps) => (
  <button
    type={submit ? "submit" : "button"}
    class={`govuk-button${kindClass[kind]}`}
    id={id}
    aria-disabled={busy || undefined}
    onClick={(event) => {
      if (busy) event.preventDefault();
      else onClick?.(event);
    }}
  >
    {children}
  </button>
);

/** A link that looks like the button it acts as: "Check if you can apply". */
export const ButtonLink = ({
  href,
  children,
  kind = "main",
}: {
  href: string;
  children: ComponentChildren;
  kind?: "main" | "secondary" | undefined;
}) => (
  <a class={`govuk-button${kindClass[kind]}`} href={href} draggable={false}>
    {children}
  </a>
);

/** A small thing to do that looks like a link: "Add a cost", "Put it back". */
export const LinkButton = ({ children, onClick }: { children: ComponentChildren; onClick: () => void }) => (
  <button type="button" class="link-button" onClick={onClick}>
    {children}
  </button>
);

/** Buttons and links side by side; below each other where there is no room. */
export const ButtonRow = ({ children }: { children: ComponentChildren }) => <div class="button-row">{children}</div>;
