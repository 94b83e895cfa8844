import type { ComponentChildren } from "preact";

type FormProps = {
  /** What its button of kind `submit`, or Enter in one of its fields, sends. */
  onSend: () => void;
  class?: string | undefined;
  /** Where a finding about the form as a whole leads. */
  id?: string | undefined;
  children: ComponentChildren;
};

/** Fields with the button that sends them. Rules speak for what is wrong, never the browser, and the page stays. */
export const Form = ({ onSend, class: look, id, children }: FormProps) => (
  <form
    class={look}
    id={id}
    tabIndex={id === undefined ? undefined : -1}
    noValidate
    onSubmit={(event) => {
      event.preventDefault();
      onSend();
    }}
  >
    {children}
  </form>
);
