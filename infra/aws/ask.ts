import { S3Client } from "@aws-sdk/client-s3";

/*
 * The few questions that only whoever deploys asks of AWS: signed by the SDK that is here already, with the credentials that
 * every AWS tool reads, in place of one more client package for each service.
 */

type Question = {
  /** The service as it is signed for. */
  readonly service: string;
  /** The service as it is addressed, where that is another name. */
  readonly host?: string;
  readonly region: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };
export type Ask = (question: Question) => Promise<Answer>;

/** What AWS would not answer, in its own words. */
export class NotAnswered extends Error {
  override readonly name = "NotAnswered";
}

/** Asks AWS; `endpoint` moves every question to another place, for the tests. Throws what is answered above 299. */
export const makeAsk = (client: S3Client = new S3Client({ region: "eu-west-2" }), endpoint?: string): Ask => {
  const signerFor = async (signingName: string, signingRegion: string) => {
    // A client signs for the first service that it was asked about, ever after: each question has its own.
    const { signer } = new S3Client({ region: signingRegion, credentials: client.config.credentials }).config;
    if (signer === undefined) throw new Error("The SDK's S3 client has no signer.");
    return signer({ name: "sigv4", signingName, signingRegion, properties: {} });
  };
  return async ({ service, host: at = service, region, method, path, query = {}, headers = {}, body }) => {
    const url = new URL(path, endpoint ?? `https://${at}.${region}.amazonaws.com`);
    const signer = await signerFor(service, region);
    const { protocol, hostname, host, port } = url;
    const signed = await signer.sign({
      ...{ method, protocol, hostname, path: url.pathname, query: { ...query } },
      ...(port === "" ? {} : { port: Number(port) }),
      ...(body === undefined ? {} : { body }),
      headers: { ...headers, host },
    });
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const { host: _host, ...sent } = signed.headers;
    const reply = await fetch(url, {
      method,
      headers: sent,
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body }),
    });
    const answer = { status: reply.status, headers: reply.headers, text: await reply.text() };
    if (reply.ok) return answer;
    throw new NotAnswered(`${service} answered ${reply.status}: ${answer.text.slice(0, 500)}`);
  };
};

/** A question in the words of the services that speak JSON by the name of an operation. */
export const jsonQuestion = (service: string, region: string, target: string, body: unknown): Question => ({
  ...{ service, region, method: "POST", path: "/" },
  headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
  body: JSON.stringify(body),
});
