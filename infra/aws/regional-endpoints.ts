/*
 * Stands in for the SDK's own tables of endpoints in the bundles (`bundle.ts`), which are 50 KB of accelerated, dual-stack and
 * sovereign addresses: a function calls three services, in one region, by their plain names. A test holds the answers equal.
 */

type Asked = { readonly Region?: string; readonly Endpoint?: string; readonly Bucket?: string };

const addressed = (service: string, { Region, Endpoint }: Asked): URL =>
  new URL(Endpoint ?? `https://${service}.${Region}.amazonaws.com`);

export const dynamodb = (asked: Asked) => ({ url: addressed("dynamodb", asked), properties: {}, headers: {} });

export const ses = (asked: Asked) => ({ url: addressed("email", asked), properties: {}, headers: {} });

/** Buckets by path, as `functions/deps.ts` asks for them. */
export const s3 = (asked: Asked) => {
  const url = addressed("s3", asked);
  if (asked.Bucket !== undefined) url.pathname = `${url.pathname.replace(/\/$/, "")}/${asked.Bucket}`;
  return {
    url,
    properties: {
      authSchemes: [
        { disableDoubleEncoding: true, name: "sigv4", signingName: "s3", signingRegion: asked.Region ?? "" },
      ],
    },
    headers: {},
  };
};
