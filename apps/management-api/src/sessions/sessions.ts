import type { SignedIn } from "@mechanicbuddy/contract/management/auth";
import { notFound } from "@mechanicbuddy/contract/problem";
import { newToken, sha256 } from "@mechanicbuddy/platform/keys";
import { record } from "../audit/audit.ts";
import type { Actor, Context } from "../context.ts";
import { IDLE_MS } from "../http/caller.ts";
import { blockOf } from "../http/limits.ts";
import { tokensFor, unauthenticated } from "../http/tokens.ts";
import { queue } from "../mails/mails.ts";
import { type Kind, terms, type Who } from "./person.ts";
import * as store from "./store.ts";

/** Signs somebody in: a session of their own, and a token for its first minutes. Tells by mail of a browser we did not know. */
export async function start(
  ctx: Context,
  whom: { account: string } | { staff: string },
  { factor = false }: { factor?: boolean } = {},
): Promise<SignedIn> {
  const who: Who = "account" in whom ? { kind: "account", id: whom.account } : { kind: "staff", id: whom.staff };
  const person = await store.findById(ctx, who);
  if (person === undefined) throw unauthenticated();
  const { ip, userAgent } = whence(ctx.actor);
  const now = ctx.now();
  const secret = newToken();
  const expiresAt = new Date(now.getTime() + terms[who.kind].absoluteMs);
  const session = await store.insertSession(ctx, who, {
    secretHash: sha256(secret),
    userAgent,
    address: ip,
    expiresAt,
    factorAt: factor ? now : null,
  });
  await store.noteSeen(ctx, who);
  const browser = sha256(`${userAgent}\n${blockOf(ip)}`);
  if (await store.rememberBrowser(ctx, who.id, browser)) {
    const at = now.toISOString().slice(0, 16).replace("T", " ");
    const data = { at, address: ip, browser: userAgent || "unknown", path: terms[who.kind].resetPath };
    await queue(ctx, { to: person.email, template: "new-sign-in", locale: person.locale, data });
  }
  await record(actingAs(ctx, person, session), { action: "session.begin", target: who.id });
  return signedIn(ctx, who, { id: session, secret, expiresAt });
}

/** The next token of a running session. */
export async function renew(ctx: Context, kind: Kind, secret: string): Promise<SignedIn> {
  const idleSince = new Date(ctx.now().getTime() - IDLE_MS[terms[kind].idle]);
  const session = await store.touch(ctx, kind, sha256(secret), idleSince);
  if (session === undefined) throw unauthenticated();
  return signedIn(ctx, { kind, id: session.person }, { ...session, secret, expiresAt: new Date(session.expiresAt) });
}

async function signedIn(
  ctx: Context,
  { kind, id }: Who,
  session: { id: string; secret: string; expiresAt: Date },
): Promise<SignedIn> {
  const claims = { audience: terms[kind].audience, subject: id, session: session.id };
  const { token, expiresAt } = await tokensFor(ctx.platform.keys, ctx.now).issue(claims);
  return {
    token,
    tokenExpiresAt: expiresAt.toISOString(),
    session: session.secret,
    sessionExpiresAt: session.expiresAt.toISOString(),
  };
}

/** Where somebody is signed in, the newest use first. */
export async function list(ctx: Context, who: Who, current: string) {
  const idleSince = new Date(ctx.now().getTime() - IDLE_MS[terms[who.kind].idle]);
  const found = await store.listSessions(ctx, who, idleSince);
  return { items: found.map(({ factorAt: _, ...session }) => ({ ...session, current: session.id === current })) };
}

/** Ends one session of somebody; their next request is refused. */
export async function end(ctx: Context, who: Who, session: string): Promise<void> {
  if (!(await store.deleteSession(ctx, who, session))) throw notFound();
  await record(ctx, { action: "session.end", target: who.id });
}

/** Ends all sessions of somebody, or all but one. */
export async function endAll(ctx: Context, who: Who, except?: string): Promise<void> {
  await store.deleteSessions(ctx, who, except);
}

/** The same context, acting as who has just proven themselves. */
function actingAs(ctx: Context, { id, email, role }: store.Person, session: string): Context {
  const known = { id, email, session, ...whence(ctx.actor) };
  return { ...ctx, actor: role === null ? { kind: "account", ...known } : { kind: "staff", role, ...known } };
}

/** Where a request came from. */
export function whence(actor: Actor): { ip: string; userAgent: string } {
  return actor.kind === "task" || actor.kind === "instance"
    ? { ip: "127.0.0.1", userAgent: "" }
    : { ip: actor.ip, userAgent: actor.userAgent };
}
