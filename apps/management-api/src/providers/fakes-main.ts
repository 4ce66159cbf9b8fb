import { createServer } from "node:http";
import { startFakeCloudflare } from "./cloudflare.fake.ts";
import { startFakeProxyManager } from "./nginx-proxy-manager.fake.ts";

// All vendors as a service of its own, with a page that shows what they hold: Compose's profile `saas`.
const [HOST, PAGE_PORT, CLOUDFLARE_PORT, NPM_PORT] = ["0.0.0.0", 8090, 8091, 8092];
const baseDomain = process.env.BASE_DOMAIN ?? "localhost";

const cloudflare = await startFakeCloudflare({
  ...{ token: "fake-cloudflare-token", zone: "fake-zone", host: HOST, port: CLOUDFLARE_PORT },
});
const proxy = await startFakeProxyManager({ token: "fake-proxy-token", baseDomain, host: HOST, port: NPM_PORT });

const page = createServer((_request, response) => {
  const records = [...cloudflare.records.values()].map(({ type, name, content }) => `${name}  ${type}  ${content}`);
  const hosts = [...proxy.hosts.values()].map(
    ({ domain_names, forward_host, forward_port }) => `${domain_names.join(" ")}  ->  ${forward_host}:${forward_port}`,
  );
  response.writeHead(200, { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" });
  response.end(["Cloudflare", ...records, "", "Nginx Proxy Manager", ...hosts, ""].join("\n"));
}).listen(PAGE_PORT, HOST);

process.once("SIGTERM", async () => {
  page.close();
  page.closeAllConnections();
  await Promise.all([cloudflare.stop(), proxy.stop()]);
});
