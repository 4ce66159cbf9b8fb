import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FakeCloudflare, startFakeCloudflare } from "./cloudflare.fake.ts";
import { cloudflareZone, type DnsZone } from "./cloudflare.ts";
import { type FakeNameServer, startFakeNameServer } from "./name-servers.fake.ts";
import { type NameServers, nameServers } from "./name-servers.ts";
import { type FakeProxyManager, startFakeProxyManager } from "./nginx-proxy-manager.fake.ts";
import { type ProxyManager, proxyManager, WILDCARD } from "./nginx-proxy-manager.ts";
import { Denied, Trouble } from "./trouble.ts";

describe("Cloudflare", () => {
  let fake: FakeCloudflare;
  let zone: DnsZone;
  beforeAll(async () => {
    fake = await startFakeCloudflare({ token: "t", zone: "z" });
    zone = cloudflareZone({ url: fake.url, token: "t", zone: "z", proxied: false });
  });
  afterAll(() => fake.stop());

  test("a record is made once, corrected when it points elsewhere, and removed", async () => {
    const id = await zone.ensure("acme.example.com", "example.com", "acme");
    expect(await zone.ensure("acme.example.com", "example.com", "acme")).toBe(id);
    expect(fake.records.size).toBe(1);
    expect(fake.records.get(id)).toMatchObject({
      type: "CNAME",
      ttl: 1,
      proxied: false,
      comment: "mechanicbuddy:acme",
    });
    await zone.ensure("acme.example.com", "other.example.com", "acme");
    expect((await zone.find("acme.example.com"))?.target).toBe("other.example.com");
    expect(await zone.remove("acme.example.com", "acme")).toBe(true);
    expect(await zone.remove("acme.example.com", "acme")).toBe(false);
  });

  test("a record of somebody else is never touched", async () => {
    await zone.ensure("shop.example.com", "example.com", "shop");
    await expect(zone.ensure("shop.example.com", "evil.example.com", "acme")).rejects.toBeInstanceOf(Denied);
    expect(await zone.remove("shop.example.com", "acme")).toBe(false);
    expect(await zone.find("shop.example.com")).toMatchObject({ target: "example.com" });
  });

  test("all our records are found, page by page", async () => {
    for (let n = 0; n < 120; n++) await zone.ensure(`many${n}.example.com`, "example.com", `many${n}`);
    expect((await zone.ours()).filter(({ name }) => name.startsWith("many"))).toHaveLength(120);
  });

  test("busy, broken and lost answers may pass; a wrong token does not", async () => {
    fake.be({ kind: "status", status: 429, times: 1, headers: { "retry-after": "7" } });
    await expect(zone.find("a.example.com")).rejects.toMatchObject({ name: "Trouble", retryAfter: 7 });
    for (const mood of [{ kind: "status", status: 500 }, { kind: "drop" }, { kind: "garbage" }] as const) {
      fake.be({ ...mood, times: 1 } as never);
      await expect(zone.find("a.example.com")).rejects.toBeInstanceOf(Trouble);
    }
    const stranger = cloudflareZone({ url: fake.url, token: "wrong", zone: "z", proxied: false });
    await expect(stranger.find("a.example.com")).rejects.toThrow("Cloudflare refuses: Authentication error");
  });
});

describe("name servers", () => {
  const zone = new Map([["acme.example.com", "example.com"]]);
  let fake: FakeNameServer;
  let dns: NameServers;
  beforeAll(async () => {
    fake = await startFakeNameServer(() => zone);
    dns = nameServers([fake.address], 200);
  });
  afterAll(() => fake.stop());

  test("a name leads where its alias says; one that nobody knows leads nowhere", async () => {
    expect(await dns.leadsTo("acme.example.com")).toEqual(["example.com"]);
    expect(await dns.leadsTo("nobody.example.com")).toEqual([]);
    fake.unheard.add("acme.example.com");
    expect(await dns.leadsTo("acme.example.com")).toEqual([]);
    fake.unheard.clear();
  });

  test("one lost answer is asked for again; silence is trouble, not an empty answer", async () => {
    fake.beSilent(1);
    expect(await dns.leadsTo("acme.example.com")).toEqual(["example.com"]);
    fake.beSilent(50);
    await expect(dns.leadsTo("acme.example.com")).rejects.toBeInstanceOf(Trouble);
    fake.beSilent(0);
  });
});

describe("Nginx Proxy Manager", () => {
  let fake: FakeProxyManager;
  let proxy: ProxyManager;
  beforeAll(async () => {
    fake = await startFakeProxyManager({ token: "t", baseDomain: "mechanicbuddy.app" });
    proxy = proxyManager({ url: fake.url, token: "t", baseDomain: "mechanicbuddy.app" });
  });
  afterAll(() => fake.stop());

  test("the wildcard host hands each workshop's name on in a location of its own", async () => {
    const id = await proxy.ensure(
      "*.mechanicbuddy.app",
      "free-tier-web.mechanicbuddy-free-tier.svc.cluster.local:3000",
      WILDCARD,
    );
    const host = fake.hosts.get(id);
    expect(host).toMatchObject({
      forward_host: "free-tier-web.mechanicbuddy-free-tier.svc.cluster.local",
      forward_port: 3000,
      certificate_id: 1,
      ssl_forced: true,
    });
    expect(host?.advanced_config).toContain("location / { proxy_set_header X-Tenant-ID $tenant_id;");
    expect(host?.advanced_config).toContain('"^([a-z0-9-]+)\\.mechanicbuddy\\.app$"');
  });

  test("a host is made once, corrected, and removed; another workshop's never", async () => {
    const id = await proxy.ensure("acme.mechanicbuddy.app", "acme-web.tenant-acme:3000", "acme");
    expect(await proxy.ensure("acme.mechanicbuddy.app", "acme-web.tenant-acme:3000", "acme")).toBe(id);
    await proxy.ensure("acme.mechanicbuddy.app", "other:3000", "acme");
    expect(await proxy.find("acme.mechanicbuddy.app")).toMatchObject({ id, upstream: "other:3000" });
    await expect(proxy.ensure("acme.mechanicbuddy.app", "x:1", "shop")).rejects.toBeInstanceOf(Denied);
    expect(await proxy.remove("acme.mechanicbuddy.app", "shop")).toBe(false);
    expect(await proxy.remove("acme.mechanicbuddy.app", "acme")).toBe(true);
  });

  test("no host is made without a certificate that covers it", async () => {
    await expect(proxy.ensure("acme.other.example", "x:1", "acme")).rejects.toThrow(
      "no certificate for acme.other.example",
    );
  });

  test("the token is exchanged for a longer one before it dies, and a dead one is named", async () => {
    expect(fake.asked.filter((path) => path === "GET /api/tokens")).toHaveLength(1);
    const late = proxyManager({ url: fake.url, token: "dead", baseDomain: "mechanicbuddy.app" });
    await expect(late.find("a.mechanicbuddy.app")).rejects.toThrow("enter a new NPM_API_TOKEN");
  });
});
