import type { send } from "./engine.ts";

export type Reply = Awaited<ReturnType<typeof send>>;

/** One line for each thing a refusal says: "422 invalid-request amount/minimum: Ask for at least £100.00." */
export const said = ({ status, body }: Reply): string[] => {
  const slug = String(body.type ?? "").replace("/problems/", "");
  const lines: { rule?: string; detail?: string }[] = body.errors ?? [body];
  return lines.map(({ rule, detail }) =>
    [`${status} ${slug}`, rule, `“${detail ?? body.title}”`].filter(Boolean).join(" "),
  );
};
