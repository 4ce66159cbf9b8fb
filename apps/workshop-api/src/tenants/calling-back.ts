import { pullEntitlements, reportActivity } from "@mechanicbuddy/contract/management/instances";
import { Refusal } from "@mechanicbuddy/contract/problem";
import { unseal } from "@mechanicbuddy/platform/keys";
import { Value } from "typebox/value";
import { place, purpose } from "./registration.ts";
import { entitle, type Ground } from "./tenants.ts";

const TIMEOUT_MS = 10_000;

/**
 * Asks the platform for the entitlements in force and tells it how workshops are used, in case it could not reach us.
 * What it cannot be asked, or says wrongly, changes nothing: each workshop goes on as it was told last.
 */
export async function callBack(ground: Ground, instanceId: string): Promise<void> {
  const { app, registrar } = ground;
  const known = await registrar.registration();
  if (known === undefined) return;
  const token = unseal(app.instance.keys.derive(purpose), place, known.sealedToken);
  const ask = async (route: { method: string; path: string }, body?: object): Promise<unknown> => {
    const response = await fetch(new URL(route.path.replace(":id", instanceId), known.platformUrl), {
      method: route.method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`The platform answered ${response.status} to ${route.method} ${route.path}`);
    return response.status === 204 ? undefined : response.json();
  };
  try {
    const told: unknown = await ask(pullEntitlements);
    if (!Value.Check(pullEntitlements.options.reply[200], told))
      throw new Error("The platform's entitlements are unreadable");
    for (const { tenant, document } of told.items) await takeNewer(ground, tenant, document);
    await ask(reportActivity, { tenants: await registrar.activity() });
  } catch (error) {
    app.log.warn({ err: error }, "the platform could not be asked; workshops go on as they were told last");
  }
}

/** Documents that are known already cost no look into the workshop. */
async function takeNewer(ground: Ground, tenant: string, document: string): Promise<void> {
  const { app } = ground;
  const [says, known] = await Promise.all([app.platform?.readEntitlement(document), app.registry.find(tenant)]);
  if (known === undefined || (says !== undefined && says.version <= (known.entitlement?.version ?? 0))) return;
  await entitle(ground, tenant, document).catch((error: unknown) => {
    // Refused ones are in the log already.
    if (!(error instanceof Refusal)) throw error;
  });
}

const LOOK_MS = 60_000;

/** Calls back once an hour, whichever process of the instance comes first. */
export function startCallingBack(ground: Ground, instanceId: string): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const look = async () => {
    if (await ground.registrar.claimHour(ground.app.now())) await callBack(ground, instanceId);
  };
  const timer = setInterval(() => {
    running ??= look()
      .catch((error: Error) => ground.app.log.warn({ err: error }, "calling the platform back failed"))
      .finally(() => {
        running = undefined;
      });
  }, LOOK_MS);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
