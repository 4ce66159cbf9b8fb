import type { SignedIn } from "@mechanicbuddy/contract/management/auth";
import type { Cookies } from "@sveltejs/kit";
import { EncryptJWT, jwtDecrypt } from "jose";

/** Two doors: neither opens the other. */
export type Kind = "customer" | "staff";

/** What a session cookie holds, readable by this server only. */
export interface Session extends SignedIn {
  kind: Kind;
}

/** Seals a session as JWE (`dir`, A256GCM); it dies with the session. */
export async function seal(session: Session, key: Uint8Array): Promise<string> {
  return new EncryptJWT({ ...session })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setExpirationTime(new Date(session.sessionExpiresAt))
    .encrypt(key);
}

/** Opens a sealed session; undefined when it was altered, expired, sealed with another key or for the other door. */
export async function unseal(text: string, key: Uint8Array, kind: Kind): Promise<Session | undefined> {
  try {
    const { payload } = await jwtDecrypt<Session>(text, key, {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    return payload.kind === kind ? payload : undefined;
  } catch {
    // Whatever is wrong with a cookie, the answer is the same: nobody is signed in.
    return undefined;
  }
}

const names: Record<Kind, string> = { customer: "portal_session", staff: "portal_staff" };

/** The `__Host-` prefix needs https, so plain http on localhost or a private address goes without. */
export function cookieName(kind: Kind, secure: boolean): string {
  return `${secure ? "__Host-" : ""}${names[kind]}`;
}

/** Keeps a session in this browser; that of the staff ends with the browser. */
export async function keep(cookies: Cookies, session: Session, secure: boolean, key: Uint8Array): Promise<void> {
  cookies.set(cookieName(session.kind, secure), await seal(session, key), {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure,
    ...(session.kind === "customer" ? { expires: new Date(session.sessionExpiresAt) } : {}),
  });
}

export function forget(cookies: Cookies, kind: Kind, secure: boolean): void {
  cookies.delete(cookieName(kind, secure), { path: "/", secure });
}
