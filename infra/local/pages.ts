import type { IncomingMessage, ServerResponse } from "node:http";

export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const STYLE =
  "body{font:16px/1.5 system-ui,sans-serif;color:#0b1f33;max-width:52rem;margin:0 auto;padding:1rem}a{color:#0b6158}" +
  "pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f6f5f1;padding:1rem}article{border-top:1px solid #c8c8c4}" +
  "button,input{font:inherit;padding:.5rem 1rem;min-height:44px}li{margin:.5rem 0}";

/** The text of a page of the laptop alone, without script. It is never part of the product: AWS has no `/local/`. */
export const localPageText = (title: string, body: string): string =>
  `<!doctype html><html lang="en-GB"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${STYLE}</style><nav><a href="/">The portal</a> · <a href="/local/">Demonstration</a> · <a href="/local/mail">Outbox</a></nav><h1>${escapeHtml(title)}</h1>${body}</html>`;

/** Answers with such a page. */
export const localPage = (response: ServerResponse, title: string, body: string): void => {
  response
    .writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    })
    .end(localPageText(title, body));
};

/** What a form of a local page sent. */
export const formOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
};
