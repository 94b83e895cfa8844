import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { Refused } from "../shared/problem.ts";
import { lowerEmail } from "../shared/rules/identifiers.ts";
import { firstAdministrator } from "../shared/rules/role.ts";
import { safeNext, sessionLimits } from "../shared/rules/sign-in.ts";
import type { Deps } from "./deps.ts";
import type { Pages } from "./edge/http.ts";
import { cookie, cookieValue, loginHashOf, STAFF_COOKIE, sessionCookie, sha256 } from "./identity.ts";
import { log } from "./log.ts";

/** Longer than anybody needs for a password and a second factor. */
const JOURNEY_SECONDS = 15 * 60;

const goTo = (location: string, cookies: string[] = []): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 302,
  headers: { location, "cache-control": "no-store" },
  cookies,
});

/** Why nobody came in through the staff door, as the sign-in page tells it (`web/pages/sign-in/sign-in.tsx`). */
const sayWhy = (why: "no-invitation" | "unfinished" | "unreachable") =>
  goTo(`/sign-in?staff=${why}`, [cookie(STAFF_COOKIE, "", 0)]);

/** The staff door's two pages: out to the provider, and back. */
export const staffPages = ({ store, staffDoor, settings, newId, newSecret, newWriteId }: Deps): Pages => ({
  "GET /sign-in/staff": async ({ query }) => {
    try {
      const { url, journey } = await staffDoor.begin(
        safeNext(query.next ?? "/office"),
        query.account === "another" ? { prompt: "login" } : {},
      );
      return goTo(url, [cookie(STAFF_COOKIE, journey, JOURNEY_SECONDS)]);
    } catch (error) {
      log.error("the staff issuer cannot be reached", { error });
      return sayWhy("unreachable");
    }
  },

  "GET /sign-in/staff/return": async ({ query, cookies, at }) => {
    const identity = await staffDoor.finish(query, cookieValue(cookies, STAFF_COOKIE) ?? "").catch((error: unknown) => {
      log.error("the staff issuer cannot be reached", { error });
      return "unreachable" as const;
    });
    if (identity === "unreachable") return sayWhy("unreachable");
    if (identity === undefined) return sayWhy("unfinished");
    const lower = lowerEmail(identity.email);
    const secret = newSecret();
    try {
      const personId = await store.signIn.enter(
        {
          door: "staff",
          loginHash: loginHashOf(settings.staffIssuer, identity.subject),
          addressHash: sha256(lower),
          email: identity.email,
          emailVerified: identity.emailVerified && lower !== "",
          name: identity.name,
          newPersonId: newId("p"),
          alsoGives: (holders) =>
            identity.emailVerified ? firstAdministrator(holders, identity.email, settings.firstAdministrator) : [],
          session: { hash: sha256(secret), shared: false, idToken: identity.idToken },
        },
        { writeId: newWriteId(), at },
      );
      const maxAge = sessionLimits({ door: "staff", shared: false }).absolute / 1000;
      return goTo(identity.next, [sessionCookie(personId, secret, maxAge), cookie(STAFF_COOKIE, "", 0)]);
    } catch (error) {
      if (error instanceof Refused && error.refusal.rule === "sign-in/no-invitation") return sayWhy("no-invitation");
      throw error;
    }
  },
});
