import type { Role } from "@mechanicbuddy/contract/permission";
import { Refusal } from "@mechanicbuddy/contract/problem";
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
        last_seen_at as "lastSeenAt" from session_of(${sha256(claims.session)}, ${claims.role})`),
    );
  } catch (error) {
    const { code, detail } = error as { code?: string; detail?: string };
    if (code === "MB401") throw unauthenticated();
    if (code === "MB409") throw new RoleChanged(detail as Role);
    throw error;
  }
}

/** Refuses everything but the change itself while a password must be changed. */
export function refuseUntilChanged(session: Session, allowed: boolean): void {
  if (session.mustChangePassword && !allowed) {
    throw new Refusal("password_change_required", "Choose a new password to go on.");
  }
}

/** Notes that the session was used, at most once a minute. */
export async function touch(db: Db, session: Session, now: Date): Promise<void> {
  if (now.getTime() - new Date(session.lastSeenAt).getTime() < 60_000) return;
  await db.run({
    text: "update sessions set last_seen_at = $2 where id = $1 and last_seen_at < $2",
    values: [session.sessionId, now],
  });
}
