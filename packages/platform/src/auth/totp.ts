import { randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";

const PERIOD_SECONDS = 30;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A secret of 160 bits in base32, as an authenticator app takes it. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the QR code says: the app names the entry after issuer and person. */
export function uriOf(secret: string, { label, issuer }: { label: string; issuer: string }): string {
  return new TOTP({ secret, issuer, label, period: PERIOD_SECONDS }).toString();
}

/** The half minute whose code this is: now, the one before or the one after; undefined when it is none of theirs. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime();
  const delta = new TOTP({ secret, period: PERIOD_SECONDS }).validate({ token: code, timestamp, window: 1 });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / PERIOD_SECONDS) + delta;
}

/** 20 characters of 62, 119 bits, in groups that can be copied by hand. */
export function newRecoveryCode(): string {
  const letters = Array.from({ length: 20 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
  return letters.match(/.{5}/g)?.join("-") ?? letters;
}

/** A code as it was meant: spaces and dashes come with pasting. */
export function codeKey(typed: string): string {
  return typed.replace(/[^A-Za-z0-9]/g, "");
}
