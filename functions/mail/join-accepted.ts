import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

export const joinAccepted = template(
  z.object({ organisation: Typed, organisationId: z.string() }),
  ({ organisation, organisationId }) => ({
    subject: "You have joined your group",
    paragraphs: [
      `You are now a member of ${organisation} on the grants portal.`,
      "You can see and change its applications, together with its other members.",
    ],
    link: { words: "Go to the group", path: `/organisations/${encodeURIComponent(organisationId)}` },
  }),
);
