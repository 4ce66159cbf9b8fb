import { notForSupport, type Permission, type Role } from "@mechanicbuddy/contract/permission";
import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Route } from "@mechanicbuddy/contract/route";
import { sql } from "kysely";
import { type Db, hot, one } from "../database/statement.ts";
import { sha256 } from "../keys.ts";
import { type Claims, unauthenticated } from "./tokens.ts";

/** The session row behind a token. */
export interface Session {
  sessionId: string;
  userId: string;
  role: Role;
  mustChangePassword: boolean;
  lastSeenAt: string;
  /** When the password or a code was last given. */
  provedAt: string;
  /** The role demands a second factor and the person has none. */
  mustAddFactor: boolean;
  /** Who of the operator sits before it; null for people of the workshop. */
  supportPerson: string | null;
  supportMayWrite: boolean;
}

/** The person's role changed since the token was made; the request runs again under the new one. */
export class RoleChanged extends Error {
  readonly role: Role;
  constructor(role: Role) {
    super("role changed");
    this.role = role;
  }
}

/**
 * Reads the session of a token. Sent together with the request's own first statement, so it costs no round trip;
 * nothing is answered or saved before it is known. `session_of` raises when the session is over.
 */
export async function checkSession(db: Db, claims: Claims): Promise<Session> {
  try {
    return await one<Session>(
      db,
      hot(sql`select session_id as "sessionId", user_id as "userId", role, must_change_password as "mustChangePassword",
        last_seen_at as "lastSeenAt", proved_at as "provedAt", must_add_factor as "mustAddFactor",
        support_person as "supportPerson", support_may_write as "supportMayWrite"
        from session_of(${sha256(claims.session)}, ${claims.role})`),
    );
  } catch (error) {
    const { code, detail } = error as { code?: string; detail?: string };
    if (code === "MB401") throw unauthenticated();
    if (code === "MB409") throw new RoleChanged(detail as Role);
    throw error;
  }
}

/** Refuses everything but the change itself while a password must be changed or a second factor set up. */
export function refuseUntilChanged(
  session: Session,
  { beforePasswordChange = false, beforeFactor = false }: { beforePasswordChange?: boolean; beforeFactor?: boolean },
): void {
  if (session.mustChangePassword && !beforePasswordChange) {
    throw new Refusal("password_change_required", "Choose a new password to go on.");
  }
  if (session.mustAddFactor && !beforeFactor) {
    throw new Refusal("factor_setup_required", "Your workshop asks for a second factor. Set it up to go on.");
  }
}

const PROOF_MS = 15 * 60_000;

/** Refuses what asks for the password again when it was given more than 15 minutes ago. */
export function refuseStale({ provedAt }: Pick<Session, "provedAt">, now: Date): void {
  if (now.getTime() - new Date(provedAt).getTime() <= PROOF_MS) return;
  throw new Refusal("proof_required", "Enter your password again to go on.");
}

/**
 * What somebody of the operator may do in a workshop that let them in: read, and change things only where the owner
 * said so. What belongs to the person who let them in, accounts, archives and what asks for a fresh password never are.
 */
export function refuseSupport(session: Session, route: Route, isSessionItself: boolean): void {
  if (session.supportPerson === null || isSessionItself) return;
  const { permission } = route;
  const reading = route.method === "GET";
  if (!reading && !session.supportMayWrite) throw new Refusal("forbidden", "Support may read here, not change.");
  const isOpen = permission === "self" ? route.forSupport === true : !notForSupport.has(permission as Permission);
  if (isOpen && route.freshProof !== true) return;
  throw new Refusal("forbidden", reading ? "Support cannot open this." : "Support cannot do this.");
}

/** Notes that the session was used, at most once a minute. */
export async function touch(db: Db, session: Session, now: Date): Promise<void> {
  if (now.getTime() - new Date(session.lastSeenAt).getTime() < 60_000) return;
  await db.run({
    text: "update sessions set last_seen_at = $2 where id = $1 and last_seen_at < $2",
    values: [session.sessionId, now],
  });
}
