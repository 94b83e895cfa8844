import * as z from "zod/mini";
import { template } from "./layout.ts";

/** A no from the members or the office. It names no group: who asked knows which, and nobody else need learn it. */
export const joinRefused = template(z.object({}), () => ({
  subject: "Your request to join a group",
  paragraphs: [
    "The group you asked to join on the grants portal has said no.",
    "If you think this is a mistake, talk to the group first. You can also call us.",
  ],
  link: { words: "Go to your groups", path: "/organisations" },
}));
