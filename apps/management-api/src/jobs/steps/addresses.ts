import { plans, type Tier } from "@mechanicbuddy/contract/plans";
import * as instances from "../../instances/instances.ts";
import { WILDCARD } from "../../providers/nginx-proxy-manager.ts";
import { Denied } from "../../providers/trouble.ts";
import type { Step } from "../step.ts";
import { forgetResource, keepResource } from "../store.ts";

/** The workshop's name leads to the platform's domain. */
export const dns: Step = {
  name: "dns",
  plan: async ({ ctx, tenant }) => {
    const { BASE_DOMAIN } = ctx.platform.config;
    return [`CNAME ${tenant.id}.${BASE_DOMAIN} → ${BASE_DOMAIN}`];
  },
  apply: async ({ ctx, job, tenant }) => {
    const { providers, config } = ctx.platform;
    const name = `${tenant.id}.${config.BASE_DOMAIN}`;
    const externalId = await providers.dns.ensure(name, config.BASE_DOMAIN, tenant.id);
    await keepResource(ctx, {
      kind: "record",
      name,
      externalId,
      tenant: tenant.id,
      job: job.id,
      desired: { target: config.BASE_DOMAIN },
    });
    return { name, resources: [`CNAME ${name} → ${config.BASE_DOMAIN}`] };
  },
  verify: async ({ ctx, tenant }) => {
    const { providers, config } = ctx.platform;
    const found = await providers.dns.find(`${tenant.id}.${config.BASE_DOMAIN}`);
    if (found?.target !== config.BASE_DOMAIN) throw new Denied("The record does not say what was written");
  },
  undo: async ({ ctx, tenant }) => {
    const { providers, config } = ctx.platform;
    const name = `${tenant.id}.${config.BASE_DOMAIN}`;
    await providers.dns.remove(name, tenant.id);
    await forgetResource(ctx, "record", name);
  },
};

/** The wildcard host serves the first instance; workshops of later ones get a host of their own. */
export const proxy: Step = {
  name: "proxy",
  plan: async ({ ctx, tenant }) => {
    const name = `${tenant.id}.${ctx.platform.config.BASE_DOMAIN}`;
    if (plans[tenant.tier as Tier].placement === "dedicated")
      return [`host ${name} → ${instances.ownPlace(ctx, tenant.id).webUpstream}`];
    const { items } = await instances.list(ctx);
    const chosen = items.find(({ id, state, tenants, maxTenants }) =>
      tenant.instance === null ? state === "open" && tenants < (maxTenants ?? 0) : id === tenant.instance,
    );
    if (chosen === undefined || (await instances.isFirst(ctx, chosen.id))) return [];
    return [`host ${name} → ${chosen.webUpstream}`];
  },
  apply: async ({ ctx, job, tenant }) => {
    const { providers, config } = ctx.platform;
    const instance = await instances.findOf(ctx, tenant.id);
    if (instance === undefined) throw new Error(`Workshop ${tenant.id} has no instance`);
    if (await instances.isFirst(ctx, instance.id)) {
      await providers.proxy.ensure(`*.${config.BASE_DOMAIN}`, instance.webUpstream, WILDCARD);
      return { host: "wildcard" };
    }
    const name = `${tenant.id}.${config.BASE_DOMAIN}`;
    const id = await providers.proxy.ensure(name, instance.webUpstream, tenant.id);
    const desired = { upstream: instance.webUpstream };
    await keepResource(ctx, { kind: "host", name, externalId: String(id), tenant: tenant.id, job: job.id, desired });
    return { host: name, resources: [`host ${name} → ${instance.webUpstream}`] };
  },
  undo: async ({ ctx, tenant }) => {
    const { providers, config } = ctx.platform;
    const name = `${tenant.id}.${config.BASE_DOMAIN}`;
    await providers.proxy.remove(name, tenant.id);
    await forgetResource(ctx, "host", name);
  },
};
