import { createHmac, randomBytes } from "node:crypto";
import { MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import { sameSecret } from "@mechanicbuddy/platform/keys";

const LIFE_MS = 3_600_000;

/** `nonce.expiry.HMAC(key, binding|nonce|expiry)`: good for an hour and for one session or pre-session. */
export function newCsrfToken(key: Buffer, binding: string, now: Date): string {
  const nonce = randomBytes(12).toString("base64url");
  const expiry = Math.floor((now.getTime() + LIFE_MS) / 1000);
  return `${nonce}.${expiry}.${signature(key, binding, nonce, String(expiry))}`;
}

/** True for a token of this binding that has not run out. */
export function isCsrfToken(key: Buffer, binding: string, token: string, now: Date): boolean {
  const [nonce = "", expiry = "", mac = "", ...more] = token.split(".");
  if (more.length > 0 || !/^\d{1,12}$/.test(expiry)) return false;
  return sameSecret(mac, signature(key, binding, nonce, expiry)) && Number(expiry) * 1000 > now.getTime();
}

function signature(key: Buffer, binding: string, nonce: string, expiry: string): string {
  return createHmac("sha256", key).update(`${binding}|${nonce}|${expiry}`).digest("base64url");
}

export interface UnsafeRequest {
  origin: string | null;
  fetchSite: string | null;
  hasCookie: boolean;
}

/** Refuses what a page of another site sent. */
export function refuseForeign({ origin, fetchSite }: UnsafeRequest, origins: readonly string[]): void {
  const isForeign = origin !== null ? !origins.includes(origin) : fetchSite !== null && fetchSite !== "same-origin";
  if (isForeign)
    throw new MateRefusal("csrf_invalid", "This came from another site. Open the page itself and try again.");
}

/**
 * Refuses a request of a browser, or with a cookie of ours, that brings no good token. With neither it carries nothing
 * that could be abused.
 */
export function refuseWithoutToken(
  { origin, fetchSite, hasCookie }: UnsafeRequest,
  token: string | undefined,
  isToken: (token: string) => boolean,
): void {
  if (origin === null && fetchSite === null && !hasCookie) return;
  if (token === undefined || !isToken(token)) {
    throw new MateRefusal("csrf_invalid", "The page was open too long. Load it again and repeat what you did.");
  }
}
