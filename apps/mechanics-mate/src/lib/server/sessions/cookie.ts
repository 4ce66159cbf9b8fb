import { EncryptJWT, jwtDecrypt } from "jose";

/** Seals a session's id as JWE; the cookie cannot outlive the session's absolute end. */
export async function sealSession(id: string, endsAt: Date, key: Uint8Array): Promise<string> {
  return new EncryptJWT({ sid: id })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setExpirationTime(endsAt)
    .encrypt(key);
}

/** The id in a sealed cookie; undefined when it was altered, has ended, or was sealed with another key. */
export async function openSession(text: string, keys: readonly Uint8Array[], now: Date): Promise<string | undefined> {
  for (const key of keys) {
    try {
      const { payload } = await jwtDecrypt(text, key, {
        keyManagementAlgorithms: ["dir"],
        contentEncryptionAlgorithms: ["A256GCM"],
        currentDate: now,
      });
      return typeof payload.sid === "string" ? payload.sid : undefined;
    } catch {
      // Whatever is wrong with a cookie, the answer is the same: nobody is signed in.
    }
  }
  return undefined;
}
