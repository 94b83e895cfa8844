/**
 * The security headers of every answer, files of the site and the API alike: CloudFront and the local runtime read this one
 * list. Nothing inline, nothing from elsewhere, no string that becomes code (trusted types with one policy, which names
 * the one worker: neither Preact nor the build's own loader needs any).
 *
 * `uploadOrigin` is where documents are posted to and shown from directly (the bucket's own origin), the only other place a
 * page may talk to. What is shown from there runs nothing of ours: it is another origin.
 */
export const securityHeaders = ({
  uploadOrigin,
}: {
  uploadOrigin?: string | undefined;
} = {}): Record<string, string> => ({
  "content-security-policy": contentSecurityPolicy(uploadOrigin),
  // Two years, as the preload list asks; browsers ignore it on plain HTTP, so the local portal sends it too.
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "permissions-policy": PERMISSIONS.map((feature) => `${feature}=()`).join(", "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  // For the browsers that do not know frame-ancestors.
  "x-frame-options": "DENY",
});

const PERMISSIONS = [
  "accelerometer",
  "browsing-topics",
  "camera",
  "display-capture",
  "geolocation",
  "gyroscope",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "usb",
] as const;

const contentSecurityPolicy = (uploadOrigin: string | undefined): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self'${uploadOrigin === undefined ? "" : ` ${uploadOrigin}`}`,
    ...(uploadOrigin === undefined ? [] : [`frame-src ${uploadOrigin}`]),
    `connect-src 'self'${uploadOrigin === undefined ? "" : ` ${uploadOrigin}`}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types site-worker",
  ].join("; ");
