import { VIEWER_HEADER } from "../../functions/edge/viewer-address.ts";

/**
 * The two small programs that run inside CloudFront. They are text here, because that is how CloudFront takes them; tests run
 * them as they are.
 */

/** A path that names no file is a page of the site, and all of its pages are one file (`infra/local/site.ts` does the same). */
export const PAGES = `
function handler(event) {
  var request = event.request;
  var last = request.uri.slice(request.uri.lastIndexOf("/") + 1);
  if (last.indexOf(".") === -1) request.uri = "/index.html";
  return request;
}
`.trim();

/**
 * Says where a request came from, over whatever the request itself says: the policy that leaves out Host adds no header of
 * CloudFront's own (`functions/edge/viewer-address.ts`).
 */
export const VIEWER = `
function handler(event) {
  var request = event.request;
  request.headers["${VIEWER_HEADER}"] = { value: event.viewer.ip };
  return request;
}
`.trim();
