import * as contract from "@mechanicbuddy/contract/internal";
import { notFound } from "@mechanicbuddy/contract/problem";
import type { App } from "@mechanicbuddy/platform/http/app";
import { File } from "@mechanicbuddy/platform/http/reply";
import { handleService } from "@mechanicbuddy/platform/http/service";
import * as everything from "../transfer/everything/everything.ts";
import { removeUntouched } from "../transfer/sample/sample.ts";
import * as entry from "./entry.ts";
import type { Registrar } from "./registrar.ts";
import { register } from "./registration.ts";
import * as tenants from "./tenants.ts";

export interface TenantOptions {
  version: string;
  instanceId: string;
  registrar: Registrar;
}

/** What the platform asks of this instance. Each call is signed for this instance and this action, and taken once. */
export function tenantRoutes(app: App, { version, instanceId, registrar }: TenantOptions): void {
  handleService(app, contract.getInternalVersion, async () => ({ version, instance: instanceId }));
  handleService(app, contract.getActivity, async (_open, { params }) => {
    const [found] = await registrar.activity(params.id);
    if (found === undefined) throw notFound();
    return found;
  });
  handleService(app, contract.listActivity, async () => ({ items: await registrar.activity() }));

  const ground = tenants.groundOf(app, registrar);
  handleService(app, contract.putRegistration, async (_open, { body }) => register(app, registrar, body));
  handleService(app, contract.putTenant, async (_open, { params, body }) => tenants.create(ground, params.id, body));
  const entitle = async (id: string, document: string, states?: readonly string[]) => ({
    version: await tenants.entitle(ground, id, document, states),
  });
  handleService(app, contract.putEntitlement, (_open, { params, body }) => entitle(params.id, body.document));
  handleService(app, contract.suspendTenant, (_open, { params, body }) =>
    entitle(params.id, body.document, ["suspended", "closing"]),
  );
  handleService(app, contract.resumeTenant, (_open, { params, body }) =>
    entitle(params.id, body.document, ["active", "trial", "past_due", "read_only"]),
  );
  handleService(app, contract.purgeTenant, (_open, { params }) => tenants.purge(ground, params.id));
  handleService(app, contract.createHandover, async (open, { params, body }) =>
    entry.handOver(await open(params.id), body),
  );
  handleService(app, contract.createSupportSession, async (open, { params, body }) =>
    entry.letSupportIn(await open(params.id), body),
  );
  handleService(app, contract.endSupportSession, async (open, { params }) => {
    await entry.endVisit(await open(params.id), params.session);
    return null;
  });
  handleService(app, contract.startTenantExport, async (open, { params }) => ({
    export: await everything.begin(await open(params.id)),
  }));
  handleService(app, contract.getTenantExport, async (open, { params }) => {
    const { stream, mediaType, name } = await everything.fetch(await open(params.id), params.export);
    return new File({ bytes: stream, mediaType, name, inline: false });
  });
  handleService(app, contract.removeSampleData, async (open, { params }) => removeUntouched(await open(params.id)));
}
