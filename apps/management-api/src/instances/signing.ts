import { createPrivateKey, createPublicKey, type KeyObject, randomUUID } from "node:crypto";
import type { Entitlement } from "@mechanicbuddy/contract/plans";
import { type Keys, sha256 } from "@mechanicbuddy/platform/keys";
import { type JWK, SignJWT } from "jose";

const ISSUER = "mechanicbuddy:platform";
const CALL_SECONDS = 60;
/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/** Signs what the platform says to instances; they hold the public key only. */
export interface Signer {
  /** A bearer token for one call: method and path, one instance, 60 seconds, taken once. */
  signCall(instance: string, action: string, now: Date): Promise<string>;
  /** An entitlement document for one instance. */
  signEntitlement(instance: string, entitlement: Entitlement): Promise<string>;
  /** Published at `/.well-known/jwks.json`. */
  readonly publicJwk: JWK;
}

/** @param pem Ed25519 private key, `PLATFORM_SIGNING_KEY`; derived from the root secret when absent */
export function openSigner(keys: Keys, pem: string | undefined): Signer {
  const key = pem === undefined ? derived(keys) : createPrivateKey(pem.replaceAll("\\n", "\n"));
  const jwk = createPublicKey(key).export({ format: "jwk" }) as JWK;
  const kid = sha256(JSON.stringify(jwk)).toString("base64url").slice(0, 12);
  return {
    publicJwk: { ...jwk, kid, use: "sig", alg: "EdDSA" },
    signCall: (instance, action, now) => {
      const seconds = Math.floor(now.getTime() / 1000);
      return new SignJWT({})
        .setProtectedHeader({ alg: "EdDSA", typ: "mb-call+jwt", kid })
        .setIssuer(ISSUER)
        .setAudience(instance)
        .setSubject(action)
        .setJti(randomUUID())
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + CALL_SECONDS)
        .sign(key);
    },
    signEntitlement: (instance, entitlement) =>
      new SignJWT({ entitlement })
        .setProtectedHeader({ alg: "EdDSA", typ: "mb-entitlement+jwt", kid })
        .setIssuer(ISSUER)
        .setAudience(instance)
        .sign(key),
  };
}

function derived(keys: Keys): KeyObject {
  return createPrivateKey({
    key: Buffer.concat([PKCS8_HEAD, keys.derive("platform-signing")]),
    format: "der",
    type: "pkcs8",
  });
}
