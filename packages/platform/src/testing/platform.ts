import { createPrivateKey, createPublicKey, randomUUID } from "node:crypto";
import { type Entitlement, plans, type Tier } from "@mechanicbuddy/contract/plans";
import { SignJWT } from "jose";

/** One key for all processes of a test run, from a seed everybody knows: worth nothing outside of tests. */
const seed = Buffer.alloc(32, "a platform for tests only");
const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]),
  format: "der",
  type: "pkcs8",
});
const publicKey = createPublicKey(privateKey);
const ISSUER = "mechanicbuddy:platform";

/** The platform of the tests: signs calls and entitlements as the real one does. */
export const testPlatform = {
  publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
  signingKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),

  /** The bearer token of one call, `action` being method and path. */
  signCall(action: string, { now, instance = "test" }: { now: Date; instance?: string }): Promise<string> {
    const seconds = Math.floor(now.getTime() / 1000);
    return new SignJWT({})
      .setProtectedHeader({ alg: "EdDSA", typ: "mb-call+jwt" })
      .setIssuer(ISSUER)
      .setAudience(instance)
      .setSubject(action)
      .setJti(randomUUID())
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 60)
      .sign(privateKey);
  },

  signEntitlement(entitlement: Entitlement, { instance = "test" }: { instance?: string } = {}): Promise<string> {
    return new SignJWT({ entitlement })
      .setProtectedHeader({ alg: "EdDSA", typ: "mb-entitlement+jwt" })
      .setIssuer(ISSUER)
      .setAudience(instance)
      .sign(privateKey);
  },
};

/** An active workshop on a plan, unless said otherwise. */
export function entitled(tenant: string, tier: Tier, change: Partial<Entitlement> = {}): Entitlement {
  const { limits } = plans[tier];
  const issuedAt = "2026-03-17T08:00:00.000Z";
  return { tenant, version: 1, tier, state: "active", limits, features: [], issuedAt, ...change };
}
