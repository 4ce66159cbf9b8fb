import { getRouting } from "@mechanicbuddy/contract/management/instances";
import { repairTenant } from "@mechanicbuddy/contract/management/tenants";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as instances from "../instances/instances.ts";
import { startFakes } from "../providers/fakes.ts";
import { openTestPlatform, type TestPlatform } from "../testing/api.ts";

const domain = "mechanicbuddy.app";
const ownSite = "acme-web.tenant-acme.svc.cluster.local";
const sharedSite = "free-tier-web.mechanicbuddy-free-tier.svc.cluster.local";

let fakes: Awaited<ReturnType<typeof startFakes>>;
let platform: TestPlatform;
beforeAll(async () => {
  fakes = await startFakes(domain);
  platform = await openTestPlatform({ ...fakes.settings, BASE_DOMAIN: domain });
  // The shared instance as the settings' own defaults name it, and the guide's dedicated one.
  await instances.registerFirst(platform.ctx());
  await platform.appPool.query(
    `insert into instances (id, kind, state, namespace, release, api_url, web_upstream, created_at)
      values ('acme', 'dedicated', 'open', 'tenant-acme', 'mechanicbuddy-tenant-acme',
        'http://acme-api.tenant-acme.svc.cluster.local:15567', $1, now())`,
    [`${ownSite}:3000`],
  );
  await platform.newTenant({ id: "demo", tier: "free", instance: "free-tier" });
  await platform.newTenant({ id: "acme", tier: "professional", instance: "acme" });
});
afterAll(async () => {
  await platform.close();
  await fakes.stop();
});

const decision = (host: string) =>
  platform.call(getRouting, { query: { host } }, { as: { token: platform.app.routingKey } });

test("a free workshop is led to the shared site, a paid one to its own", async () => {
  expect(await decision(`demo.${domain}`)).toMatchObject({
    tenant: "demo",
    tier: "free",
    upstream: `${sharedSite}:3000`,
  });
  expect(await decision(`acme.${domain}`)).toMatchObject({
    ...{ tenant: "acme", tier: "professional", upstream: `${ownSite}:3000`, page: "workshop" },
  });
});

test("records and proxy hosts are the ones the deployment guide prints", async () => {
  const staff = await platform.newStaff("owner");
  for (const id of ["demo", "acme"]) await platform.call(repairTenant, { params: { id } }, { as: staff });
  await platform.runTasks();
  const records = [...fakes.cloudflare.records.values()].map(({ type, name, content }) => `${name} ${type} ${content}`);
  expect(records.sort()).toEqual([`acme.${domain} CNAME ${domain}`, `demo.${domain} CNAME ${domain}`]);
  // A domain of the workshop's own, with the certificate its owner uploaded.
  const own = { id: 7, nice_name: "shop", domain_names: ["shop.acmeauto.com"], expires_on: "2036-01-01 00:00:00" };
  fakes.proxy.certificates.push(own);
  await platform.app.platform.providers.proxy.ensure("shop.acmeauto.com", `${ownSite}:3000`, "acme");
  const hosts = [...fakes.proxy.hosts.values()].map((host) => [
    ...host.domain_names,
    host.forward_host,
    host.forward_port,
    host.certificate_id,
  ]);
  expect(hosts.sort()).toEqual([
    [`*.${domain}`, sharedSite, 3000, 1],
    [`acme.${domain}`, ownSite, 3000, 1],
    ["shop.acmeauto.com", ownSite, 3000, 7],
  ]);
  for (const host of fakes.proxy.hosts.values())
    expect(host).toMatchObject({ ssl_forced: true, forward_scheme: "http" });
});
