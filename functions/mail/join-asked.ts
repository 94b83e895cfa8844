import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

export const joinAsked = template(
  z.object({ who: Typed, organisation: Typed, organisationId: z.string() }),
  ({ who, organisation, organisationId }) => ({
    subject: "Somebody asks to join your group",
    paragraphs: [
      `${who} asks to join ${organisation} on the grants portal.`,
      "Say yes only if you know this person. They would see and change your group’s applications. Until you answer they see nothing.",
    ],
    link: { words: "Look at the request", path: `/organisations/${encodeURIComponent(organisationId)}` },
  }),
);
