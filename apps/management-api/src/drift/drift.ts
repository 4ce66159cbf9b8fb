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
 * Compares every record and host with what we made. What is missing or different can be repaired, by itself where the
 * settings say so; what carries our mark and nobody knows is reported and left alone.
 */
export async function check(ctx: Context): Promise<Found> {
  const { dns, proxy } = ctx.platform.providers;
  const [records, hosts, known] = await Promise.all([dns.ours(), proxy.ours(), store.resources(ctx)]);
  const seen = {
    record: new Map(records.map(({ name, target }) => [name, target])),
    host: new Map(hosts.map(({ domain, upstream }) => [domain, upstream])),
  };
  const found: store.NewDrift[] = [];
  for (const { id, kind, name, tenant, target } of known) {
    const now = seen[kind].get(name);
    const about = { resource: id, tenant, kind, name, repairs: true };
    if (now === undefined) found.push({ ...about, difference: "missing", detail: `${name} → ${target} is gone` });
    else if (now !== target)
      found.push({ ...about, difference: "different", detail: `${name} → ${now} instead of ${target}` });
  }
  const names = new Set(known.map(({ kind, name }) => `${kind} ${name}`));
  const strangers = [
    ...records.map(({ name, comment }) => ({
      kind: "record" as const,
      name,
      of: comment.replace("mechanicbuddy:", ""),
    })),
    ...hosts.map(({ domain, tenant }) => ({ kind: "host" as const, name: domain, of: tenant ?? "" })),
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

async function repairAll(ctx: Context, found: readonly store.NewDrift[]): Promise<void> {
  for (const tenant of new Set(found.flatMap(({ repairs, tenant }) => (repairs && tenant !== null ? [tenant] : [])))) {
    await jobs.orderUnlessBusy(ctx, { kind: "repair", tenant });
  }
}
