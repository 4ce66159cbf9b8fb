import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { createLog } from "@mechanicbuddy/platform/log";
import { testPlatform } from "@mechanicbuddy/platform/testing/platform";
import { freePort, quickFolder } from "@mechanicbuddy/platform/testing/postgres";
import { demos } from "@mechanicbuddy/standalone/demo/demos";
import { mateOwner } from "@mechanicbuddy/standalone/mate";
import { inviteOwner } from "@mechanicbuddy/standalone/platform";
import { portsFrom } from "@mechanicbuddy/standalone/ports";
import { secretsOf } from "@mechanicbuddy/standalone/secrets";
import { startSystem } from "@mechanicbuddy/standalone/system";
import { operator, operatorCookie } from "./operator.ts";
import { riverside } from "./riverside.ts";
import { tokenOf } from "./tokens.ts";

/** Starts the same system as `npm start`, on free ports and an empty folder, for all journeys together. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const dataDirectory = await mkdtemp(join(await quickFolder(), "mechanicbuddy-e2e-"));
  const names = Object.values(portsFrom({})).map(({ variable }) => variable);
  const chosen = Object.fromEntries(await Promise.all(names.map(async (name) => [name, String(await freePort())])));
  const ports = portsFrom(chosen);
  const system = await startSystem({
    ports,
    dataDirectory,
    fresh: false,
    log: createLog({ level: "error" }),
    tell: () => undefined,
    workshops: [...demos, riverside],
    signingKey: testPlatform.signingKey,
  });
  const { consumerSecret, matePassword } = await secretsOf(dataDirectory);
  const door = { apiPort: ports.api.port, consumerSecret };
  Object.assign(process.env, chosen, {
    E2E_SITE: `http://localhost:${ports.web.port}`,
    E2E_MATE: `http://localhost:${ports.mate.port}`,
    E2E_MATE_DATABASE: JSON.stringify({ ...mateOwner, port: ports.database.port, password: matePassword }),
    E2E_PORTAL: `http://localhost:${ports.portal.port}`,
    E2E_MAIL: `http://localhost:${ports.mail.port}`,
    E2E_TOKEN: await tokenOf(door, "demo", "liis"),
    E2E_RIVERSIDE_TOKEN: await tokenOf(door, "riverside", "ines"),
    E2E_NEIGHBOUR_TOKEN: await tokenOf(door, "brightside", "anna"),
  });
  if (system.platform !== undefined) {
    process.env.E2E_OPERATOR = await operatorCookie(await inviteOwner(system.platform, operator));
  }
  return async () => {
    await system.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
}
