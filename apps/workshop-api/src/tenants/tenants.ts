import { randomUUID } from "node:crypto";
import type { putTenant } from "@mechanicbuddy/contract/internal";
import { tenantIdFault } from "@mechanicbuddy/contract/management/tenant-id";
import type { Entitlement } from "@mechanicbuddy/contract/plans";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import type { App } from "@mechanicbuddy/platform/http/app";
import { isPaused } from "@mechanicbuddy/platform/http/plan-state";
import { openTenant } from "@mechanicbuddy/platform/http/service";
import * as files from "../files/files.ts";
import { handOverLink } from "../identity/identity.ts";
import { countryOf, taxRatesOf } from "../opening/countries.ts";
import { open } from "../opening/opening.ts";
import * as plan from "../plan/plan.ts";
import { fillDemo } from "./demo-data.ts";
import type { Registrar } from "./registrar.ts";
import * as store from "./store.ts";

/** What the operations on whole workshops need beside a context of one. */
export interface Ground {
  app: App;
  registrar: Registrar;
  /** A context of a workshop in whatever state it is. */
  contextOf(tenantId: string): Promise<Context>;
}

export function groundOf(app: App, registrar: Registrar): Ground {
  return { app, registrar, contextOf: (id) => openTenant(app, id, randomUUID()) };
}

type New = Input<typeof putTenant>["body"];

/** Makes a workshop, or completes one whose making was interrupted. Only one process makes a workshop of that name. */
export function create(ground: Ground, id: string, input: New) {
  const fault = tenantIdFault(id, true);
  if (fault !== undefined) throw invalid({ id: fault });
  return ground.registrar.alone(id, async () => {
    const document = await entitlementFor(ground.app, id, input.document);
    const known = await ground.app.registry.find(id);
    if (known?.state === "closing") throw new Refusal("conflict", "A workshop of this name is being closed.");
    if (known === undefined) await ground.registrar.make(id);
    const ctx = await ground.contextOf(id);
    if (!(await store.isOpened(ctx))) await inTransaction(ctx, (ctx) => openWorkshop(ctx, input));
    else if ((await store.findOwner(ctx, input.ownerEmail)) === undefined) {
      throw new Refusal("conflict", "Somebody else's workshop has this name.");
    }
    await ground.app.registry.keepEntitlement(id, input.document, document);
    const isNew = known?.state !== "active";
    if (isNew) await ground.registrar.setState(id, "active");
    return { tenant: id, schemaVersion: ground.registrar.newestSchema, created: isNew };
  });
}

/**
 * Opens the workshop of an instance that serves one alone, whose schema a migration made.
 * @returns the link with which its owner chooses a password; it works for three days
 */
export async function openOnly(ctx: Context, input: Omit<New, "document">): Promise<string> {
  return inTransaction(ctx, async (ctx) => {
    if (await store.isOpened(ctx)) throw new Refusal("conflict", "This workshop is open already.");
    const { userId } = await openWorkshop(ctx, input);
    return handOverLink(ctx, userId);
  });
}

async function openWorkshop(
  ctx: Context,
  { companyName, ownerName, ownerEmail, locale, country, sampleData }: Omit<New, "document">,
) {
  const { timeZone, currency, distanceUnit, priceMode, labourPriceCents, ...rest } = countryOf(country);
  const home = { timeZone, currency, distanceUnit, priceMode, labourPriceCents, ...rest };
  const [firstName = ownerName, ...lastNames] = ownerName.trim().split(/\s+/);
  const owner = await open(ctx, {
    ...home,
    name: companyName,
    country,
    language: locale,
    taxRates: taxRatesOf(home),
    owner: { firstName, lastName: lastNames.join(" "), username: usernameFrom(ownerEmail), email: ownerEmail },
  });
  if (sampleData) await fillDemo(ctx);
  return owner;
}

/** What stands before the @, where it can be a user name. */
function usernameFrom(email: string): string {
  const name = email.split("@")[0]?.toLowerCase() ?? "";
  return /^[a-z0-9._-]{3,64}$/.test(name) ? name : "owner";
}

/** Keeps a newer entitlement and acts on it; what it says of the state decides pages and tasks. Answers the one in force. */
export async function entitle(ground: Ground, id: string, token: string, states?: readonly string[]): Promise<number> {
  const document = await entitlementFor(ground.app, id, token);
  if (states !== undefined && !states.includes(document.state)) {
    throw invalid({ document: `Send a document whose state is ${states.join(" or ")}.` });
  }
  const tenant = await ground.app.registry.find(id);
  if (tenant === undefined) throw notFound();
  const version = await ground.app.registry.keepEntitlement(id, token, document);
  await ground.registrar.setState(id, document.state === "closing" ? "closing" : "active");
  const ctx = await ground.contextOf(id);
  await plan.reseat(ctx);
  if (!isPaused(ctx.tenant)) await ground.registrar.wake(id);
  return version;
}

/** The document, which must be the platform's and about this workshop. */
async function entitlementFor(app: App, id: string, token: string): Promise<Entitlement> {
  const document = await app.platform?.readEntitlement(token);
  if (document !== undefined && document.tenant === id) return document;
  app.log.warn({ tenant: id }, "an entitlement that is not the platform's, or not this workshop's, was refused");
  throw invalid({ document: "Send a document that the platform signed for this workshop." });
}

/** Removes a closing workshop for good. Whatever is gone already is named so. */
export function purge(ground: Ground, id: string): Promise<{ removed: string[]; absent: string[] }> {
  return ground.registrar.alone(id, async () => {
    const tenant = await ground.app.registry.find(id);
    if (tenant !== undefined && tenant.entitlement?.state !== "closing") {
      throw new Refusal("conflict", "Only a workshop that is closing is removed.");
    }
    const removed: string[] = [];
    if (tenant !== undefined) {
      await ground.registrar.setState(id, "closing");
      if ((await files.removeAll(await ground.contextOf(id))) > 0) removed.push("files");
    }
    removed.push(...(await ground.registrar.drop(id)));
    const all = ["files", "tasks", `schema tenant_${id}`, `login tenant_${id}`, `registry entry ${id}`];
    return { removed, absent: all.filter((name) => !removed.includes(name)) };
  });
}
