/** Headers of every reply, files included. `ours` is the operator's own domain: a workshop's is not ours to bind. */
export function securityHeaders(secure: boolean, ours: boolean): Record<string, string> {
  return {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": permissionsPolicy,
    ...(secure ? { "Strict-Transport-Security": `max-age=63072000${ours ? "; includeSubDomains; preload" : ""}` } : {}),
  };
}

const refused = [
  "accelerometer",
  "autoplay",
  "display-capture",
  "encrypted-media",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "picture-in-picture",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];
const permissionsPolicy = ["camera=(self)", ...refused.map((feature) => `${feature}=()`)].join(", ");
