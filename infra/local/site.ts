import { createReadStream, existsSync, statSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

export const SITE_FOLDER = fileURLToPath(new URL("../../dist/web/", import.meta.url));

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};

/** How a file of the site is served: files under `/assets/` carry the hash of what is in them and never change. */
export const headersOfFile = (path: string): { "content-type": string; "cache-control": string } => ({
  "content-type": TYPES[extname(path)] ?? "application/octet-stream",
  "cache-control": path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
});

const decodedPath = (path: string): string | undefined => {
  try {
    return decodeURI(path);
  } catch {
    return undefined;
  }
};

/** The built site, as CloudFront serves it: a file by its name, and the one page for every path that is not a file. */
export const serveSite = (path: string, response: ServerResponse): void => {
  const decoded = decodedPath(path);
  if (decoded === undefined) {
    response.writeHead(400, { "content-type": "text/plain" }).end("This is no address.");
    return;
  }
  const inside = normalize(decoded).replace(/^(\.\.[/\\])+/, "");
  const wanted = join(SITE_FOLDER, inside);
  const isFile =
    wanted.startsWith(SITE_FOLDER) && extname(wanted) !== "" && existsSync(wanted) && statSync(wanted).isFile();
  if (!isFile && extname(inside) !== "") {
    response.writeHead(404, { "content-type": "text/plain" }).end("There is no such file.");
    return;
  }
  const file = isFile ? wanted : join(SITE_FOLDER, "index.html");
  response.writeHead(200, headersOfFile(isFile ? inside : "/index.html"));
  // A build that runs at this moment has taken the file away: this answer breaks off, the portal goes on.
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
};
