import { listParts, type Part, units } from "@mechanicbuddy/contract/parts";
import { jobKinds, lineKinds } from "@mechanicbuddy/contract/work-orders";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "./api.ts";
import type { FormReader } from "./form-reader.ts";

/** What the form of a canned job says. `rows` are the numbers of the rows its lines come from; empty rows are left out. */
export async function cannedFrom(event: RequestEvent, form: FormReader, currency: string) {
  const rows = rowsOf(form);
  const due = {
    title: form.text("dueItem.title"),
    months: form.integer("dueItem.months") ?? null,
    distance: form.integer("dueItem.distance") ?? null,
  };
  const [makes, engines] = [several(form, "fits.makes"), several(form, "fits.engines")];
  const body = {
    code: form.text("code"),
    title: form.text("title"),
    category: form.text("category"),
    kind: jobKinds.find((one) => one === form.text("kind")) ?? ("repair" as const),
    complaint: form.nullable("complaint"),
    correction: form.nullable("correction"),
    fixedPriceCents: form.cents("fixedPriceCents", currency) ?? null,
    fits: makes.length + engines.length > 0 ? { makes, engines } : null,
    dueItem: due.title !== "" || due.months !== null || due.distance !== null ? due : null,
    lines: await Promise.all(rows.map((row) => lineFrom(event, form, `lines.${row}`, currency))),
  };
  return { body, rows };
}

const several = (form: FormReader, name: string) =>
  form
    .text(name)
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");

/** Rows in which something was written and that are not to go. */
function rowsOf(form: FormReader): number[] {
  const isWritten = (row: number) =>
    ["code", "description", "unitPriceCents"].some((name) => form.optional(`lines.${row}.${name}`) !== undefined);
  return form
    .all("row")
    .map(Number)
    .filter((row) => isWritten(row) && !form.checked(`lines.${row}.drop`));
}

async function lineFrom(event: RequestEvent, form: FormReader, at: string, currency: string) {
  const kind = lineKinds.find((one) => one === form.text(`${at}.kind`)) ?? "labour";
  const part = kind === "part" ? await partOf(event, form, at) : undefined;
  const unit =
    units.find((one) => one === form.text(`${at}.unit`)) ?? part?.unit ?? (kind === "labour" ? "HUR" : "C62");
  return {
    kind,
    code: form.nullable(`${at}.code`),
    description: form.optional(`${at}.description`) ?? part?.name ?? "",
    quantity: form.quantity(`${at}.quantity`) ?? "1",
    unit,
    unitPriceCents: form.cents(`${at}.unitPriceCents`, currency) ?? null,
    discountPercent: form.percent(`${at}.discountPercent`) ?? 0,
    taxRateId: form.nullable(`${at}.taxRateId`),
    costCents: part === undefined ? (form.cents(`${at}.costCents`, currency) ?? null) : null,
    partId: part?.id ?? null,
    labourRateId: kind === "labour" ? form.nullable(`${at}.labourRateId`) : null,
  };
}

/** The part a row names: the one it had while its code is unchanged, else the one with the code typed now. */
async function partOf(
  event: RequestEvent,
  form: FormReader,
  at: string,
): Promise<(Pick<Part, "id"> & Partial<Pick<Part, "name" | "unit">>) | undefined> {
  const code = form.optional(`${at}.code`);
  const known = form.optional(`${at}.partId`);
  if (known !== undefined && (code ?? "") === form.text(`${at}.knownCode`)) return { id: known };
  if (code === undefined) return undefined;
  const { items } = await api(event)(listParts, { query: { q: code, limit: 10 } });
  return items.find((one) => one.code?.toLowerCase() === code.toLowerCase());
}
