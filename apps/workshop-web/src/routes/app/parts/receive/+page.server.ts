import { listStorages, listSuppliers, receiveStock } from "@mechanicbuddy/contract/parts";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { scanned } from "#lib/server/scanned.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Scan, quantity, Enter: whose delivery it is stays in the address from part to part. */
export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const given = (name: string) => searchParams.get(name)?.trim() || undefined;
  const code = given("code");
  const call = api(event);
  const [part, storages, suppliers] = await Promise.all([
    code === undefined ? undefined : scanned(event, code),
    call(listStorages),
    call(listSuppliers),
  ]);
  const live = (rows: { id: string; name: string; archivedAt: string | null }[]) =>
    rows.filter(({ archivedAt }) => archivedAt === null).map(({ id, name }) => ({ value: id, label: name }));
  return {
    code,
    part,
    storages: live(storages.items),
    suppliers: live(suppliers.items),
    supplier: given("supplier") ?? "",
    note: given("note") ?? "",
    done: given("done"),
    quantity: given("quantity"),
  };
};

export const actions: Actions = {
  book: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const item = {
        partId: form.text("partId"),
        storageId: form.optional("storageId"),
        quantity: form.quantity("quantity") ?? "",
        costCents: form.cents("costCents", workshop.currency),
      };
      const supplierId = form.nullable("supplier");
      const supplierDocument = form.nullable("note");
      const body = { supplierId, supplierDocument, items: [item] };
      const { items } = await api(event)(receiveStock, { body, idempotencyKey: form.key });
      const next = new URLSearchParams({ done: items[0]?.name ?? "", quantity: item.quantity });
      if (supplierId !== null) next.set("supplier", supplierId);
      if (supplierDocument !== null) next.set("note", supplierDocument);
      redirect(303, `/app/parts/receive?${next}`);
    }),
};
