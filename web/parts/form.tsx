import type { ComponentChildren } from "preact";

type FormProps = {
  /** What its button of kind `submit`, or Enter in one of its fields, sends. */
  onSend: () => void;
  class?: string | undefined;
  children: ComponentChildren;
};

/** Fields with the button that sends them. Rules speak for what is wrong, never the browser, and the page stays. */
export const Form = ({ onSend, class: look, children }: FormProps) => (
  <form
    class={look}
    noValidate
    onSubmit={(event) => {
      event.preventDefault();
      onSend();
    }}
  >
    {children}
  </form>
);
