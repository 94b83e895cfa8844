import { appendFileSync, existsSync, readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import * as z from "zod/mini";
import { formatDateTime, toInstant } from "../../shared/rules/london.ts";
import { RETURNS } from "./mail-returns.ts";
import { escapeHtml, localPage } from "./pages.ts";
import { startSes } from "./ses.ts";

const Email = z.object({
  messageId: z.string(),
  from: z.string(),
  destination: z.object({ to: z.array(z.string()) }),
  subject: z.string(),
  body: z.object({ text: z.optional(z.string()), html: z.optional(z.string()) }),
  at: z.number(),
  /** What the sender said of it, for whoever is told of it later. */
  tags: z._default(z.record(z.string(), z.string()), {}),
});
export type Email = z.infer<typeof Email>;
const Store = z.object({ emails: z.array(Email) });

/** The local SES, and the outbox that keeps what it took: e-mails land here and nowhere else. */
export const startOutbox = async (
  folder: string,
  onAccepted: (email: Email) => Promise<void> = async () => undefined,
) => {
  const file = join(folder, "outbox.jsonl");
  const kept = new Map<string, Email>();
  if (existsSync(file))
    for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
      const email = Email.parse(JSON.parse(line));
      kept.set(email.messageId, email);
    }
  let newest = 0;
  /** Takes over what SES has accepted since the last look; the engine counts in whole seconds, and gives the last one again. */
  const keep = async (): Promise<void> => {
    const { emails } = Store.parse(await ses.taken(newest));
    for (const taken of emails.filter(({ messageId }) => !kept.has(messageId))) {
      newest = Math.max(newest, taken.at);
      const email = { ...taken, tags: ses.tagsOf(taken.messageId) };
      kept.set(email.messageId, email);
      appendFileSync(file, `${JSON.stringify(email)}\n`);
      // As SES tells by EventBridge: later, and whatever becomes of the sender.
      setImmediate(() => {
        onAccepted(email).catch((error: unknown) => console.error("Nobody heard that an email arrived:", error));
      });
    }
  };
  const ses = await startSes(() => keep());
  const newestFirst = async (): Promise<Email[]> => {
    await keep();
    return [...kept.values()].reverse();
  };
  return {
    url: ses.url,
    all: newestFirst,
    find: (messageId: string): Email | undefined => kept.get(messageId),
    /**
     * `/local/mail`: newest first; `?to=` narrows to one address, `.json` gives the same as data, and `/local/mail/<id>` is
     * one e-mail as a mail program draws it.
     */
    serve: async (url: URL, response: ServerResponse): Promise<void> => {
      const all = await newestFirst();
      const one = kept.get(decodeURIComponent(url.pathname.replace(/^\/local\/mail\/?/, "")));
      if (one !== undefined) {
        response.writeHead(200, HTML_MAIL).end(one.body.html ?? "");
        return;
      }
      const to = url.searchParams.get("to");
      const emails = all.filter(({ destination }) => to === null || destination.to.includes(to));
      if (url.pathname.endsWith(".json")) {
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(emails));
        return;
      }
      const addresses = [...new Set(all.flatMap(({ destination }) => destination.to))].sort();
      localPage(response, "Local outbox", mailboxesOf(addresses, to) + (emails.map(articleOf).join("") || NONE_YET));
    },
    stop: async (): Promise<void> => {
      await keep();
      await ses.stop();
    },
  };
};

const NONE_YET = "<p>No email has been sent yet.</p>";
// What was sent is shown as it is, and may do nothing: it runs no script and loads nothing.
const HTML_MAIL = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation-by-user-activation",
};

const mailboxesOf = (addresses: readonly string[], chosen: string | null): string => {
  const link = (href: string, text: string, isChosen: boolean) =>
    isChosen ? `<strong>${escapeHtml(text)}</strong>` : `<a href="${href}">${escapeHtml(text)}</a>`;
  const each = addresses.map((address) =>
    link(`/local/mail?to=${encodeURIComponent(address)}`, address, chosen === address),
  );
  return `<p>Emails of this computer’s portal end here and go nowhere else. ${link("/local/mail", "Everyone", chosen === null)}${each.map((one) => ` · ${one}`).join("")}</p>`;
};

const articleOf = ({ messageId, from, destination, subject, body, at }: Email): string => {
  const when = formatDateTime(toInstant(at * 1000));
  const asHtml =
    body.html === undefined
      ? ""
      : ` · <a href="/local/mail/${encodeURIComponent(messageId)}">as a mail program shows it</a>`;
  return `<article><h2>${escapeHtml(subject)}</h2><p>To ${escapeHtml(destination.to.join(", "))}, from ${escapeHtml(from)}<br>${when}${asHtml}</p>${returnForm(messageId)}<pre>${linked(body.text ?? "")}</pre></article>`;
};

const returnForm = (messageId: string): string => {
  const button = (how: string, words: string) => `<button name="how" value="${how}">${escapeHtml(words)}</button>`;
  const buttons = Object.entries(RETURNS).map(([how, words]) => button(how, words));
  return `<form method="post" action="/local/mail-returned"><input type="hidden" name="id" value="${escapeHtml(messageId)}">Play that it comes back: ${buttons.join(" ")}</form>`;
};

const linked = (text: string): string =>
  escapeHtml(text).replace(/https?:\/\/[^\s<]+/g, (address) => `<a href="${address}">${address}</a>`);
