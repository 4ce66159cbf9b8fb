import { Refusal } from "@mechanicbuddy/contract/problem";
import { type Keys, sha256 } from "@mechanicbuddy/platform/keys";
import { jwtVerify, SignJWT } from "jose";

/** For whom a token is; one of the other audience is worth nothing. */
export type Audience = "portal-customer" | "portal-staff";

/** What a token says. The session row decides whether it still holds. */
export interface Claims {
  audience: Audience;
  /** The account's or the staff member's id. */
  subject: string;
  /** Id of the session. */
  session: string;
}

export interface Tokens {
  /** A token for at most 15 minutes. */
  issue(claims: Claims): Promise<{ token: string; expiresAt: Date }>;
  /** The claims of one of our own unexpired tokens; anything else is `unauthenticated`. */
  verify(token: string): Promise<Claims>;
}

const ISSUER = "mechanicbuddy:platform";
const LIFETIME_SECONDS = 15 * 60;
const audiences: readonly Audience[] = ["portal-customer", "portal-staff"];

export function tokensFor(keys: Keys, now: () => Date): Tokens {
  const current = keys.derive("portal-token");
  const previous = keys.derivePrevious("portal-token");
  const byKid = new Map([current, ...(previous === undefined ? [] : [previous])].map((key) => [kidOf(key), key]));
  return {
    issue: async ({ audience, subject, session }) => {
      const expiresAt = new Date((Math.floor(now().getTime() / 1000) + LIFETIME_SECONDS) * 1000);
      const token = await new SignJWT({ sid: session })
        .setProtectedHeader({ alg: "HS256", typ: "mb-portal+jwt", kid: kidOf(current) })
        .setSubject(subject)
        .setIssuer(ISSUER)
        .setAudience(audience)
        .setExpirationTime(expiresAt)
        .sign(current);
      return { token, expiresAt };
    },
    verify: async (token) => {
      try {
        const { payload } = await jwtVerify(
          token,
          (header) => {
            const key = byKid.get(header.kid ?? "");
            if (key === undefined) throw new Error("unknown key");
            return key;
          },
          {
            issuer: ISSUER,
            audience: [...audiences],
            typ: "mb-portal+jwt",
            algorithms: ["HS256"],
            currentDate: now(),
            requiredClaims: ["exp", "sub", "sid"],
          },
        );
        const audience = audiences.find((known) => known === payload.aud);
        if (audience === undefined) throw new Error("two audiences at once");
        return { audience, subject: String(payload.sub), session: String(payload.sid) };
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

function kidOf(key: Buffer): string {
  return sha256(key).toString("base64url").slice(0, 12);
}
