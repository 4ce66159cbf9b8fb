import type { Role } from "@mechanicbuddy/contract/permission";
import { roles } from "@mechanicbuddy/contract/permission";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { jwtVerify, SignJWT } from "jose";
import { type Keys, sha256 } from "../keys.ts";

/** What a bearer token says. The session row decides whether it still holds. */
export interface Claims {
  tenantId: string;
  userId: string;
  employeeId: string;
  /** The session's secret; the database knows its hash. */
  session: string;
  role: Role;
  /** Who of the operator holds a support session, and why; absent for people of the workshop. */
  support?: { staffId: string; person: string; reason: string };
  /** Epoch seconds. */
  expiresAt: number;
}

export interface Tokens {
  issue(claims: Claims): Promise<string>;
  /** The claims of one of our own unexpired tokens; anything else is `unauthenticated`. */
  verify(token: string): Promise<Claims>;
}

const REMEMBER_MS = 60_000;
const REMEMBER_MAX = 5_000;

/** @param instanceId issuer and audience, so a token of another instance or product is worth nothing here */
export function tokensFor(keys: Keys, instanceId: string, now: () => Date): Tokens {
  const issuer = `mechanicbuddy:${instanceId}`;
  const audience = "workshop-api";
  const current = keys.derive("api-token");
  const previous = keys.derivePrevious("api-token");
  const byKid = new Map([[kidOf(current), current]]);
  if (previous !== undefined) byKid.set(kidOf(previous), previous);
  const remembered = new Map<string, { claims: Claims; until: number }>();

  const remember = (hash: string, claims: Claims) => {
    if (remembered.size >= REMEMBER_MAX) remembered.delete(remembered.keys().next().value as string);
    remembered.set(hash, { claims, until: Math.min(now().getTime() + REMEMBER_MS, claims.expiresAt * 1000) });
  };

  return {
    issue: (claims) =>
      new SignJWT({
        tid: claims.tenantId,
        sid: claims.session,
        emp: claims.employeeId,
        role: claims.role,
        ...(claims.support === undefined ? {} : { act: actOf(claims.support) }),
      })
        .setProtectedHeader({ alg: "HS256", typ: "mb+jwt", kid: kidOf(current) })
        .setSubject(claims.userId)
        .setIssuer(issuer)
        .setAudience(audience)
        .setExpirationTime(claims.expiresAt)
        .sign(current),
    verify: async (token) => {
      const hash = sha256(token).toString("base64");
      const known = remembered.get(hash);
      if (known !== undefined && known.until > now().getTime()) return known.claims;
      try {
        const { payload } = await jwtVerify(
          token,
          (header) => {
            const key = byKid.get(header.kid ?? "");
            if (key === undefined) throw new Error("unknown key");
            return key;
          },
          { issuer, audience, typ: "mb+jwt", algorithms: ["HS256"], currentDate: now() },
        );
        const { role, exp } = payload;
        if (exp === undefined) throw new Error("a token without an end");
        const claims = {
          tenantId: text(payload.tid),
          session: text(payload.sid),
          userId: text(payload.sub),
          employeeId: text(payload.emp),
          role: roleOf(role),
          expiresAt: exp,
          ...(payload.act === undefined ? {} : { support: supportOf(payload.act as Record<string, unknown>) }),
        };
        remember(hash, claims);
        return claims;
      } catch {
        // Why a token fails is nobody's business but ours: every reason gets the same answer.
        throw unauthenticated();
      }
    },
  };
}

export function unauthenticated(): Refusal {
  return new Refusal("unauthenticated", "Your session has ended. Sign in to continue.");
}

/** RFC 8693: who acts, beside `sub`, for whom. */
function actOf({ staffId, person, reason }: NonNullable<Claims["support"]>) {
  return { sub: staffId, name: person, reason };
}

function supportOf({ sub, name, reason }: Record<string, unknown>): NonNullable<Claims["support"]> {
  return { staffId: text(sub), person: text(name), reason: text(reason) };
}

function text(claim: unknown): string {
  if (typeof claim !== "string" || claim === "") throw new Error("a claim is missing");
  return claim;
}

function roleOf(value: unknown): Role {
  const role = roles.find((known) => known === value);
  if (role === undefined) throw new Error("unknown role");
  return role;
}

function kidOf(key: Buffer): string {
  return sha256(key).toString("base64url").slice(0, 12);
}
