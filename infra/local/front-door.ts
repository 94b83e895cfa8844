import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { FRONT_DOOR_HEADER } from "../../functions/edge/front-door.ts";
import { VIEWER_HEADER } from "../../functions/edge/viewer-address.ts";
import { sha256 } from "../../functions/identity.ts";

/** CloudFront's part on a laptop: a word of its own at every start, said over whatever a browser says. */
export const makeFrontDoor = () => {
  const words = [randomBytes(32).toString("base64url"), randomBytes(32).toString("base64url")];
  return {
    /** As the functions are told them; the second word is said by nobody, as long as nothing is renewed. */
    hashes: words.map(sha256).join(" "),
    headersOf: ({ headers, socket }: Pick<IncomingMessage, "headers" | "socket">): IncomingMessage["headers"] => ({
      ...headers,
      [FRONT_DOOR_HEADER]: words[0],
      [VIEWER_HEADER]: socket.remoteAddress,
    }),
  };
};
export type FrontDoor = ReturnType<typeof makeFrontDoor>;
