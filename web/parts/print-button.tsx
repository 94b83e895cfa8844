import { Button } from "./button.tsx";

/** Prints the page as it stands. */
export const PrintButton = ({ children = "Print this page" }: { children?: string | undefined }) => (
  <Button kind="secondary" onClick={() => window.print()}>
    {children}
  </Button>
);
