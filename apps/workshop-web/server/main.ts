import { existsSync } from "node:fs";
import { parseProxies } from "@mechanicbuddy/platform/http/address";
import { serveSite } from "./serve.ts";

const envFile = new URL("../.env", import.meta.url);
if (existsSync(envFile)) process.loadEnvFile(envFile);

const host = process.env.HOST ?? "127.0.0.1";
const port = Number(process.env.PORT ?? 3000);
const baseDomain = process.env.BASE_DOMAIN ?? "localhost";

try {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error("PORT: give a number up to 65535");
  const proxies = parseProxies(process.env.TRUSTED_PROXIES ?? "loopback, private");
  const server = await serveSite({ host, port, proxies, baseDomain });
  process.stdout.write(`Listening on http://${host}:${port}\n`);
  const stop = () => {
    server.close();
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), Number(process.env.SHUTDOWN_SECONDS ?? 25) * 1000).unref();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
