import { listActivity, purgeTenant, suspendTenant } from "@mechanicbuddy/contract/internal";
import { inTransaction } from "../../context.ts";
import * as entitlements from "../../entitlements/entitlements.ts";
import * as instances from "../../instances/instances.ts";
import { NotYet, Trouble } from "../../providers/trouble.ts";
import { addInstanceWhenFull } from "../more-room.ts";
import { mustBeMigrated, openWorkshop } from "./opening.ts";
import type { Effect, Placed } from "./placed.ts";

const nothing = async () => [];

/** A place on the first open instance with room. Who finds none waits in the job and is never refused. */
const namespace: Effect = {
  plan: async ({ ctx }) => {
    const { items } = await instances.list(ctx);
    const open = items.find(({ state, tenants, maxTenants }) => state === "open" && tenants < (maxTenants ?? 0));
    return [open === undefined ? "place on the next shared instance" : `place on ${open.id}`];
  },
  apply: async ({ ctx, tenant }) => {
    const place = await inTransaction(ctx, (ctx) => instances.reserve(ctx, tenant.id));
    if (place === undefined) {
      await addInstanceWhenFull(ctx);
      throw new NotYet("All shared instances are full; the next one is being prepared");
    }
    if (await instances.watchFill(ctx, place)) await addInstanceWhenFull(ctx);
    return { instance: place.id };
  },
  undo: async ({ ctx, tenant }) => {
    await instances.release(ctx, tenant.id);
  },
};

const chart: Effect = { plan: nothing, apply: async () => ({}) };

/** Role and schema on the instance, with the first rows and the owner. */
const database: Effect = {
  plan: async ({ tenant }) => [`login tenant_${tenant.id}`, `schema tenant_${tenant.id}`],
  apply: async (work) => {
    const schemaVersion = await openWorkshop(work);
    return { schemaVersion, instance: work.tenant.instance, resources: [`schema tenant_${work.tenant.id}`] };
  },
  undo: async (work) => {
    const { ctx, tenant } = work;
    const instance = await instances.findOf(ctx, tenant.id);
    const issued = await entitlements.refresh(ctx, tenant.id);
    if (instance === undefined || issued === undefined) return;
    const params = { id: tenant.id };
    const { items } = await instances.callInstance(ctx, instance, listActivity);
    if (items.some((each) => each.tenant === tenant.id)) {
      await instances.callInstance(ctx, instance, suspendTenant, { params, body: { document: issued.document } });
    }
    await instances.callInstance(ctx, instance, purgeTenant, { params, body: {} });
  },
};

const migrations: Effect = {
  plan: nothing,
  apply: async (work) => {
    const schemaVersion = work.outputs.database?.schemaVersion;
    await mustBeMigrated(work, schemaVersion);
    return { schemaVersion };
  },
};

const certificate: Effect = {
  plan: nothing,
  apply: async ({ ctx, tenant }) => {
    const { providers, config } = ctx.platform;
    const found = await providers.proxy.certificateFor(`${tenant.id}.${config.BASE_DOMAIN}`);
    if (found === undefined || found.endsAt <= ctx.now()) throw new Trouble("The wildcard certificate is not valid");
    return { endsAt: found.endsAt.toISOString() };
  },
};

/** On an instance with others. */
export const shared: Placed = { namespace, chart, database, migrations, certificate };
