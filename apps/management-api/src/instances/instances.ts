import type { Activity } from "@mechanicbuddy/contract/internal";
import * as internal from "@mechanicbuddy/contract/internal";
import type { createInstance, Instance, updateInstance } from "@mechanicbuddy/contract/management/instances";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input, Reply, Route } from "@mechanicbuddy/contract/route";
import { newToken, sha256 } from "@mechanicbuddy/platform/keys";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction } from "../context.ts";
import { tellStaff } from "../mails/mails.ts";
import { Denied, NotYet, Trouble } from "../providers/trouble.ts";
import { enqueue } from "../tasks.ts";
import { callInstance } from "./calling.ts";
import * as store from "./store.ts";

export { callInstance, fetchFromInstance } from "./calling.ts";
export { find, findOf, isFirst, release, reserve } from "./store.ts";

/** From this part of its places on, an instance is nearly full. */
const NEARLY_FULL = 0.9;
export const firstInstance = "free-tier";

export async function list(ctx: Context): Promise<{ items: Instance[] }> {
  return { items: await store.list(ctx) };
}

/** Registers the first instance when the platform first starts, and follows the settings afterwards. */
export async function registerFirst(ctx: Context): Promise<void> {
  const { FREE_TIER_API_URL: apiUrl, FREE_TIER_WEB_UPSTREAM: webUpstream, FREE_TIER_MAX_TENANTS } = ctx.platform.config;
  await inTransaction(ctx, async (ctx) => {
    const namespace = "mechanicbuddy-free-tier";
    const facts = { namespace, release: namespace, apiUrl, webUpstream, maxTenants: FREE_TIER_MAX_TENANTS };
    const isNew = await store.insert(ctx, { id: firstInstance, ...facts });
    const moved = isNew ? 0 : await store.moveTo(ctx, firstInstance, apiUrl, webUpstream);
    if (isNew) await record(ctx, { action: "instance.register", target: firstInstance });
    if (isNew || moved > 0 || !(await store.hasToken(ctx, firstInstance))) await introduce(ctx, firstInstance);
  });
}

/** Registers an instance that runs already. */
export async function create(ctx: Context, body: Input<typeof createInstance>["body"]): Promise<Instance> {
  if (!(await store.insert(ctx, { release: body.namespace, ...body }))) {
    throw new Refusal("conflict", `There is an instance ${body.id} already.`, { cause: "instance-exists" });
  }
  await record(ctx, { action: "instance.register", target: body.id, after: { ...body } });
  await introduce(ctx, body.id);
  return mustFind(ctx, body.id);
}

/** Where a workshop's own instance is reached. */
export function ownPlace(ctx: Context, tenant: string): { apiUrl: string; webUpstream: string } {
  const { DEDICATED_API_URL, DEDICATED_WEB_UPSTREAM } = ctx.platform.config;
  const of = (pattern: string) => pattern.replaceAll("{id}", tenant);
  return { apiUrl: of(DEDICATED_API_URL), webUpstream: of(DEDICATED_WEB_UPSTREAM) };
}

/** An instance for one workshop alone, named like it. @throws Denied when the workshop lives elsewhere. Answers its id. */
export async function reserveOwn(
  ctx: Context,
  tenant: string,
  names: { namespace: string; release: string },
): Promise<string> {
  if (await store.insertOwn(ctx, tenant, { ...names, ...ownPlace(ctx, tenant) })) return tenant;
  throw new Denied("The workshop lives on another instance, and workshops are not moved yet");
}

/** Takes a workshop's own instance from the books. */
export function releaseOwn(ctx: Context, tenant: string): Promise<void> {
  return store.removeOwn(ctx, tenant);
}

/** A workshop's own instance is no more; its row stays for the books. */
export async function closed(ctx: Context, id: string): Promise<void> {
  await store.update(ctx, id, { state: "closed" });
}

/** A workshop's own instance serves, and gets its token for calling back. */
export async function opened(ctx: Context, id: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await store.update(ctx, id, { state: "open" });
    if (!(await store.hasToken(ctx, id))) await introduce(ctx, id);
  });
}

export async function update(ctx: Context, id: string, body: Input<typeof updateInstance>["body"]): Promise<Instance> {
  const before = await mustFind(ctx, id);
  await store.update(ctx, id, body);
  const { maxTenants, state } = before;
  await record(ctx, { action: "instance.update", target: id, before: { maxTenants, state }, after: { ...body } });
  return mustFind(ctx, id);
}

