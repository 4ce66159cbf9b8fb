import { maybeOne, one, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Who } from "./person.ts";

export interface App {
  id: string;
  secret: Buffer;
  createdAt: string;
}

const of = ({ kind, id }: Who) => sql`${sql.ref(kind)} = ${id}`;

/** The authenticator app in force, or the one that waits for its first code. */
export function findApp(ctx: Context, who: Who, state: "confirmed" | "pending"): Promise<App | undefined> {
  const isConfirmed = state === "confirmed" ? sql`is not null` : sql`is null`;
  return maybeOne(
    ctx.db,
    sql<App>`select id, secret, created_at as "createdAt" from factors
      where ${of(who)} and kind = 'totp' and confirmed_at ${isConfirmed} order by created_at desc limit 1`,
  );
}

/** Puts an app that waits in the place of any other that waits. */
export async function beginApp(ctx: Context, who: Who, id: string, secret: Buffer): Promise<void> {
  await run(ctx.db, sql`delete from factors where ${of(who)} and kind = 'totp' and confirmed_at is null`);
  await run(
    ctx.db,
    sql`insert into factors (id, ${sql.ref(who.kind)}, kind, secret, created_at)
      values (${id}, ${who.id}, 'totp', ${secret}, ${ctx.now()})`,
  );
}

/** The app that waited is in force, and the only one. */
export async function confirmApp(ctx: Context, who: Who, id: string, step: number): Promise<void> {
  await run(ctx.db, sql`delete from factors where ${of(who)} and id <> ${id}`);
  await run(ctx.db, sql`update factors set confirmed_at = ${ctx.now()}, last_step = ${step} where id = ${id}`);
}

/** Takes a time step; of two people with one code only the first gets it. */
export async function takeStep(ctx: Context, id: string, step: number): Promise<boolean> {
  const taken = await run(
    ctx.db,
    sql`update factors set last_step = ${step}, used_at = ${ctx.now()}
      where id = ${id} and (last_step is null or last_step < ${step})`,
  );
  return taken === 1;
}

export async function insertCodes(ctx: Context, who: Who, hashes: readonly Buffer[]): Promise<void> {
  for (const hash of hashes) {
    await run(
      ctx.db,
      sql`insert into factors (id, ${sql.ref(who.kind)}, kind, secret, created_at, confirmed_at)
        values (${newId()}, ${who.id}, 'recovery', ${hash}, ${ctx.now()}, ${ctx.now()})`,
    );
  }
}

export async function useRecoveryCode(ctx: Context, who: Who, hash: Buffer): Promise<boolean> {
  const used = await run(
    ctx.db,
    sql`update factors set used_at = ${ctx.now()}
      where ${of(who)} and kind = 'recovery' and secret = ${hash} and used_at is null`,
  );
  return used === 1;
}

export async function codesLeft(ctx: Context, who: Who): Promise<number> {
  const { n } = await one<{ n: number }>(
    ctx.db,
    sql`select count(*)::int as n from factors where ${of(who)} and kind = 'recovery' and used_at is null`,
  );
  return n;
}

export async function removeAll(ctx: Context, who: Who): Promise<void> {
  await run(ctx.db, sql`delete from factors where ${of(who)}`);
}
