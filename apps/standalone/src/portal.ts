import { serveSite } from "@mechanicbuddy/management-portal/server/serve";
import { parseProxies } from "@mechanicbuddy/platform/http/address";
import { listenHost, type portsFrom } from "./ports.ts";

/** Serves the platform's portal. The secret of its sessions is that of the workshops' site, of which it derives its own. */
export async function startPortal(ports: ReturnType<typeof portsFrom>): Promise<() => Promise<void>> {
  Object.assign(process.env, {
    MANAGEMENT_API_URL: `http://127.0.0.1:${ports.platform.port}`,
    PORTAL_URL: `http://localhost:${ports.portal.port}`,
  });
  const site = await serveSite({
    host: listenHost(),
    port: ports.portal.port,
    proxies: parseProxies("loopback"),
    baseDomain: "localhost",
  });
  return () =>
    new Promise<void>((resolve) => {
      site.closeAllConnections();
      site.close(() => resolve());
    });
}
