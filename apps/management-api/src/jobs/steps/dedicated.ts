import { inTransaction } from "../../context.ts";
import * as instances from "../../instances/instances.ts";
import type { Awaited } from "../../providers/kubernetes.ts";
import { Denied, Trouble } from "../../providers/trouble.ts";
import type { Step, Work } from "../step.ts";
import { forgetResource, hasResource, keepResource } from "../store.ts";
import { mustBeMigrated, openWorkshop } from "./opening.ts";
import type { Effect, Placed } from "./placed.ts";
import { namespaceOf, releaseFor, releaseOf } from "./release.ts";

/** A namespace with our labels and our rights in it, and the row of the workshop's own instance. */
const namespace: Effect = {
  plan: async ({ tenant }) => [`Namespace ${namespaceOf(tenant.id)}`, "RoleBinding mechanicbuddy-tenant-manager"],
  apply: async ({ ctx, job, tenant }) => {
    const name = namespaceOf(tenant.id);
    await ctx.platform.providers.kubernetes.ensureNamespace({ name, tenant: tenant.id, tier: tenant.tier });
    await keepResource(ctx, {
      kind: "namespace",
      name,
      tenant: tenant.id,
      job: job.id,
      desired: { target: tenant.id },
    });
    const id = await inTransaction(ctx, (ctx) =>
      instances.reserveOwn(ctx, tenant.id, { namespace: name, release: releaseOf(tenant.id) }),
    );
    return { instance: id, resources: [`Namespace ${name}`] };
  },
  undo: async (work) => {
    await removeNamespace(work);
    await inTransaction(work.ctx, (ctx) => instances.releaseOwn(ctx, work.tenant.id));
  },
};

const chart: Effect = {
  plan: ({ ctx, tenant }) => ctx.platform.providers.helm.plan(releaseFor(ctx, tenant)),
  apply: async ({ ctx, job, tenant }) => {
    const release = releaseFor(ctx, tenant);
    // The database is made first; what migrates it runs two steps later.
    await ctx.platform.providers.helm.upgrade(release, false);
    await keepResource(ctx, { kind: "release", name: release.name, tenant: tenant.id, job: job.id });
    return { release: release.name };
  },
  verify: async ({ ctx, tenant }) => {
    const { helm } = ctx.platform.providers;
    if (!(await helm.isDeployed(releaseOf(tenant.id), namespaceOf(tenant.id))))
      throw new Trouble("The release is not in force");
  },
  undo: removeRelease,
};

const database: Effect = {
  plan: async () => [],
  apply: async (work) => {
    await mustBeReady(work, "cluster", `${work.tenant.id}-postgresql`);
    return {};
  },
};

/** The release's own hook, then the servers that were waiting for it, then the workshop in them. */
const migrations: Effect = {
  plan: async () => [],
  apply: async (work) => {
    const { ctx, tenant } = work;
    const { kubernetes, helm } = ctx.platform.providers;
    const job = `${tenant.id}-migration`;
    const known = await kubernetes.readiness("job", namespaceOf(tenant.id), job);
    if (known?.isReady !== true) await helm.upgrade(releaseFor(ctx, tenant), true);
    await mustBeReady(work, "job", job);
    for (const part of ["api", "web"]) await mustBeReady(work, "rollout", `${tenant.id}-${part}`);
    const schemaVersion = await openWorkshop(work);
    await mustBeMigrated(work, schemaVersion);
    await instances.opened(ctx, tenant.id);
    return { schemaVersion };
  },
};

/** How often the certificate is looked for before the workshop opens under the wildcard's. */
const MOST_LOOKS = 6;

/** cert-manager's certificate, handed to the proxy. One that is late does not keep the workshop shut. */
const certificate: Effect = {
  plan: async () => [],
  apply: async (work) => {
    const { ctx, tenant, attempts, log } = work;
    const { kubernetes, proxy } = ctx.platform.providers;
    const host = `${tenant.id}.${ctx.platform.config.BASE_DOMAIN}`;
    const name = `${tenant.id}-tls`;
    const found = await kubernetes.readiness("certificate", namespaceOf(tenant.id), name);
    const pair = found?.isReady ? await kubernetes.tlsPair(namespaceOf(tenant.id), name) : undefined;
    if (pair === undefined) {
      const sentence = `Certificate ${name} is not issued yet: ${found?.why ?? "there is none"}`;
      if (attempts < MOST_LOOKS || (await proxy.certificateFor(host)) === undefined) throw new Trouble(sentence);
      await log(`${sentence}. The wildcard certificate serves ${host} until it is.`);
      return { certificate: "wildcard" };
    }
    const { webUpstream } = instances.ownPlace(ctx, tenant.id);
    await proxy.putCertificate(host, pair);
    await proxy.ensure(host, webUpstream, tenant.id);
    return { certificate: name };
  },
};

/** @throws Denied when it has failed for good, Trouble while it is on its way */
async function mustBeReady({ ctx, tenant }: Work, what: Awaited, name: string): Promise<void> {
  const found = await ctx.platform.providers.kubernetes.readiness(what, namespaceOf(tenant.id), name);
  if (found?.isReady) return;
  const sentence = `${name} is not ready: ${found?.why ?? "there is none"}`;
  throw found?.hasFailed ? new Denied(sentence) : new Trouble(sentence);
}

/** Takes the chart's objects away; the namespace goes afterwards with all that is left. */
export async function removeRelease({ ctx, tenant }: Work): Promise<void> {
  const name = releaseOf(tenant.id);
  await ctx.platform.providers.helm.uninstall(name, namespaceOf(tenant.id));
  await forgetResource(ctx, "release", name);
}

/** @throws Trouble until it is gone */
export async function removeNamespace({ ctx, tenant }: Work): Promise<void> {
  const name = namespaceOf(tenant.id);
  if (!(await ctx.platform.providers.kubernetes.removeNamespace(name, tenant.id)))
    throw new Trouble(`Namespace ${name} is still being removed`);
  await forgetResource(ctx, "namespace", name);
}

/** Labels and rights of a namespace that the platform made. */
export const relabel: Step = {
  name: "namespace",
  plan: async () => [],
  apply: async ({ ctx, tenant }) => {
    const name = namespaceOf(tenant.id);
    if (!(await hasResource(ctx, "namespace", name))) return {};
    await ctx.platform.providers.kubernetes.ensureNamespace({ name, tenant: tenant.id, tier: tenant.tier });
    return { namespace: name };
  },
};

/** On an instance of the workshop's own. */
export const dedicated: Placed = { namespace, chart, database, migrations, certificate };
