import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { extraction } from "@mechanicbuddy/management-api/providers/nginx-proxy-manager";
import { freePort } from "@mechanicbuddy/platform/testing/postgres";
import { type Check, holds } from "./check.ts";
import { ask, makeCertificate, onPorts, withNginx } from "./one-server.ts";
import { inScratch, textOf } from "./scratch.ts";

/** What Proxy Manager includes in its location; its own header lines make nginx drop those of the server around it. */
const proxyConf = `proxy_set_header Host $host;
proxy_set_header X-Forwarded-Scheme $scheme;
proxy_set_header X-Forwarded-Proto $scheme;
proxy_set_header X-Forwarded-For $remote_addr;
proxy_set_header X-Real-IP $remote_addr;
proxy_pass $forward_scheme://$server:$port$request_uri;
`;

/** The lines the guide prints. */
const printed = `set $tenant_id "";
if ($host ~* ^([^.]+)\\.mechanicbuddy\\.app$) {
  set $tenant_id $1;
}
proxy_set_header X-Tenant-ID $tenant_id;`;

/** A host as Proxy Manager writes it: its location is left out where the custom part has one for the same path. */
const host = (listen: number, upstream: number, custom: string) => `server {
  listen 127.0.0.1:${listen};
  server_name *.mechanicbuddy.app;
  set $forward_scheme http;
  set $server "127.0.0.1";
  set $port ${upstream};
  ${custom}
  ${custom.includes("location / {") ? "" : "location / { include conf.d/include/proxy.conf; }"}
}`;

/** The tenant that arrives behind the proxy for a host. */
function arriving(port: number, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, path: "/", headers: { host: name, "x-tenant-id": "forged" } },
      (reply) => {
        let text = "";
        reply.on("data", (chunk: Buffer) => (text += chunk));
        reply.on("end", () => resolve(text));
      },
    );
    sent.on("error", reject);
    sent.end();
  });
}

async function theHeaderArrives(): Promise<void> {
  const site = createServer((call, reply) => reply.end(String(call.headers["x-tenant-id"])));
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  const { port: upstream } = site.address() as AddressInfo;
  try {
    const [ours, alone] = [await freePort(), await freePort()];
    const servers = [host(ours, upstream, extraction("mechanicbuddy.app")), host(alone, upstream, printed)].join("\n");
    await inScratch((folder) =>
      withNginx(folder, servers, { "conf.d/include/proxy.conf": proxyConf }, async () => {
        const demo = await arriving(ours, "demo.mechanicbuddy.app");
        holds(demo === "demo", `behind our lines the tenant is ${demo}`);
        holds((await arriving(ours, "a.b.mechanicbuddy.app")) !== "a", "a longer name is taken for a tenant");
        const lost = await arriving(alone, "demo.mechanicbuddy.app");
        holds(lost !== "demo", "the printed lines alone carry the header by now; our own location is not needed");
      }),
    );
  } finally {
    site.close();
  }
}

/** Without Proxy Manager: the platform is asked once for each host, and its answer decides where a request goes. */
async function thePlatformDecides(): Promise<void> {
  const asked: string[] = [];
  const site = createServer((call, reply) => reply.end(`${call.headers["x-tenant-id"]} ${call.headers.host}`));
  const platform = createServer((call, reply) => {
    asked.push(call.url ?? "");
    const isKnown = call.headers.authorization === "Bearer key";
    const { port } = site.address() as AddressInfo;
    reply.writeHead(isKnown ? 200 : 401, { "x-upstream": `127.0.0.1:${port}`, "x-tenant-id": "demo" }).end();
  });
  for (const server of [site, platform]) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await inScratch(async (folder) => {
      await makeCertificate(folder, "*.garage.example.com");
      const [tls, plain] = [await freePort(), await freePort()];
      const servers = onPorts(await textOf("infrastructure/nginx/saas.conf"), folder, { tls, plain })
        .replace("/var/cache/nginx", folder)
        .replace("localhost:15568", `127.0.0.1:${(platform.address() as AddressInfo).port}`);
      const files = {
        "snippets/mechanicbuddy-proxy.inc": await textOf("infrastructure/nginx/mechanicbuddy-proxy.inc"),
        "snippets/mechanicbuddy-routing-key.inc": 'proxy_set_header Authorization "Bearer key";',
      };
      await withNginx(folder, servers, files, async () => {
        const name = "demo.garage.example.com";
        for (let call = 0; call < 2; call++) {
          const { body } = await ask(tls, name, "/", { headers: { "x-tenant-id": "forged" } });
          holds(body === `demo ${name}`, `behind saas.conf arrives ${body}`);
        }
        holds(asked.join() === `/internal/routing?host=${name}`, `the platform is asked for ${asked.join()}`);
        holds((await ask(tls, name, "/internal/routing")).status === 404, "saas.conf lets /internal through");
      });
    });
  } finally {
    site.close();
    platform.close();
  }
}

/** The same in Compose: its services stand in for by what runs here. */
async function composeDecides(): Promise<void> {
  const site = createServer((call, reply) => reply.end(String(call.headers["x-tenant-id"])));
  const platform = createServer((call, reply) => {
    const { port } = site.address() as AddressInfo;
    const isKnown = call.headers.authorization === "Bearer key";
    reply.writeHead(isKnown ? 200 : 401, { "x-upstream": `127.0.0.1:${port}`, "x-tenant-id": "demo" }).end();
  });
  for (const server of [site, platform]) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await inScratch(async (folder) => {
      const port = await freePort();
      const servers = (await textOf("infrastructure/nginx/saas-compose.conf"))
        .replace("/tmp/mechanicbuddy-routing", `${folder}/cache`)
        .replace("management-api:15568", `127.0.0.1:${(platform.address() as AddressInfo).port}`)
        .replace("/saas/routing-key.inc", "snippets/routing-key.inc")
        .replace("/etc/nginx/snippets", "snippets")
        .replace("listen 8080", `listen ${port}`);
      const files = {
        "snippets/mechanicbuddy-proxy.inc": await textOf("infrastructure/nginx/mechanicbuddy-proxy.inc"),
        "snippets/routing-key.inc": 'proxy_set_header Authorization "Bearer key";',
      };
      await withNginx(folder, servers, files, async () => {
        const arrived = await arriving(port, "demo.localhost:8080");
        holds(arrived === "demo", `behind saas-compose.conf the tenant is ${arrived}`);
      });
    });
  } finally {
    site.close();
    platform.close();
  }
}

export const checks: Check[] = [
  { row: "compose-up", run: composeDecides },
  { row: "wildcard-header", run: theHeaderArrives },
  { row: "nginx-site", run: thePlatformDecides },
];
