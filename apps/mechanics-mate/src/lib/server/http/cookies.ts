/** Cookies of a request's header; of two with one name the first counts. */
export function readCookies(header: string | null): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of (header ?? "").split(";")) {
    const at = part.indexOf("=");
    const name = part.slice(0, at).trim();
    if (at > 0 && !found.has(name)) found.set(name, part.slice(at + 1).trim());
  }
  return found;
}

/** The `__Host-` prefix needs https; plain http goes without. */
export function cookieName(kind: "session" | "visitor", isSecure: boolean): string {
  return `${isSecure ? "__Host-" : ""}mate_${kind}`;
}

/** A `Set-Cookie` line, httpOnly and SameSite=Lax. Without `expires` it ends with the browser; a past one removes it. */
export function cookieLine(
  name: string,
  value: string,
  { isSecure, expires }: { isSecure: boolean; expires?: Date },
): string {
  const parts = [`${name}=${value}`, "Path=/", "HttpOnly", "SameSite=Lax"];
  if (isSecure) parts.push("Secure");
  if (expires !== undefined) parts.push(`Expires=${expires.toUTCString()}`);
  return parts.join("; ");
}
