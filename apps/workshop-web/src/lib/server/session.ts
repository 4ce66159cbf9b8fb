import type { SignedIn } from "@mechanicbuddy/contract/identity";
import type { Role } from "@mechanicbuddy/contract/permission";
import type { Cookies } from "@sveltejs/kit";
import { EncryptJWT, jwtDecrypt } from "jose";

/** What the session cookie holds, readable by this server only. */
export interface Session {
  tenant: string;
  /** Token for the API. */
  token: string;
  /** Absolute end, ISO. */
  expiresAt: string;
  idleSeconds: number;
  remember: boolean;
  role: Role;
}

/** Seals a session as JWE (`dir`, A256GCM); it dies with the session. */
export async function seal(session: Session, key: Uint8Array): Promise<string> {
  return new EncryptJWT({ ...session })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setExpirationTime(new Date(session.expiresAt))
    .encrypt(key);
}

/** Opens a sealed session; undefined when it was altered, expired, sealed with another key or for another workshop. */
export async function unseal(text: string, key: Uint8Array, tenant: string): Promise<Session | undefined> {
  try {
    const { payload } = await jwtDecrypt<Session>(text, key, {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    return payload.tenant === tenant ? payload : undefined;
  } catch {
    // Whatever is wrong with a cookie, the answer is the same: nobody is signed in.
    return undefined;
  }
}

/** Cookie names: the `__Host-` prefix needs https, so plain http on localhost or a private address goes without. */
export function cookieName(kind: "session" | "device", secure: boolean): string {
  return `${secure ? "__Host-" : ""}mb_${kind}`;
}

const yearSeconds = 365 * 24 * 3600;

/** Starts a session in this browser: session and device cookie. */
export async function startSession(
  cookies: Cookies,
  signedIn: SignedIn,
  options: { tenant: string; remember: boolean; secure: boolean; key: Uint8Array },
): Promise<void> {
  const { tenant, remember, secure, key } = options;
  const { token, expiresAt, idleSeconds, me } = signedIn;
  const sealed = await seal({ tenant, token, expiresAt, idleSeconds, remember, role: me.role }, key);
  const common = { path: "/", httpOnly: true, sameSite: "lax", secure } as const;
  cookies.set(cookieName("session", secure), sealed, {
    ...common,
    ...(remember ? { expires: new Date(expiresAt) } : {}),
  });
  cookies.set(cookieName("device", secure), signedIn.deviceToken, { ...common, maxAge: yearSeconds });
}

export function endSession(cookies: Cookies, secure: boolean): void {
  cookies.delete(cookieName("session", secure), { path: "/", secure });
}
