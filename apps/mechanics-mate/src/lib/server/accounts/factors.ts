import { invalidFields, MateRefusal } from "@mechanicbuddy/contract/mate/problem";
import { codeKey, newRecoveryCode, newSecret, stepOf, uriOf } from "@mechanicbuddy/platform/auth/totp";
import { maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import { seal, sha256, unseal } from "@mechanicbuddy/platform/keys";
import { qrOf } from "@mechanicbuddy/platform/qr";
import { sql } from "kysely";
import { accountOf, inTransaction, type MateContext, type Site } from "../context.ts";

const PURPOSE = "mate-second-factor";
const CODES = 10;

interface Factor {
  secret: Buffer;
  confirmedAt: Date | null;
}

function find(ctx: MateContext, userId: string): Promise<Factor | undefined> {
  return maybeOne(
    ctx.db,
    sql<Factor>`select secret, confirmed_at as "confirmedAt" from mate.second_factors where user_id = ${userId}`,
  );
}

export async function isSet(ctx: MateContext, userId: string): Promise<boolean> {
  return ((await find(ctx, userId))?.confirmedAt ?? null) !== null;
}

/** Asks for the code of an account that has a second factor. True when one was given and is right, false without factor. */
export async function pass(ctx: MateContext, userId: string, code: string | undefined): Promise<boolean> {
  const factor = await find(ctx, userId);
  if (factor === undefined || factor.confirmedAt === null) return false;
  if (code === undefined || code === "") {
    throw invalidFields({ code: "Enter the code of your authenticator app, or one of your recovery codes." });
  }
  const key = codeKey(code);
  const step = stepOf(open(ctx, userId, factor.secret), key, ctx.now());
  const taken =
    step === undefined
      ? await run(
          ctx.db,
          sql`update mate.second_factors set recovery_hashes = array_remove(recovery_hashes, ${sha256(key)})
            where user_id = ${userId} and ${sha256(key)} = any (recovery_hashes)`,
        )
      : await run(
          ctx.db,
          sql`update mate.second_factors set last_step = ${step}
            where user_id = ${userId} and coalesce(last_step, 0) < ${step}`,
        );
  if (taken !== 1) throw invalidFields({ code: "This code is not right, or was used. Wait for the next one." });
  return true;
}

/** Begins with a new secret, which counts once a code of it came back. */
export async function begin(ctx: MateContext) {
  const { userId, email } = accountOf(ctx);
  const secret = newSecret();
  const sealed = seal(ctx.site.keys.derive(PURPOSE), userId, secret);
  const saved = await run(
    ctx.db,
    sql`insert into mate.second_factors as f (user_id, secret) values (${userId}, ${sealed})
      on conflict (user_id) do update set secret = excluded.secret where f.confirmed_at is null`,
  );
  if (saved !== 1) throw new MateRefusal("conflict", "A second factor is set up already. Remove it first.");
  const address = uriOf(secret, { label: email, issuer: "Mechanics Mate" });
  return { secret, address, qr: qrOf(address) };
}

/** The first code proves that the app knows the secret. The recovery codes are shown now and never again. */
export function confirm(ctx: MateContext, code: string | undefined): Promise<string[]> {
  return inTransaction(ctx, async (ctx) => {
    const { userId, session } = accountOf(ctx);
    const factor = await find(ctx, userId);
    if (factor === undefined || factor.confirmedAt !== null) {
      throw new MateRefusal("conflict", "Begin with setting up the second factor.");
    }
    const step = stepOf(open(ctx, userId, factor.secret), codeKey(code ?? ""), ctx.now());
    if (step === undefined) throw invalidFields({ code: "This code is not right. Check the clock of your phone." });
    const codes = Array.from({ length: CODES }, newRecoveryCode);
    await run(
      ctx.db,
      sql`update mate.second_factors set confirmed_at = ${ctx.now()}, last_step = ${step},
          recovery_hashes = ${codes.map((text) => sha256(codeKey(text)))}::bytea[]
        where user_id = ${userId}`,
    );
    await run(ctx.db, sql`update mate.sessions set factor_passed = true where id = ${session.id}`);
    return codes;
  });
}

/** Sets a second factor whose secret is known beforehand, for accounts to look around with. */
export async function setKnown({ database, keys, now }: Site, userId: string, secret: string): Promise<void> {
  const sealed = seal(keys.derive(PURPOSE), userId, secret);
  await run(
    database.shared,
    sql`insert into mate.second_factors (user_id, secret, confirmed_at) values (${userId}, ${sealed}, ${now()})
      on conflict (user_id) do update set secret = excluded.secret, confirmed_at = excluded.confirmed_at`,
  );
}

/** Removes the second factor; administrators keep theirs. */
export async function remove(ctx: MateContext): Promise<void> {
  const { userId, adminRole } = accountOf(ctx);
  if (adminRole !== null) throw new MateRefusal("conflict", "Administrators need a second factor.");
  await run(ctx.db, sql`delete from mate.second_factors where user_id = ${userId}`);
}

function open(ctx: MateContext, userId: string, sealed: Buffer): string {
  return unseal(ctx.site.keys.derive(PURPOSE), userId, sealed);
}
