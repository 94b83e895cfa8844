import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import sesLocal from "aws-ses-v2-local";
import { freePort } from "./engine.ts";

// The package is CommonJS with a `default` inside its default.
const startEngine: (config: { host: string; port: number }) => Promise<Server> =
  "default" in sesLocal ? (sesLocal as unknown as { default: typeof startEngine }).default : sesLocal;

/** More than a new account may send, and still a number: the job that sends what is due keeps its pace here too. */
export const MOST_PER_SECOND = 100;

const QUOTA = `<?xml version="1.0" encoding="UTF-8"?><GetSendQuotaResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><GetSendQuotaResult><Max24HourSend>50000</Max24HourSend><MaxSendRate>${MOST_PER_SECOND}</MaxSendRate><SentLast24Hours>0</SentLast24Hours></GetSendQuotaResult></GetSendQuotaResponse>`;

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

/** `Tags.member.1.Name` and `.Value`, as the SDK sends them. */
const tagsIn = (form: URLSearchParams): Record<string, string> => {
  const tags: Record<string, string> = {};
  for (let n = 1; form.has(`Tags.member.${n}.Name`); n += 1)
    tags[form.get(`Tags.member.${n}.Name`) ?? ""] = form.get(`Tags.member.${n}.Value`) ?? "";
  return tags;
};

/**
 * The local SES: an engine that takes e-mails, and before it what the engine lacks. It knows no quota, and forgets the tags
 * that say which message an e-mail was; SES gives those back with whatever it tells of it.
 * @param onTaken is told of each e-mail before its sender is
 */
export const startSes = async (onTaken: () => Promise<void>) => {
  const enginePort = await freePort();
  const engine = await startEngine({ host: "127.0.0.1", port: enginePort });
  const engineUrl = `http://127.0.0.1:${enginePort}`;
  const tags = new Map<string, Record<string, string>>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const form = new URLSearchParams(body);
    if (form.get("Action") === "GetSendQuota") {
      response.writeHead(200, { "content-type": "text/xml" }).end(QUOTA);
      return;
    }
    const { authorization = "", "content-type": type = "" } = request.headers;
    const reply = await fetch(`${engineUrl}${request.url ?? "/"}`, {
      method: request.method ?? "GET",
      headers: { authorization, "content-type": type },
      ...(body === "" ? {} : { body }),
    });
    const text = await reply.text();
    const [, messageId] = /<MessageId>([^<]+)</.exec(text) ?? [];
    if (messageId !== undefined) {
      tags.set(messageId, tagsIn(form));
      // What SES has said yes to is never lost, whatever happens to this process.
      await onTaken();
    }
    response.writeHead(reply.status, { "content-type": "text/xml" }).end(text);
  };

  const front = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error("The local SES failed:", error);
      response.destroy();
    });
  });
  const port = await freePort();
  await new Promise<void>((done) => front.listen(port, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${port}`,
    /** What the engine has taken since a second, as it keeps it. */
    taken: async (sinceSeconds: number): Promise<unknown> =>
      (await fetch(`${engineUrl}/store?since=${sinceSeconds}`)).json(),
    tagsOf: (messageId: string): Record<string, string> => tags.get(messageId) ?? {},
    stop: async (): Promise<void> => {
      front.closeAllConnections();
      await new Promise((resolve) => front.close(resolve));
      await new Promise((resolve) => engine.close(resolve));
    },
  };
};
