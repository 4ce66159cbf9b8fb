import type {
  askImpersonation,
  enterImpersonation,
  Impersonation,
} from "@mechanicbuddy/contract/management/operations";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input, Reply } from "@mechanicbuddy/contract/route";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction, mustHold as mustHoldPermission, nameOf } from "../context.ts";
import { unauthenticated } from "../http/tokens.ts";
import * as instances from "../instances/instances.ts";
import { queueToOwners } from "../mails/mails.ts";
import { mustBeFresh } from "../sessions/sign-in.ts";
import { enqueue } from "../tasks.ts";
import * as store from "./store.ts";

const MOST_MINUTES = { look: 30, act: 15 };
const MINUTES_A_DAY = 60;
const words = { look: "look", act: "look and change things" };

/**
 * Asks an owner to let support in. Where an owner allowed it for a period, looking needs no further word; a platform
 * owner may look without one, for abuse or law, and the workshop is told.
 */
export async function ask(
  ctx: Context,
  tenant: string,
  wanted: Input<typeof askImpersonation>["body"],
): Promise<Impersonation> {
  const { actor } = ctx;
  if (actor.kind !== "staff") throw unauthenticated();
  const { mode, reason, ticket, minutes, withoutOwner = false } = wanted;
  if (mode === "act") await mustActFresh(ctx);
  if (withoutOwner) await mustLookUnasked(ctx, mode);
  const place = await store.findTenant(ctx, tenant);
  if (place === undefined) throw notFound();
  if (place.state !== "active" && place.state !== "suspended") {
    throw conflict(`The workshop is ${place.state}; there is nothing to see.`, "wrong-state");
  }
  if (minutes > MOST_MINUTES[mode]) {
    throw conflict(`A visit to ${words[mode]} lasts ${MOST_MINUTES[mode]} minutes at most.`, "visit-too-long");
  }
  if ((await store.minutesAsked(ctx, tenant, actor.id)) + minutes > MINUTES_A_DAY) {
    throw conflict(`More than ${MINUTES_A_DAY} minutes in one workshop and day are not given.`, "visit-too-long");
  }
  const standing =
    mode === "look" && place.supportUntil !== null && new Date(place.supportUntil).getTime() > ctx.now().getTime();
  const state = withoutOwner || standing ? "allowed" : "asked";
  const id = await store.insert(ctx, { tenant, staff: actor.id, mode, reason, ticket, minutes, state, withoutOwner });
  const visit = await mustHold(ctx, id);
  if (withoutOwner) await queueToOwners(ctx, tenant, "support-without-owner", { staff: visit.person, reason });
  else if (state === "asked") {
    await queueToOwners(ctx, tenant, "support-asked", { staff: visit.person, mode: words[mode], minutes, reason });
  }
  const after = { mode, minutes, state };
  await record(ctx, { action: "impersonation.ask", tenant, target: id, reason, after, support: visit.person });
  return shown(visit);
}

async function mustActFresh(ctx: Context): Promise<void> {
  mustHoldPermission(ctx, "impersonate.act");
  await mustBeFresh(ctx);
}

async function mustLookUnasked(ctx: Context, mode: "look" | "act"): Promise<void> {
  if (ctx.actor.kind !== "staff" || ctx.actor.role !== "owner" || mode !== "look") {
    throw new Refusal("forbidden", "Only an owner of the platform may look without being let in.");
  }
  await mustBeFresh(ctx);
}

export function list(ctx: Context, query: { tenant?: string; cursor?: string; limit?: number; total?: boolean }) {
  return store.list(ctx, query, ctx.actor.kind === "account" ? ctx.actor.id : undefined);
}

/** An owner lets support in, or refuses. */
export async function answer(ctx: Context, tenant: string, id: string, allow: boolean): Promise<Impersonation> {
  if (ctx.actor.kind !== "account") throw unauthenticated();
  const visit = await mustHold(ctx, id);
  if (visit.tenant !== tenant) throw notFound();
  if (visit.state !== "asked" || isOld(ctx, visit))
    throw conflict("This request was answered or has ended.", "wrong-state");
  await store.answer(ctx, id, allow ? "allowed" : "refused", ctx.actor.id);
  await record(ctx, { action: allow ? "impersonation.allow" : "impersonation.refuse", tenant, target: id });
  return shown(await mustHold(ctx, id));
}

