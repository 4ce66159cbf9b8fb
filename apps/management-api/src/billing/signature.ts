import { createHmac, timingSafeEqual } from "node:crypto";

const TOLERANCE_S = 300;

/**
 * Whether one of the secrets signed these very bytes within five minutes: `t=1700000000,v1=<HMAC-SHA256 of "t.body">`.
 * Stripe sends several `v1` while a secret is replaced.
 */
export function isSigned(raw: Buffer, header: string, secrets: readonly string[], now: Date): boolean {
  const parts = header.split(",").map((part) => part.trim().split("=", 2) as [string, string?]);
  const at = Number(parts.find(([name]) => name === "t")?.[1]);
  if (!Number.isInteger(at) || Math.abs(now.getTime() / 1000 - at) > TOLERANCE_S) return false;
  const given = parts.flatMap(([name, value]) => (name === "v1" && /^[0-9a-f]{64}$/.test(value ?? "") ? [value] : []));
  return secrets.some((secret) => {
    const wanted = createHmac("sha256", secret).update(`${at}.`).update(raw).digest();
    return given.some((one) => timingSafeEqual(wanted, Buffer.from(one as string, "hex")));
  });
}
