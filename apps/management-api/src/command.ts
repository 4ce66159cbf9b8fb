import { randomUUID } from "node:crypto";
import { systemClock } from "@mechanicbuddy/platform/clock";
import { ConfigError, loadConfig } from "@mechanicbuddy/platform/config";
import { managementApiConfig } from "@mechanicbuddy/platform/config/management";
import { openTenancy } from "@mechanicbuddy/platform/database/tenancy";
import { createLog } from "@mechanicbuddy/platform/log";
import type { Context } from "./context.ts";
import { contextOf } from "./http/handle.ts";
import { openSigner } from "./instances/signing.ts";
import { loginsOf, withSearchPath } from "./logins.ts";
import { openProviders } from "./providers/providers.ts";

/** Runs a command of an operator on the platform's database, with the configuration of the server. */
export async function withPlatform<T>(work: (ctx: Context) => Promise<T>): Promise<T> {
  const config = loadConfig(managementApiConfig);
  const log = createLog({ level: "warn" });
  const { app, keys } = await loginsOf(config);
  const login = withSearchPath(app);
  const tenancy = openTenancy({ loginOf: () => login, maxTotal: 2, exclusivePerTenant: 1, log });
  try {
    const signer = openSigner(keys, config.PLATFORM_SIGNING_KEY);
    const platform = { config, keys, tenancy, signer, providers: openProviders(config) };
    return await work(contextOf({ platform, now: systemClock, log }, { kind: "task" }, `command-${randomUUID()}`));
  } finally {
    await tenancy.close();
  }
}

/** Runs a command's `main`; what goes wrong is one sentence and exit code 1. */
export async function runCommand(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const sentence = error instanceof ConfigError || error instanceof Error ? error.message : String(error);
    process.stderr.write(`${sentence}\n`);
    process.exitCode = 1;
  }
}
