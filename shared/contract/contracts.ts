import type { Contract } from "../contract.ts";
import { applications } from "./applications.ts";
import { approvals } from "./approvals.ts";
import { availability } from "./availability.ts";
import { bodies } from "./bodies.ts";
import { closures } from "./closures.ts";
import { comparisons } from "./comparisons.ts";
import { desk } from "./desk.ts";
import { documents } from "./documents.ts";
import { dueDiligence } from "./due-diligence.ts";
import { entries } from "./entries.ts";
import { exceptions } from "./exceptions.ts";
import { funds } from "./funds.ts";
import { health } from "./health.ts";
import { letters } from "./letters.ts";
import { mail } from "./mail.ts";
import { meetings } from "./meetings.ts";
import { messages } from "./messages.ts";
import { openapi } from "./openapi.ts";
import { organisations } from "./organisations.ts";
import { outcomes } from "./outcomes.ts";
import { packs } from "./packs.ts";
import { people } from "./people.ts";
import { polls } from "./polls.ts";
import { ranking } from "./ranking.ts";
import { records } from "./records.ts";
import { retention } from "./retention.ts";
import { rounds } from "./rounds.ts";
import { scoring } from "./scoring.ts";
import { session } from "./session.ts";

/** Every contract by its noun; a test holds it equal to those of the manifest. */
export const CONTRACTS = {
  applications,
  approvals,
  availability,
  bodies,
  closures,
  comparisons,
  desk,
  dueDiligence,
  entries,
  documents,
  exceptions,
  funds,
  health,
  letters,
  mail,
  meetings,
  messages,
  openapi,
  organisations,
  outcomes,
  packs,
  people,
  polls,
  ranking,
  records,
  retention,
  rounds,
  scoring,
  session,
} as const satisfies Record<string, Contract>;
