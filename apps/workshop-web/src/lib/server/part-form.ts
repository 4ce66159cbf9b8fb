import { createStorage, listStorages, type Part, units } from "@mechanicbuddy/contract/parts";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "./api.ts";
import type { FormReader } from "./form-reader.ts";

/** Numbers of one field, separated by commas or line ends. */
function several(form: FormReader, name: string): string[] {
  return form
    .text(name)
    .split(/[,;\n]/)
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

/** What the part form says. The price is left alone when the person may not see it. */
export function partFrom(form: FormReader, currency: string) {
  const unit: Part["unit"] = units.find((one) => one === form.text("unit")) ?? "C62";
  return {
    code: form.nullable("code"),
    name: form.nullable("name"),
    brand: form.nullable("brand"),
    unit,
    ...(form.data.has("salePriceCents") ? { salePriceCents: form.cents("salePriceCents", currency) ?? null } : {}),
    ...(form.data.has("taxRateId") ? { taxRateId: form.nullable("taxRateId") } : {}),
    discountPercent: form.percent("discountPercent") ?? null,
    barcodes: several(form, "barcodes"),
    oemNumbers: several(form, "oemNumbers"),
    stocked: form.checked("stocked"),
    reorderPoint: form.quantity("reorderPoint") ?? null,
    reorderTo: form.quantity("reorderTo") ?? null,
    supplierId: form.nullable("supplierId"),
    storageId: form.nullable("storageId"),
    note: form.nullable("note"),
  };
}

/** Where the part is kept, when the form names a storage that is not there yet: it is added with the part. */
export async function storageOf(event: RequestEvent, form: FormReader): Promise<{ storageId?: string }> {
  const name = form.optional("newStorage");
  if (name === undefined || (event.locals.form?.faults.length ?? 0) > 0) return {};
  const { items } = await api(event)(listStorages);
  const same = items.find((one) => one.name.toLowerCase() === name.toLowerCase() && one.archivedAt === null);
  const { id } = same ?? (await api(event)(createStorage, { body: { name } }));
  return { storageId: id };
}
