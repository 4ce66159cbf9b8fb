import type { checkDrift } from "@mechanicbuddy/contract/management/jobs";
import type { Reply } from "@mechanicbuddy/contract/route";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction } from "../context.ts";
import * as jobs from "../jobs/jobs.ts";
import { tellStaff } from "../mails/mails.ts";
import { WILDCARD } from "../providers/nginx-proxy-manager.ts";
import * as settings from "../settings/settings.ts";
import * as store from "./store.ts";

type Found = Reply<typeof checkDrift>;

export async function list(ctx: Context): Promise<Found> {
  return { items: await store.list(ctx), checkedAt: await store.checkedAt(ctx) };
}

/**
 * Compares every record, host and namespace with what we made, and with what name servers say where the settings want it.
 * What is missing or different can be repaired, by itself where the settings say so; what carries our mark and nobody knows
 * is reported and left alone.
 */
export async function check(ctx: Context): Promise<Found> {
  const { dns, proxy, kubernetes } = ctx.platform.providers;
  const hasCluster = ctx.platform.config.PROVIDERS_KUBERNETES !== "off";
  const [records, hosts, namespaces, all] = await Promise.all([
    dns.ours(),
    proxy.ours(),
    hasCluster ? kubernetes.namespaces() : [],
    store.resources(ctx),
  ]);
  const known = all.filter(({ kind }) => kind !== "namespace" || hasCluster);
  const seen = {
    record: new Map(records.map(({ name, target }) => [name, target])),
    host: new Map(hosts.map(({ domain, upstream }) => [domain, upstream])),
    namespace: new Map(namespaces.map(({ name, tenant }) => [name, tenant])),
  };
  const found: store.NewDrift[] = [];
  for (const { id, kind, name, tenant, target } of known) {
    const now = seen[kind].get(name);
    const about = { resource: id, tenant, kind, name, repairs: true };
    if (now === undefined) found.push({ ...about, difference: "missing", detail: `${name} → ${target} is gone` });
    else if (now !== target)
      found.push({ ...about, difference: "different", detail: `${name} → ${now} instead of ${target}` });
  }
  found.push(...(await unheard(ctx, known, new Set(found.map(({ name }) => name)))));
  const names = new Set(known.map(({ kind, name }) => `${kind} ${name}`));
  const strangers = [
    ...records.map(({ name, comment }) => ({
      kind: "record" as const,
      name,
      of: comment.replace("mechanicbuddy:", ""),
    })),
    ...hosts.map(({ domain, tenant }) => ({ kind: "host" as const, name: domain, of: tenant ?? "" })),
    ...namespaces.map(({ name, tenant }) => ({ kind: "namespace" as const, name, of: tenant })),
  ].filter(({ kind, name, of }) => of !== WILDCARD && !names.has(`${kind} ${name}`));
  for (const { kind, name, of } of strangers) {
    const detail = `${name} carries our mark for ${of || "nobody"}, and nobody here knows it`;
    found.push({ resource: null, tenant: null, kind, name, difference: "orphan", detail, repairs: false });
  }
  await inTransaction(ctx, async (ctx) => {
    const isNew = await store.replace(ctx, found);
    if (isNew) await tellStaff(ctx, "staff-drift", { count: found.length });
    await record(ctx, { action: "drift.check", after: { found: found.length } });
  });
  if ((await settings.get(ctx)).driftAuto) await repairAll(ctx, found);
  return list(ctx);
}

const LOOKUPS_AT_ONCE = 10;

/** Names whose record is right and which the world is told nothing of, or something else: a matter of the zone, not of ours to repair. */
async function unheard(ctx: Context, known: readonly store.Resource[], faulty: Set<string>): Promise<store.NewDrift[]> {
  const { nameServers } = ctx.platform.providers;
  if (nameServers === undefined) return [];
  const waiting = known.filter(({ kind, name }) => kind === "record" && !faulty.has(name));
  const found: store.NewDrift[] = [];
  const look = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { id, kind, name, tenant, target } = next;
      const answers = await nameServers.leadsTo(name);
      if (ctx.platform.config.CLOUDFLARE_PROXIED ? answers.length > 0 : answers.includes(target)) continue;
      const detail = `The record is right, and name servers answer ${answers.join(", ") || "nothing"} for ${name}: is the zone delegated to Cloudflare?`;
      found.push({ resource: id, tenant, kind, name, difference: "different", detail, repairs: false });
    }
  };
  await Promise.all(Array.from({ length: LOOKUPS_AT_ONCE }, look));
  return found;
}

async function repairAll(ctx: Context, found: readonly store.NewDrift[]): Promise<void> {
  for (const tenant of new Set(found.flatMap(({ repairs, tenant }) => (repairs && tenant !== null ? [tenant] : [])))) {
    await jobs.orderUnlessBusy(ctx, { kind: "repair", tenant });
  }
}
