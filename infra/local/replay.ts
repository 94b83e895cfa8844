import type { IncomingMessage, ServerResponse } from "node:http";
import { S3Client } from "@aws-sdk/client-s3";
import { failuresStore } from "../../functions/store/failures.ts";
import { tableOf } from "../aws/account.ts";
import { makeAsk } from "../aws/ask.ts";
import { type Config, configured } from "../aws/config.ts";
import { namesOf, physicalName } from "../aws/names.ts";
import { plainly } from "./command.ts";
import { listPutAside, type Replayed, replayPutAside, type Shelf } from "./put-aside.ts";

/** What a deployment has put aside. Its functions run where they are, with their own rights; we only knock. */
export const shelfOnAws = (config: Config): Shelf => {
  const { region } = config;
  const s3 = new S3Client({ region });
  const ask = makeAsk(s3);
  return {
    s3,
    bucket: namesOf(config).failures,
    failures: failuresStore(tableOf(config)),
    run: async (name, event) => {
      const path = `/2015-03-31/functions/${physicalName(name)}/invocations`;
      const body = JSON.stringify(event);
      const { headers, text } = await ask({ service: "lambda", region, method: "POST", path, body });
      if (headers.has("x-amz-function-error")) throw new Error(text.slice(0, 300));
      return text === "" ? undefined : JSON.parse(text);
    },
  };
};

const said = ({ lines, left }: Replayed): string =>
  [...lines, left === 0 ? "Nothing is put aside." : `${left} put aside.`].join("\n");

/** `/local/failures`: a GET lists what the local portal has put aside, a POST hands it over again. */
export const failuresPage = (shelf: Shelf) => async (request: IncomingMessage, response: ServerResponse) => {
  const outcome = await (request.method === "POST" ? replayPutAside(shelf) : listPutAside(shelf));
  response
    .writeHead(request.method === "POST" && outcome.left > 0 ? 409 : 200, {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
    })
    .end(`${said(outcome)}\n`);
};

const locally = async (list: boolean): Promise<number> => {
  const address = `http://localhost:${process.env.PORT ?? 3000}/local/failures`;
  const reply = await fetch(address, { method: list ? "GET" : "POST" }).catch(() => undefined);
  console.log(reply === undefined ? `No portal answers at ${address}. Start it with npm start.` : await reply.text());
  return reply?.ok === true ? 0 : 1;
};

/** `npm run replay`: on AWS, with the credentials of the environment; `-- --local`: in the portal that runs here; `-- --list` only names. */
export const run = (args: readonly string[]): Promise<void> =>
  plainly(async () => {
    const list = args.includes("--list");
    if (args.includes("--local")) return process.exit(await locally(list));
    const shelf = shelfOnAws(configured());
    const outcome = await (list ? listPutAside(shelf) : replayPutAside(shelf));
    console.log(said(outcome));
    if (!list && outcome.left > 0) process.exit(1);
  });
