import type { Me } from "@mechanicbuddy/contract/management/auth";
import type { listAccounts } from "@mechanicbuddy/contract/management/operations";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction } from "../context.ts";
import { unauthenticated } from "../http/tokens.ts";
import { codesLeft } from "../sessions/factors.ts";
import { endAll } from "../sessions/sessions.ts";
import { mustKnow } from "../sessions/sign-in.ts";
import * as store from "./store.ts";

export type { NewAccount } from "./store.ts";

/** The account that is signed in. */
export function self({ actor }: Context): { kind: "account"; id: string; session: string; email: string } {
  if (actor.kind !== "account") throw unauthenticated();
  return { kind: "account", id: actor.id, session: actor.session, email: actor.email };
}

export async function getMe(ctx: Context): Promise<Me> {
  const { id } = self(ctx);
  const me = await store.me(ctx, id);
  if (me === undefined) throw unauthenticated();
  return { ...me, recoveryCodesLeft: await codesLeft(ctx, { kind: "account", id }) };
}

export async function updateMe(ctx: Context, changes: { name?: string; locale?: string }): Promise<Me> {
  await store.update(ctx, self(ctx).id, changes);
  await record(ctx, { action: "account.change", target: self(ctx).id, after: changes });
  return getMe(ctx);
}

/** Closes one's own account: what it held about the person is erased. Not while a workshop is left. */
export async function closeAccount(ctx: Context, password: string): Promise<void> {
  const { id } = self(ctx);
  await mustKnow(ctx, { kind: "account", id }, password);
  await inTransaction(ctx, (ctx) => eraseAccount(ctx, id, "account.close"));
}

/** Accounts, page by page. That somebody of the staff read them is noted. */
export async function list(ctx: Context, query: Input<typeof listAccounts>["query"]) {
  await record(ctx, { action: "accounts.list", after: { q: query.q ?? null } });
  return store.list(ctx, query);
}

/** One account. That somebody of the staff read it is noted. */
export async function get(ctx: Context, id: string): Promise<store.Row> {
  const account = await mustFind(ctx, id);
  await record(ctx, { action: "account.read", target: id });
  return account;
}

export async function signOut(ctx: Context, id: string): Promise<void> {
  await mustFind(ctx, id);
  await endAll(ctx, { kind: "account", id });
  await record(ctx, { action: "account.sign-out", target: id });
}

export async function erase(ctx: Context, id: string): Promise<void> {
  await mustFind(ctx, id);
  await eraseAccount(ctx, id, "account.erase");
}

async function eraseAccount(ctx: Context, id: string, action: string): Promise<void> {
  const workshops = await store.workshopsOf(ctx, id);
  if (workshops.length > 0) {
    throw new Refusal("in_use", "Delete the account's workshops, or pass them on, before it is closed.", {
      usedIn: workshops.map(({ id, companyName }) => ({ kind: "tenant", id, label: companyName })),
      cause: "account-has-workshops",
    });
  }
  await store.erase(ctx, id);
  // By its id: the address was erased a moment ago.
  const nameless: Context = ctx.actor.kind === "account" ? { ...ctx, actor: { ...ctx.actor, email: id } } : ctx;
  await record(nameless, { action, target: id });
}

async function mustFind(ctx: Context, id: string): Promise<store.Row> {
  const account = await store.find(ctx, id);
  if (account === undefined) throw notFound();
  return account;
}

/** Makes an account; undefined when the address has one. */
export async function create(ctx: Context, account: store.NewAccount): Promise<string | undefined> {
  const id = await store.insert(ctx, account);
  if (id !== undefined) await record(ctx, { action: "account.create", target: id });
  return id;
}

/** What the person of an account is called. */
export async function nameOfAccount(ctx: Context, id: string): Promise<string> {
  return (await store.find(ctx, id))?.name ?? "";
}

/** Who has an address. */
export function findByEmail(ctx: Context, email: string): Promise<{ id: string; locale: string } | undefined> {
  return store.findByEmail(ctx, email);
}
