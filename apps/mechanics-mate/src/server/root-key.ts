import { createHash, randomBytes } from "node:crypto";

/** A key of this process alone, where development set none: sessions end with the process. */
const ownKey = randomBytes(48).toString("base64");

/** 64 bytes as hex of a root secret in any form; the keys of each purpose are derived from them. */
export function rootKeyOf(secret: string | undefined): string {
  return createHash("sha512")
    .update(secret ?? ownKey)
    .digest("hex");
}
