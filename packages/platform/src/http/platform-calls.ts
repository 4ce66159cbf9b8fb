import { createPublicKey } from "node:crypto";
import { Entitlement } from "@mechanicbuddy/contract/plans";
import { createRemoteJWKSet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { Pool } from "pg";
import { Value } from "typebox/value";
import { unauthenticated } from "./tokens.ts";

/** Proves what comes from the platform: its calls, and the documents that say what a workshop may do. */
export interface PlatformCalls {
  /** Refuses unless the platform signed this action for this instance within the last 60 s, and never before. */
  verifyCall(token: string, action: string): Promise<void>;
  /** The document inside a signed entitlement; `undefined` when it is forged, foreign or of another shape. */
  readEntitlement(token: string): Promise<Entitlement | undefined>;
}

export interface PlatformOptions {
  /** Ed25519 public key as PEM or JWK. */
  publicKey?: string | undefined;
  /** Where the platform publishes its keys, when none is pinned. */
  platformUrl?: string | undefined;
  instanceId: string;
  appPool: Pool;
  now: () => Date;
}

const ISSUER = "mechanicbuddy:platform";
const LIFETIME_SECONDS = 60;

/** Nothing is taken from a platform where none is configured. */
export async function openPlatformCalls(options: PlatformOptions): Promise<PlatformCalls | undefined> {
  const { instanceId, appPool, now } = options;
  const key = await keyOf(options);
  if (key === undefined) return undefined;
  const verify = async (token: string, typ: string): Promise<JWTPayload> => {
    const checks = { issuer: ISSUER, audience: instanceId, typ, algorithms: ["EdDSA"], currentDate: now() };
    return (await jwtVerify(token, key, checks)).payload;
  };
  return {
    verifyCall: async (token, action) => {
      const { jti, exp, iat, sub } = await verify(token, "mb-call+jwt").catch(() => {
        // Why a call fails is nobody's business but ours: every reason gets the same answer.
        throw unauthenticated();
      });
      const seconds = now().getTime() / 1000;
      const isFresh = exp !== undefined && iat !== undefined && exp - iat <= LIFETIME_SECONDS && iat <= seconds + 5;
      if (!isFresh || jti === undefined || sub !== action) throw unauthenticated();
      await appPool.query("delete from instance.platform_calls where expires_at < $1", [now()]);
      const taken = await appPool.query(
        "insert into instance.platform_calls (id, expires_at) values ($1, $2) on conflict do nothing",
        [jti, new Date(exp * 1000)],
      );
      if (taken.rowCount !== 1) throw unauthenticated();
    },
    readEntitlement: async (token) => {
      const payload = await verify(token, "mb-entitlement+jwt").catch(() => undefined);
      const document: unknown = payload?.entitlement;
      return Value.Check(Entitlement, document) ? document : undefined;
    },
  };
}

async function keyOf({ publicKey, platformUrl }: PlatformOptions): Promise<JWTVerifyGetKey | undefined> {
  if (publicKey !== undefined) {
    const trimmed = publicKey.trim();
    const isJwk = trimmed.startsWith("{");
    const key = createPublicKey(
      isJwk ? { key: JSON.parse(trimmed), format: "jwk" } : { key: trimmed.replaceAll("\\n", "\n") },
    );
    return async () => key;
  }
  if (platformUrl === undefined) return undefined;
  return createRemoteJWKSet(new URL("/.well-known/jwks.json", platformUrl));
}
