import { createPrivateKey, type KeyObject } from "node:crypto";
import type { ManagementApiConfig } from "@mechanicbuddy/platform/config/management";
import { newId } from "@mechanicbuddy/platform/id";
import type { Keys } from "@mechanicbuddy/platform/keys";
import { SignJWT } from "jose";

const ISSUER = "mechanicbuddy:platform";
const LIFETIME_SECONDS = 60;
/** What stands before the 32 bytes of an Ed25519 key in PKCS 8 (RFC 8410). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** The platform's Ed25519 key: the configured one, or one derived from the root secret. */
export function signingKey(config: Pick<ManagementApiConfig, "PLATFORM_SIGNING_KEY">, keys: Keys): KeyObject {
  const pem = config.PLATFORM_SIGNING_KEY;
  if (pem !== undefined) return createPrivateKey(pem.replaceAll("\\n", "\n"));
  return createPrivateKey({
    key: Buffer.concat([PKCS8, keys.derive("platform-signing")]),
    format: "der",
    type: "pkcs8",
  });
}

/** Proves one call to one instance, for 60 s and once. @param action method and path, `PUT /internal/tenants/acme` */
export function signCall(key: KeyObject, instance: string, action: string, now: Date): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  return new SignJWT({})
    .setProtectedHeader({ alg: "EdDSA", typ: "mb-call+jwt" })
    .setIssuer(ISSUER)
    .setAudience(instance)
    .setSubject(action)
    .setJti(newId())
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + LIFETIME_SECONDS)
    .sign(key);
}
