import type { MemberRole } from "@mechanicbuddy/contract/management/permission";
import { type StaffRole, staffMay } from "@mechanicbuddy/contract/management/permission";
import type { AnyManagementRoute, Who } from "@mechanicbuddy/contract/management/route";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { type Db, maybeOne } from "@mechanicbuddy/platform/database/statement";
import { sameSecret, sha256 } from "@mechanicbuddy/platform/keys";
import type { FastifyRequest } from "fastify";
import { sql } from "kysely";
import type { Actor } from "../context.ts";
import type { App } from "./app.ts";
import { type Claims, unauthenticated } from "./tokens.ts";

const FRESH_MS = 10 * 60_000;
/** So long a session may rest before it ends. */
export const IDLE_MS = { customer: 12 * 3_600_000, staff: 30 * 60_000 };

/** The bearer of a request, or undefined where none is sent. */
export function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1];
}

/** Finds out who calls and refuses whom the route does not name. Every audience is proven anew, with its session row. */
export async function actorOf(
  app: App,
  db: Db,
  route: AnyManagementRoute,
  request: FastifyRequest,
  { beforeFactor }: { beforeFactor: boolean },
): Promise<Actor> {
  const { who } = route;
  const from = { ip: request.ip, userAgent: request.headers["user-agent"]?.slice(0, 300) ?? "" };
  if (who.public === true) return { kind: "visitor", ...from };
  const token = bearerOf(request);
  if (token === undefined) throw unauthenticated();
  if (who.service !== undefined) return service(app, db, who.service, request, token);
  const claims = await app.tokens.verify(token);
  return claims.audience === "portal-staff"
    ? staff(app, db, route, claims, from, beforeFactor)
    : customer(app, db, who, claims, from, request);
}

async function service(
  app: App,
  db: Db,
  kind: NonNullable<Who["service"]>,
  request: FastifyRequest,
  token: string,
): Promise<Actor> {
  if (kind === "routing") {
    if (!sameSecret(token, app.routingKey)) throw unauthenticated();
    return { kind: "instance", id: "routing", ip: request.ip };
  }
  const { id } = request.params as { id: string };
  const known = await maybeOne<{ hash: Buffer | null }>(
    db,
    sql`select token_hash as hash from instances where id = ${id} and state <> 'closed'`,
  );
  if (known?.hash == null || !known.hash.equals(sha256(token))) throw unauthenticated();
  return { kind: "instance", id, ip: request.ip };
}

interface StaffSession {
  email: string;
  role: StaffRole;
  hasFactor: boolean;
  factorAt: string | null;
}

async function staff(
  app: App,
  db: Db,
  route: AnyManagementRoute,
  claims: Claims,
  from: { ip: string; userAgent: string },
  beforeFactor: boolean,
): Promise<Actor> {
  const permission = route.who.staff;
  if (permission === undefined) throw unauthenticated();
  const now = app.now();
  const session = await maybeOne<StaffSession>(
    db,
    sql`update sessions set last_used_at = ${now} from staff
      where sessions.id = ${claims.session} and staff.id = sessions.staff and staff.id = ${claims.subject}
        and expires_at > ${now} and last_used_at > ${new Date(now.getTime() - IDLE_MS.staff)} and disabled_at is null
      returning email, role, factor_at as "factorAt",
        exists (select from factors where factors.staff = staff.id and kind = 'totp' and confirmed_at is not null) as "hasFactor"`,
  );
  if (session === undefined) throw unauthenticated();
  if (!session.hasFactor && !beforeFactor) {
    throw new Refusal("factor_setup_required", "Set up a second factor to go on.");
  }
  if (permission !== "self" && !staffMay(session.role, permission)) {
    throw new Refusal("forbidden", `This needs the permission ${permission}.`);
  }
  if (route.freshFactor === true && !isFresh(session.factorAt, now)) {
    throw new Refusal("proof_required", "Enter a code of your second factor again to go on.");
  }
  return {
    kind: "staff",
    id: claims.subject,
    session: claims.session,
    email: session.email,
    role: session.role,
    ...from,
  };
}

/** True while the second factor was given within the last ten minutes. */
export function isFresh(factorAt: string | null, now: Date): boolean {
  return factorAt !== null && now.getTime() - new Date(factorAt).getTime() <= FRESH_MS;
}

async function customer(
  app: App,
  db: Db,
  who: Who,
  claims: Claims,
  from: { ip: string; userAgent: string },
  request: FastifyRequest,
): Promise<Actor> {
  if (who.customer === undefined) throw unauthenticated();
  const now = app.now();
  const tenant = who.customer === "self" ? null : (request.params as { id: string }).id;
  const session = await maybeOne<{ email: string; role: MemberRole | null }>(
    db,
    sql`update sessions set last_used_at = ${now} from accounts
      where sessions.id = ${claims.session} and accounts.id = sessions.account and accounts.id = ${claims.subject}
        and expires_at > ${now} and last_used_at > ${new Date(now.getTime() - IDLE_MS.customer)} and erased_at is null
      returning email, (select role from memberships join tenants on tenants.id = tenant
        where account = accounts.id and tenant = ${tenant} and state <> 'purged') as role`,
  );
  if (session === undefined) throw unauthenticated();
  const actor = {
    kind: "account" as const,
    id: claims.subject,
    session: claims.session,
    email: session.email,
    ...from,
  };
  if (who.customer === "self") return actor;
  if (session.role === null) throw notFound();
  if (!who.customer.includes(session.role)) {
    throw new Refusal("forbidden", `This is for ${who.customer.join(" and ")} of the workshop.`);
  }
  return { ...actor, role: session.role };
}
