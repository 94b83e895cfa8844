import { Button, ButtonRow } from "../../parts/button.tsx";

type Props = { action: string; busy: boolean; onLeave: () => void };

/** The end of a form that was opened in a page: it is sent, or closed with nothing done. */
export const SaveOrLeave = ({ action, busy, onLeave }: Props) => (
  <ButtonRow>
    <Button submit busy={busy}>
      {action}
    </Button>
    <Button kind="secondary" onClick={onLeave}>
      Leave it
    </Button>
  </ButtonRow>
);
