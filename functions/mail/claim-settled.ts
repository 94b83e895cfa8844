import * as z from "zod/mini";
import { Typed, template } from "./layout.ts";

/** After a number or name that needed a check. It tells nothing of any other group, and the reason stays with the office. */
export const claimSettled = template(
  z.object({ organisation: Typed, organisationId: z.string() }),
  ({ organisation, organisationId }) => ({
    subject: "We have checked your group’s details",
    paragraphs: [
      `The grants team has checked the number and name that ${organisation} gave.`,
      "Look at your group’s page. If a number is missing there now, it is not your group’s: give the right one before you send an application. Call us if you think this is a mistake.",
    ],
    link: { words: "Go to the group", path: `/organisations/${encodeURIComponent(organisationId)}` },
  }),
);
