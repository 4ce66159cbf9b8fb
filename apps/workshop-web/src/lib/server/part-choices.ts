import { listStorages, listSuppliers } from "@mechanicbuddy/contract/parts";
import { listTaxRates } from "@mechanicbuddy/contract/settings";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "./api.ts";

const named = (rows: { id: string; name: string; archivedAt: string | null }[], kept: string | null | undefined) =>
  rows.filter((one) => one.archivedAt === null || one.id === kept).map(({ id, name }) => ({ value: id, label: name }));

/** What the part form offers; what the part has now is offered even when archived. */
export async function partChoices(event: RequestEvent, part?: { storageId: string | null; supplierId: string | null }) {
  const call = api(event);
  const { permissions } = await event.locals.me();
  const [storages, suppliers, rates] = await Promise.all([
    call(listStorages),
    call(listSuppliers),
    permissions.includes("settings.read") ? call(listTaxRates) : undefined,
  ]);
  return {
    storages: named(storages.items, part?.storageId),
    suppliers: named(suppliers.items, part?.supplierId),
    taxRates: rates?.items.map(({ id, name }) => ({ value: id, label: name })),
  };
}
