/*
 * Keeps the site's own files on the device, so that a page opens where there is no network. What the portal answers is never
 * touched: text and bids are kept by the pages themselves, under the person who may see them.
 */
const FILES = "site";
/** The one page that stands for every path (`index.html`). */
const SHELL = "/";
/** Files of old releases go when there are more than this. */
const MOST_FILES = 300;
/** Addresses that the server answers itself. */
const SERVERS = /^\/(api\/|local\b|healthz$|sign-in\/staff\b)/;

const keep = async (key, response) => {
  const files = await caches.open(FILES);
  await files.put(key, response);
  const kept = await files.keys();
  const assets = kept.filter(({ url }) => new URL(url).pathname !== SHELL);
  await Promise.all(assets.slice(0, Math.max(0, assets.length - MOST_FILES)).map((request) => files.delete(request)));
};

/** A file's name changes with what is in it: the one on the device is the right one. */
const asset = async (event) => {
  const kept = await caches.match(event.request);
  if (kept !== undefined) return kept;
  const response = await fetch(event.request);
  if (response.ok) event.waitUntil(keep(event.request, response.clone()));
  return response;
};

/** The newest page where there is a network, the last one where there is none. */
const page = async (event) => {
  try {
    const response = await fetch(event.request);
    if (response.ok && !response.redirected) event.waitUntil(keep(SHELL, response.clone()));
    return response;
  } catch (error) {
    const kept = await caches.match(SHELL);
    if (kept === undefined) throw error;
    return kept;
  }
};

const isAsset = (address) => {
  const { origin, pathname } = new URL(address);
  return origin === self.location.origin && pathname.startsWith("/assets/");
};

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fetch(SHELL).then((response) => (response.ok ? keep(SHELL, response) : undefined)));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
/** A page names the files that it has: those come from the browser's own store. */
self.addEventListener("message", (event) => {
  const addresses = event.data.filter(isAsset);
  event.waitUntil(
    Promise.all(
      addresses.map(async (address) => {
        if ((await caches.match(address)) !== undefined) return;
        const response = await fetch(address);
        if (response.ok) await keep(address, response);
      }),
    ),
  );
});
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (isAsset(url)) event.respondWith(asset(event));
  else if (mode === "navigate" && !SERVERS.test(pathname)) event.respondWith(page(event));
});
