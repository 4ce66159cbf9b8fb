import { getActivity, listActivity, purgeTenant, putTenant, suspendTenant } from "@mechanicbuddy/contract/internal";
import { plans, type Tier } from "@mechanicbuddy/contract/plans";
import { inTransaction } from "../../context.ts";
import * as entitlements from "../../entitlements/entitlements.ts";
import * as instances from "../../instances/instances.ts";
import { Denied, NotYet, Trouble } from "../../providers/trouble.ts";
import { addInstanceWhenFull } from "../more-room.ts";
import type { Step, Work } from "../step.ts";
import { activate } from "./activate.ts";
import { dns, proxy } from "./addresses.ts";

const nothing = async () => [];

const subscription: Step = {
  name: "subscription",
  plan: nothing,
  apply: async ({ tenant }) => {
    const { placement } = plans[tenant.tier as Tier];
    if (placement === "dedicated") throw new Denied("Dedicated workshops are not made here yet");
    return { needs: "none" };
  },
};

const trigger: Step = {
  name: "trigger",
  plan: nothing,
  apply: async ({ job }) => ({ trigger: job.trigger }),
};

/** A place on the first open instance with room. Who finds none waits in the job and is never refused. */
const namespace: Step = {
  name: "namespace",
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

const chart: Step = { name: "chart", plan: nothing, apply: async () => ({}) };

/** Role and schema on the instance, with the first rows and the owner. */
const database: Step = {
  name: "database",
  plan: async ({ tenant }) => [`login tenant_${tenant.id}`, `schema tenant_${tenant.id}`],
  apply: async (work) => {
    const { ctx, tenant } = work;
    const [instance, issued] = [await mustHaveInstance(work), await entitlements.refresh(ctx, tenant.id)];
    if (issued === undefined) throw new Error("A workshop with a place has an entitlement");
    const made = await instances.callInstance(ctx, instance, putTenant, {
      params: { id: tenant.id },
      body: {
        companyName: tenant.companyName,
        ownerName: tenant.contactName,
        ownerEmail: tenant.ownerEmail,
        locale: tenant.locale as "en",
        country: tenant.country,
        sampleData: tenant.withSampleData,
        document: issued.document,
      },
    });
    return { schemaVersion: made.schemaVersion, instance: instance.id, resources: [`schema tenant_${tenant.id}`] };
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

const migrations: Step = {
  name: "migrations",
  plan: nothing,
  apply: async (work) => {
    const activity = await instances.callInstance(work.ctx, await mustHaveInstance(work), getActivity, {
      params: { id: work.tenant.id },
    });
    const expected = work.outputs.database?.schemaVersion;
    if (activity.schemaVersion !== expected) {
      throw new Trouble(`The schema is at ${activity.schemaVersion}, not yet at ${String(expected)}`);
    }
    return { schemaVersion: activity.schemaVersion };
  },
};

const certificate: Step = {
  name: "certificate",
  plan: nothing,
  apply: async ({ ctx, tenant }) => {
    const { providers, config } = ctx.platform;
    const found = await providers.proxy.certificateFor(`${tenant.id}.${config.BASE_DOMAIN}`);
    if (found === undefined || found.endsAt <= ctx.now()) throw new Trouble("The wildcard certificate is not valid");
    return { endsAt: found.endsAt.toISOString() };
  },
};

/** The guide's ten steps, for a workshop on a shared instance. */
export const provision: readonly Step[] = [
  subscription,
  trigger,
  namespace,
  chart,
  database,
  migrations,
  dns,
  proxy,
  certificate,
  activate,
];

async function mustHaveInstance({ ctx, tenant }: Work) {
  const instance = await instances.findOf(ctx, tenant.id);
  if (instance === undefined) throw new Error(`Workshop ${tenant.id} has no instance`);
  return instance;
}
