import type { Event } from "../shared/events.ts";
import type { ApprovalType, ApprovalWhat } from "../shared/rules/approval.ts";
import type { Finding } from "../shared/rules/finding.ts";
import type { Instant } from "../shared/rules/london.ts";
import { reopening } from "./closures.ts";
import { takingBack } from "./declarations.ts";
import type { Deps } from "./deps.ts";
import { excepting } from "./exceptions.ts";
import { overriding } from "./overrides.ts";
import { changingPoll } from "./poll-changes.ts";
import type { Change } from "./store/table.ts";

/** What an owner gives back for what was agreed: changes go into the transaction of the answer, events travel in the request. */
export type CarriedOut = { changes: readonly Change[]; events: readonly Event[] };

/** Who agreed to it, whoever asked for it, why, and the instant of the answer. */
export type Agreed = { by: string; askedBy: string; reason: string; at: Instant; approvalId: string };

/** What an approver reads before they answer: what is asked, what follows, and the page that shows it. */
type ApprovalStory = { asks: string; follows: string; path: string };

type Of<T extends ApprovalType> = Extract<ApprovalWhat, { type: T }>;

/** One kind of request, as its owner fills it in. */
export type Arm<T extends ApprovalType> = {
  /** Refuses by throwing (`not-found`), or by findings, what cannot be asked for: `/what/…` are the pointers. */
  readonly mayAsk: (what: Of<T>, asked: { by: string; at: number }) => Promise<readonly Finding[]>;
  /** `at` in milliseconds: what follows is told as things stand then. */
  readonly story: (what: Of<T>, at: number) => Promise<ApprovalStory>;
  /** Looks again at what is true now, refuses by throwing, and says what is to be written. */
  readonly carryOut: (what: Of<T>, agreed: Agreed) => Promise<CarriedOut>;
};

type Arms = { readonly [T in ApprovalType]: Arm<T> };

/** What each kind of request means: one line for its owner's functions. */
const armsOf = ({ store }: Deps): Arms => ({
  reopening: reopening({ store }),
  override: overriding({ store }),
  exception: excepting({ store }),
  election: changingPoll({ store }),
  declaration: takingBack({ store }),
});

/** Gives a request to the functions of its kind; the one place where a kind is chosen. */
const run = <R>(what: ApprovalWhat, arms: Arms, of: <T extends ApprovalType>(arm: Arm<T>, what: Of<T>) => R): R => {
  switch (what.type) {
    case "reopening":
      return of<"reopening">(arms.reopening, what);
    case "override":
      return of<"override">(arms.override, what);
    case "exception":
      return of<"exception">(arms.exception, what);
    case "election":
      return of<"election">(arms.election, what);
    case "declaration":
      return of<"declaration">(arms.declaration, what);
  }
};

/** What can be asked of an approver, whatever its kind. */
export const approving = (deps: Deps) => {
  const arms = armsOf(deps);
  return {
    mayAsk: (what: ApprovalWhat, asked: { by: string; at: number }) =>
      run(what, arms, (arm, one) => arm.mayAsk(one, asked)),
    story: (what: ApprovalWhat, at: number) => run(what, arms, (arm, one) => arm.story(one, at)),
    carryOutOf: (what: ApprovalWhat, agreed: Agreed) => run(what, arms, (arm, one) => arm.carryOut(one, agreed)),
  };
};