async function mustFind(ctx: Context, id: string): Promise<Instance> {
  const instance = await store.find(ctx, id);
  if (instance === undefined) throw notFound();
  return instance;
}

function introduce(ctx: Context, id: string): Promise<void> {
  return enqueue(ctx, "instances.introduce", { id }, { key: `introduce:${id}` });
}

/** Hands an instance its own token for calling back; it is tried until the instance takes it. */
export async function handToken(ctx: Context, id: string): Promise<void> {
  const instance = await mustFind(ctx, id);
  const token = newToken();
  const { version } = await callInstance(ctx, instance, internal.getInternalVersion);
  const platformUrl = ctx.platform.config.PUBLIC_URL;
  await callInstance(ctx, instance, internal.putRegistration, { body: { token, platformUrl } });
  await store.setToken(ctx, id, sha256(token), version);
}

/** Asks every instance how its workshops are used; one that does not answer says nothing about them. */
export async function askForActivity(ctx: Context): Promise<void> {
  for (const instance of await store.list(ctx)) {
    if (instance.state === "closed" || instance.state === "preparing") continue;
    try {
      const { items } = await callInstance(ctx, instance, internal.listActivity);
      await store.keepReport(ctx, instance.id, items);
    } catch (error) {
      if (!isOutside(error)) throw error;
      ctx.log.warn({ instance: instance.id, err: error }, "an instance did not report");
    }
  }
}

/** What an instance says of its workshops by itself. */
export function keepReport(ctx: Context, instance: string, report: readonly Activity[]): Promise<void> {
  return store.keepReport(ctx, instance, report);
}

/** Tells the staff when an instance is nearly full. */
export async function watchFill(
  ctx: Context,
  place: { id: string; tenants: number; places: number },
): Promise<boolean> {
  const { id, tenants, places } = place;
  if (tenants < places * NEARLY_FULL) return false;
  const percent = Math.round((tenants / places) * 100);
  await tellStaff(
    ctx,
    "staff-instance-filling",
    { instance: id, percent, tenants, places },
    `filling:${id}:${percent}`,
  );
  return true;
}

/** True for what another system did, as against a fault of ours. */
export function isOutside(error: unknown): boolean {
  return error instanceof Trouble || error instanceof Denied || error instanceof NotYet;
}

/** Calls the instance a workshop lives on, for somebody who waits: what fails there is `unavailable` here. */
async function callFor<R extends Route>(
  ctx: Context,
  tenant: string,
  route: R,
  given: { params?: Record<string, string>; body?: unknown },
): Promise<Reply<R>> {
  const instance = await store.findOf(ctx, tenant);
  if (instance === undefined) throw new Refusal("unavailable", "The workshop is not ready yet. Try again in a moment.");
  try {
    return await callInstance(ctx, instance, route, given as never, 10_000);
  } catch (error) {
    if (!isOutside(error)) throw error;
    if (error instanceof Denied && error.code === "not_found") throw notFound();
    ctx.log.warn({ tenant, err: error }, "the workshop's instance could not be called");
    throw new Refusal("unavailable", "The workshop's system cannot be reached. Try again in a moment.", {
      cause: "provider-unavailable",
    });
  }
}

/** A single-use way in for an owner. */
export function handover(ctx: Context, tenant: string, email: string) {
  return callFor(ctx, tenant, internal.createHandover, { params: { id: tenant }, body: { email } });
}

/** Opens a visit of support at the workshop's instance. */
export function openSupportSession(
  ctx: Context,
  tenant: string,
  visit: Input<typeof internal.createSupportSession>["body"],
) {
  return callFor(ctx, tenant, internal.createSupportSession, { params: { id: tenant }, body: visit });
}

/** Ends a visit of support at the workshop's instance. */
export async function endSupportSession(ctx: Context, tenant: string, session: string): Promise<void> {
  await callFor(ctx, tenant, internal.endSupportSession, { params: { id: tenant, session } });
}

/** Removes made-up data nobody touched. */
export function removeSampleData(ctx: Context, tenant: string) {
  return callFor(ctx, tenant, internal.removeSampleData, { params: { id: tenant }, body: {} });
}