/** The way in for whoever asked, once; the clock runs from here. Owners are mailed. */
export async function enter(ctx: Context, id: string): Promise<Reply<typeof enterImpersonation>> {
  const visit = await inTransaction(ctx, (ctx) => beginVisit(ctx, id));
  const { tenant, person: staffName, staff: staffId, reason, mode, minutes } = visit;
  let session: Awaited<ReturnType<typeof instances.openSupportSession>>;
  try {
    session = await instances.openSupportSession(ctx, tenant, { staffId, staffName, reason, mode, minutes });
  } catch (error) {
    await store.takeBack(ctx, id);
    throw error;
  }
  await inTransaction(ctx, async (ctx) => {
    const isRunning = await store.noteSession(ctx, id, session.id);
    if (!isRunning) await enqueue(ctx, "impersonations.end", { tenant, session: session.id });
    const until = endOf(ctx, minutes).toISOString().slice(11, 16);
    await queueToOwners(
      ctx,
      tenant,
      "support-entered",
      { staff: staffName, mode: words[mode], until, reason },
      `entered:${id}`,
    );
    await record(ctx, { action: "impersonation.enter", tenant, target: id, reason, support: staffName });
  });
  return { url: session.url, expiresAt: session.expiresAt };
}

async function beginVisit(ctx: Context, id: string): Promise<store.Visit> {
  const visit = await mustHold(ctx, id);
  if (ctx.actor.kind !== "staff" || visit.staff !== ctx.actor.id) throw notFound();
  if (visit.mode === "act") await mustActFresh(ctx);
  if (visit.state !== "allowed" || isOld(ctx, visit)) {
    const sentence = visit.state === "asked" ? "The owner has not answered yet." : `This visit is ${visit.state}.`;
    throw conflict(sentence, "wrong-state");
  }
  await store.begin(ctx, id, endOf(ctx, visit.minutes));
  return visit;
}

/** Ends a visit, or a request: owners of the workshop and staff alike. Ending an ended one changes nothing. */
export async function end(ctx: Context, id: string): Promise<void> {
  const visit = await mustHold(ctx, id);
  if (ctx.actor.kind === "account") {
    const mine = await store.list(ctx, { tenant: visit.tenant, limit: 1 }, ctx.actor.id);
    if (mine.items.length === 0) throw notFound();
  }
  await endVisit(ctx, visit, nameOf(ctx.actor));
}

/** Ends everything somebody of the staff has open: they were shut out, or may no longer. */
export async function endAllOf(ctx: Context, staff: string): Promise<void> {
  for (const visit of await store.openOf(ctx, staff)) await endVisit(ctx, visit, nameOf(ctx.actor));
}

/** Ends what is over by time. It can run at any time, and twice. */
export function endDue(ctx: Context): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    for (const visit of await store.due(ctx)) await endVisit(ctx, visit, "time");
  });
}

async function endVisit(ctx: Context, visit: store.Visit, by: string): Promise<void> {
  const { id, tenant, state, supportSession: session } = visit;
  if (state === "ended" || state === "refused") return;
  await store.end(ctx, id, by);
  if (session !== null) await enqueue(ctx, "impersonations.end", { tenant, session });
  await record(ctx, { action: "impersonation.end", tenant, target: id, after: { by } });
}

/** Tells the instance; a session that is over there already is as good as ended. */
export async function endAtInstance(ctx: Context, tenant: string, session: string): Promise<void> {
  try {
    await instances.endSupportSession(ctx, tenant, session);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "not_found") throw error;
  }
}

function endOf(ctx: Context, minutes: number): Date {
  return new Date(ctx.now().getTime() + minutes * 60_000);
}

function isOld(ctx: Context, { createdAt }: store.Visit): boolean {
  return ctx.now().getTime() - new Date(createdAt).getTime() > 86_400_000;
}

async function mustHold(ctx: Context, id: string): Promise<store.Visit> {
  const visit = await store.hold(ctx, id);
  if (visit === undefined) throw notFound();
  return visit;
}

function shown({ staff: _, withoutOwner: __, supportSession: ___, ...visit }: store.Visit): Impersonation {
  return visit;
}

function conflict(sentence: string, cause: string): Refusal {
  return new Refusal("conflict", sentence, { cause });
}
