import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";

/** Keys for one purpose each, derived (HKDF-SHA-256) from the root secret and the instance's name. */
export interface Keys {
  /** 32 bytes for a purpose such as `api-token` or `tenant-login:acme`. */
  derive(purpose: string): Buffer;
  /** The same from the previous root secret while a rotation lasts. */
  derivePrevious(purpose: string): Buffer | undefined;
}

/** @param rootHex 64 bytes as hex, `JWT_SECRET` · @param instance name of this instance · @param previousHex the secret being rotated out */
export function keysFrom(rootHex: string, instance: string, previousHex?: string): Keys {
  const derive = (hex: string, purpose: string) =>
    Buffer.from(hkdfSync("sha256", Buffer.from(hex, "hex"), instance, purpose, 32));
  return {
    derive: (purpose) => derive(rootHex, purpose),
    derivePrevious: (purpose) => (previousHex === undefined ? undefined : derive(previousHex, purpose)),
  };
}

/** SHA-256 of text or bytes. */
export function sha256(data: string | Uint8Array): Buffer {
  return createHash("sha256").update(data).digest();
}

/** A token of 256 random bits for links, sessions and devices, base64url. Only its hash is stored. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Compares secrets in constant time, whatever their lengths. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(sha256(given), sha256(expected));
}

/** Encrypts text with AES-256-GCM. `place` (tenant, table, row, column) is bound in, so a value moved elsewhere does not open. */
export function seal(key: Buffer, place: string, plain: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(place));
  return Buffer.concat([iv, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `seal` made for the same place; throws when it was changed or moved. */
export function unseal(key: Buffer, place: string, sealed: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12)).setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString("utf8");
}
