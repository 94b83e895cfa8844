import { randomInt } from "node:crypto";
import { type SessionReply, session } from "../../shared/contract/session.ts";
import { Refused, refuseIf } from "../../shared/problem.ts";
import { finding } from "../../shared/rules/finding.ts";
import { emailAddress, emailRule, lowerEmail } from "../../shared/rules/identifiers.ts";
import { msOf, toInstant } from "../../shared/rules/london.ts";
import type { Door } from "../../shared/rules/role.ts";
import { CODE, nameFindings, sessionLimits, tooManyCodes } from "../../shared/rules/sign-in.ts";
import { singleLine } from "../../shared/rules/text.ts";
import type { Deps } from "../deps.ts";
import { type Answers, http } from "../edge/http.ts";
import { cookie, loginHashOf, SESSION_COOKIE, SIGN_IN_COOKIE, sessionCookie, sha256 } from "../identity.ts";
import { challengeIdOf, codeHashOf, spend, typedCode } from "../one-time-code.ts";
import { staffPages } from "../staff-pages.ts";

/** The cookie outlives the code, so that a code that is too old is told apart from another browser. */
const COOKIE_SECONDS = 3600;
const goodUntil = (askedAt: number) => ({ goodUntil: toInstant(askedAt + CODE.minutes * 60_000) });

const answers = (deps: Deps): Answers<typeof session> => {
  const { store, newId, staffDoor } = deps;

  /** What waits to be read, and whether mail to the address comes back. */
  const mailOf = async ({ id, email }: { id: string; email: string }) => {
    const [unread, [mark]] = await Promise.all([store.messages.unread(id), store.returns.marks([email])]);
    const isNews = mark !== undefined && mark.seenAt === undefined;
    return {
      unread,
      ...(isNews ? { mailReturned: { why: mark.why, at: mark.at, confirmed: mark.confirmedAt !== undefined } } : {}),
    };
  };

  const replyFor = async (personId: string, door: Door, at: number): Promise<SessionReply> => {
    const person = await store.people.person(personId);
    if (person === undefined) return { now: toInstant(at) };
    const roles: typeof person.roles = door === "code" ? ["applicant", ...person.roles] : person.roles;
    const { name, email } = person;
    const [organisations, mail] = await Promise.all([
      store.people.organisationNames(person.organisations),
      mailOf(person),
    ]);
    return { now: toInstant(at), person: { personId, name, email, roles, door, organisations, ...mail } };
  };

  return {
    who: async ({ caller, at }) => {
      if (caller === undefined) return { now: toInstant(at) };
      const { personId, name, email, door } = caller;
      const [organisations, mail] = await Promise.all([
        store.people.organisationNames(caller.organisations),
        mailOf({ id: personId, email }),
      ]);
      return {
        now: toInstant(at),
        person: { personId, name, email, roles: [...caller.roles], door, organisations, ...mail },
      };
    },

    /** The write id is the browser's secret: a lost answer asked for again binds the same browser to the same code. */
    askCode: async ({ body, at, sourceIp, setCookie }) => {
      const read = emailAddress(body.email);
      if (!read.ok) throw new Refused("invalid-request", { errors: [finding(emailRule, "/email", read.problem)] });
      const secret = body.writeId;
      const id = challengeIdOf(secret);
      const before = await store.codes.challenge(id);
      if (before !== undefined && before.address !== read.address) throw new Refused("stale");
      setCookie(cookie(SIGN_IN_COOKIE, secret, COOKIE_SECONDS));
      if (before !== undefined) return goodUntil(msOf(before.askedAt));
      const recipient = sha256(lowerEmail(read.address));
      const reached = await store.codes.countAsked({ address: recipient, ip: sha256(sourceIp) }, at);
      if (reached !== undefined)
        throw new Refused("too-many", { detail: tooManyCodes(reached), rule: "sign-in/too-many-codes" });
      const code = String(randomInt(10 ** CODE.digits)).padStart(CODE.digits, "0");
      await store.codes.ask(
        { id, address: read.address, secretHash: sha256(secret), codeHash: codeHashOf(secret, code) },
        { id: newId("m"), recipient, code },
        // The secret itself must not lie in the table, in a write id least of all.
        { writeId: sha256(`write/${secret}`), at },
      );
      return goodUntil(at);
    },

    signIn: async ({ body, caller, at, cookies, setCookie }) => {
      const typed = await typedCode(store, body.code, cookies);
      const { challenge, secret, right } = typed;
      // Two secrets only this browser has: the same request sent again, its answer lost, opens the same session.
      const sessionSecret = sha256(`session/${secret}/${body.writeId}`);
      const maxAge = body.sharedComputer
        ? "until-closed"
        : sessionLimits({ door: "code", shared: false }).absolute / 1000;
      const open = (personId: string): Promise<SessionReply> => {
        setCookie(sessionCookie(personId, sessionSecret, maxAge));
        return replyFor(personId, "code", at);
      };
      if (right && challenge.usedBy === body.writeId && challenge.personId !== undefined) {
        const { personId } = challenge;
        if ((await store.people.session(personId, sha256(sessionSecret), at)) !== undefined) return open(personId);
      }
      await spend(store, typed, at);
      const lower = lowerEmail(challenge.address);
      const personId = await store.signIn.enter(
        {
          door: "code",
          loginHash: loginHashOf("code", lower),
          addressHash: sha256(lower),
          email: challenge.address,
          emailVerified: true,
          name: "",
          newPersonId: newId("p"),
          alsoGives: () => [],
          session: { hash: sha256(sessionSecret), shared: body.sharedComputer },
          challengeId: challenge.id,
        },
        { writeId: body.writeId, at },
      );
      // The code got there: mail to this address arrives.
      await store.returns.confirm(challenge.address, at, "by-code");
      if (caller !== undefined) await store.people.endSession(caller.personId, caller.sessionHash, body.writeId, at);
      return open(personId);
    },

    setName: async ({ body, caller, at }) => {
      refuseIf(nameFindings(body.name));
      await store.people.setName(caller.personId, singleLine(body.name), body.writeId, at);
      return replyFor(caller.personId, caller.door, at);
    },

    signOut: async ({ body, caller, at, setCookie }) => {
      setCookie(cookie(SESSION_COOKIE, "", 0));
      setCookie(cookie(SIGN_IN_COOKIE, "", 0));
      if (caller === undefined) return { next: "/" };
      const { personId, sessionHash } = caller;
      const idToken = (await store.people.session(personId, sessionHash, at))?.idToken;
      if (body.everywhere) await store.people.signOutEverywhere(personId, personId, body.writeId, at);
      await store.people.endSession(personId, sessionHash, body.writeId, at);
      return { next: idToken === undefined ? "/" : await staffDoor.endSession(idToken) };
    },
  };
};

export const handler = http(session, answers, staffPages);
