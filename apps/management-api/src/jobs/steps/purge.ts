import { purgeTenant } from "@mechanicbuddy/contract/internal";
import { inTransaction } from "../../context.ts";
import * as instances from "../../instances/instances.ts";
import { Denied } from "../../providers/trouble.ts";
import { blank } from "../../tenants/blanking.ts";
import type { Step } from "../step.ts";
import { forgetResource } from "../store.ts";
import { dns, proxy } from "./addresses.ts";
import { removeNamespace, removeRelease } from "./dedicated.ts";
import { tell } from "./pausing.ts";
import { namespaceOf, releaseOf } from "./release.ts";

const removeHost: Step = {
  name: "proxy",
  plan: async ({ ctx, tenant }) => [`host ${tenant.id}.${ctx.platform.config.BASE_DOMAIN}`],
  apply: async (work) => {
    await proxy.undo?.(work);
    const { providers, config } = work.ctx.platform;
    const left = await providers.proxy.find(`${work.tenant.id}.${config.BASE_DOMAIN}`);
    if (left?.tenant === work.tenant.id) throw new Denied("The proxy host is still there");
    return {};
  },
};

const removeRecord: Step = {
  name: "dns",
  plan: async ({ ctx, tenant }) => [`CNAME ${tenant.id}.${ctx.platform.config.BASE_DOMAIN}`],
  apply: async (work) => {
    await dns.undo?.(work);
    const { providers, config } = work.ctx.platform;
    const left = await providers.dns.find(`${work.tenant.id}.${config.BASE_DOMAIN}`);
    if (left?.comment === `mechanicbuddy:${work.tenant.id}`) throw new Denied("The record is still there");
    return {};
  },
};

const removeSchema: Step = {
  name: "schema",
  plan: async ({ tenant }) => [`schema tenant_${tenant.id}`, `login tenant_${tenant.id}`],
  apply: async ({ ctx, tenant, log }) => {
    const instance = await instances.findOf(ctx, tenant.id);
    if (instance === undefined) return {};
    const given = { params: { id: tenant.id }, body: {} };
    const { removed, absent } = await instances.callInstance(ctx, instance, purgeTenant, given);
    await log(`removed: ${removed.join(", ") || "nothing"}; was not there: ${absent.join(", ") || "nothing"}`);
    await forgetResource(ctx, "schema", `tenant_${tenant.id}`);
    return { removed, absent };
  },
};

/** What was installed for a workshop alone goes after its data. */
const uninstall: Step = {
  name: "release",
  plan: async ({ tenant }) => (tenant.instance === tenant.id ? [`release ${releaseOf(tenant.id)}`] : []),
  apply: async (work) => {
    if (work.tenant.instance === work.tenant.id) await removeRelease(work);
    return {};
  },
};

const removeOwnNamespace: Step = {
  name: "namespace",
  plan: async ({ tenant }) => (tenant.instance === tenant.id ? [`Namespace ${namespaceOf(tenant.id)}`] : []),
  apply: async (work) => {
    const { ctx, tenant } = work;
    if (tenant.instance !== tenant.id) return {};
    await removeNamespace(work);
    await inTransaction(ctx, (ctx) => instances.closed(ctx, tenant.id));
    return {};
  },
};

/** Our own rows keep what the books need and forget who it was. */
const forget: Step = {
  name: "personal",
  plan: async () => ["personal data of the workshop here"],
  apply: async ({ ctx, job, tenant }) => {
    await inTransaction(ctx, (ctx) => blank(ctx, tenant.id, job.id));
    return {};
  },
};

/** Entitlement first, data last: whatever stops in between leaves a closed workshop, never an open one without a name. */
export const purge: readonly Step[] = [
  tell,
  removeHost,
  removeRecord,
  removeSchema,
  uninstall,
  removeOwnNamespace,
  forget,
];
