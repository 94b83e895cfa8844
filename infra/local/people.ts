import type { IncomingMessage, ServerResponse } from "node:http";
import Provider from "oidc-provider";
import { CODE_PEOPLE, type DemonstrationPerson, STAFF_PEOPLE } from "./demonstration-people.ts";
import { escapeHtml, localPage, localPageText } from "./pages.ts";
import { peopleShelf } from "./people-shelf.ts";

/** Where the provider stands on the portal's own port: one origin, as a browser sees it. */
export const PEOPLE_PATH = "/local/people";
const CHOOSE = `${PEOPLE_PATH}/choose/`;

const button = ({ id, name, part }: DemonstrationPerson): string =>
  `<li><button name="person" value="${escapeHtml(id)}">${escapeHtml(name)}</button> ${escapeHtml(part)}</li>`;

const bodyOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return new URLSearchParams(text);
};

/**
 * The office's directory, played locally: an OpenID Connect provider of the demonstration's staff, one button each and no
 * password. Its e-mail claim stands in the ID token, as Cognito puts it there.
 */
export const startPeople = (options: { siteAddress: string; clientId: string; folder: string }) => {
  const { siteAddress, clientId, folder } = options;
  const shelf = peopleShelf(folder);
  const provider = new Provider(`${siteAddress}${PEOPLE_PATH}`, {
    adapter: shelf.adapter,
    jwks: { keys: [shelf.jwk] },
    cookies: { keys: [shelf.cookieKey] },
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: "none",
        redirect_uris: [`${siteAddress}/sign-in/staff/return`],
        post_logout_redirect_uris: [`${siteAddress}/`],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    findAccount: (_ctx, id) => {
      const person = STAFF_PEOPLE.find((one) => one.id === id);
      if (person === undefined) return undefined;
      const { email, name } = person;
      return { accountId: id, claims: () => ({ sub: id, email, email_verified: true, name }) };
    },
    // Nobody is asked for consent: the portal is the office's own.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({
        clientId: ctx.oidc.client?.clientId,
        accountId: ctx.oidc.session?.accountId,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx, interaction) => `${CHOOSE}${interaction.uid}` },
    ttl: { AccessToken: 3600, AuthorizationCode: 60, Grant: 43_200, IdToken: 3600, Interaction: 3600, Session: 43_200 },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = localPageText(
            "Sign out of the local directory",
            `${form}<p><button form="op.logoutForm" name="logout" value="yes">Sign out</button></p>`,
          );
        },
      },
    },
    renderError: (ctx, out) => {
      ctx.body = localPageText(
        "The local directory says no",
        `<p>${escapeHtml(out.error_description ?? out.error)}</p>`,
      );
    },
  });
  const callback = provider.callback();

  const choose = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === "POST") {
      const accountId = (await bodyOf(request)).get("person") ?? "";
      await provider.interactionFinished(request, response, { login: { accountId } });
      return;
    }
    await provider.interactionDetails(request, response);
    localPage(
      response,
      "Who are you today",
      `<p>These people are invented. Choose one to come in as.</p><form method="post"><ul>${STAFF_PEOPLE.map(button).join("")}</ul></form>`,
    );
  };

  return {
    serve: async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
      if (url.pathname.startsWith(CHOOSE)) return choose(request, response);
      // The provider is told where it is mounted by the address it was asked under.
      Object.assign(request, { originalUrl: request.url });
      request.url = (request.url ?? "").slice(PEOPLE_PATH.length);
      await callback(request, response);
    },
  };
};

const codeRow = ({ name, email, part }: DemonstrationPerson): string =>
  `<li><a href="/sign-in?email=${encodeURIComponent(email)}">${escapeHtml(name)}</a>, ${escapeHtml(part)}: ${escapeHtml(email)} (<a href="/local/mail?to=${encodeURIComponent(email)}">codes</a>)</li>`;

const withCode = (data: "demonstration" | "empty"): string =>
  data === "empty"
    ? `<p>This portal has no demonstration data. <a href="/sign-in">Sign in</a> with any invented address.</p>`
    : `<ul>${CODE_PEOPLE.map(codeRow).join("")}</ul>`;

/** `/local/`: who there is, and where to go. */
export const serveDemonstration = (response: ServerResponse, data: "demonstration" | "empty"): void => {
  localPage(
    response,
    "Demonstration",
    `<p>Everybody here is invented, and no email leaves this machine: codes arrive in the <a href="/local/mail">outbox</a>.</p>
    <h2>Sign in with a code by email</h2>${withCode(data)}
    <h2>Sign in as the office does</h2><p><a href="/sign-in/staff?next=/office">Choose a person at the local directory</a></p>
    <ul>${STAFF_PEOPLE.map(({ name, email, part }) => `<li>${escapeHtml(name)}, ${escapeHtml(part)}: ${escapeHtml(email)}</li>`).join("")}</ul>
    <h2>Rehearse</h2><ul><li><a href="/local/clock">The local clock</a></li><li><a href="/local/schedules">Scheduled jobs</a></li></ul>`,
  );
};
