import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type * as z from "zod/mini";
import { PROBLEMS, type ProblemSlug, problemOf, type RefusalDetail, Refused } from "../../shared/problem.ts";
import { type Finding, finding } from "../../shared/rules/finding.ts";
import { log } from "../log.ts";
import { isTooLarge } from "../store/table.ts";

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** Schema findings as the reader gets them; an unknown field is named at its own pointer, not at its parent. */
export const findingsOf = (error: z.core.$ZodError, where: string): Finding[] =>
  error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) =>
          finding(
            "request/unknown-field",
            `${where}${pointerOf([...issue.path, key])}`,
            `There is no field called ${key}.`,
          ),
        )
      : [finding("request/shape", `${where}${pointerOf(issue.path)}`, issue.message)],
  );

const answerOf = (slug: ProblemSlug, refusal: RefusalDetail, requestId: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: PROBLEMS[slug].status,
  headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
  body: JSON.stringify(problemOf(slug, refusal, requestId)),
});

/** One item holds a whole draft, or a whole submission. */
const TOO_MUCH = { detail: "All of it together is longer than the portal can keep. Shorten your longest answers." };

/** What was thrown, as an answer. What is not a refusal is our fault: logged whole, told nothing. */
export const problemAnswer = (error: unknown, event: APIGatewayProxyEventV2): APIGatewayProxyStructuredResultV2 => {
  const { requestId } = event.requestContext;
  if (error instanceof Refused) {
    log.info("refused", { route: event.routeKey, slug: error.slug, rule: error.refusal.rule, requestId });
    return answerOf(error.slug, error.refusal, requestId);
  }
  if (isTooLarge(error)) return problemAnswer(new Refused("too-large", TOO_MUCH), event);
  log.error("unexpected", { route: event.routeKey, requestId, error });
  return answerOf("unexpected", {}, requestId);
};
