import type { ComponentType } from "preact";
import type { InsidePath } from "../routes.tsx";

/** Where the pages of the office and of the trustees lie; a path without its page does not compile. */
export const INSIDE: Readonly<Record<InsidePath, () => Promise<{ default: ComponentType }>>> = {
  "/office": () => import("./office/desk.tsx"),
  "/office/person": () => import("./office/person.tsx"),
  "/office/applications/:id": () => import("./office/application.tsx"),
  "/office/enter/:round": () => import("./office/enter.tsx"),
  "/office/entries/:id": () => import("./office/entry.tsx"),
  "/office/rounds/:id/applications": () => import("./office/round.tsx"),
  "/office/rounds": () => import("./office/rounds.tsx"),
  "/office/rounds/new/:fundId": () => import("./office/round-new.tsx"),
  "/office/rounds/:id": () => import("./office/round-edit.tsx"),
  "/office/rounds/:id/preview": () => import("./office/round-preview.tsx"),
  "/office/rounds/:id/outcomes": () => import("./office/outcomes.tsx"),
  "/office/rounds/:id/scoring": () => import("./office/scoring.tsx"),
  "/office/rounds/:id/scoring/paper-card": () => import("./office/paper-card.tsx"),
  "/trustee": () => import("./trustee/rounds.tsx"),
  "/trustee/rounds/:round": () => import("./trustee/pack.tsx"),
  "/trustee/rounds/:round/interests": () => import("./trustee/interests.tsx"),
  "/trustee/rounds/:round/rulings": () => import("./trustee/rulings.tsx"),
  "/trustee/bids/:id": () => import("./trustee/bid.tsx"),
  "/ranking/:round": () => import("./trustee/ranking.tsx"),
  "/meetings/:id/pack": () => import("./meetings/pack.tsx"),
  "/office/confirmations": () => import("./office/confirmations.tsx"),
  "/office/confirmations/:id": () => import("./office/confirmation.tsx"),
  "/meetings/:id/minutes": () => import("./meetings/minutes.tsx"),
  "/meetings/:id/notices/:application": () => import("./meetings/notice.tsx"),
  "/office/organisations": () => import("./office/organisations.tsx"),
  "/office/retention": () => import("./office/retention.tsx"),
  "/office/mail": () => import("./office/mail.tsx"),
  "/office/people": () => import("./office/people.tsx"),
};
