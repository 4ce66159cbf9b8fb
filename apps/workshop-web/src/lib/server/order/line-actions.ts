import { listParts } from "@mechanicbuddy/contract/parts";
import { parseQuickLine } from "@mechanicbuddy/contract/quantity-input";
import {
  addJob,
  addLine,
  deleteLine,
  orderLines,
  setPartStatus,
  updateLine,
} from "@mechanicbuddy/contract/work-orders";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "../api.ts";
import type { FormReader } from "../form-reader.ts";
import { submit } from "../submit.ts";

const kinds = ["labour", "part", "fee", "sublet"] as const;
const partStatuses = ["needed", "ordered", "arrived", "installed", "returned", "dropped"] as const;

/** Values of a line as the editor and the plain form post them: price in whole cents, or as typed. */
function valuesOf(form: FormReader, currency: string) {
  const kind = kinds.find((one) => one === form.text("kind")) ?? "labour";
  const cents = form.optional("unitPriceCents");
  return {
    kind,
    code: form.nullable("code"),
    description: form.text("description"),
    quantity: form.quantity("quantity") ?? "1",
    unitPriceCents: cents === undefined ? form.cents("unitPrice", currency) : Number(cents),
    discountPercent: form.percent("discountPercent") ?? 0,
    taxRateId: form.optional("taxRateId"),
  };
}

/** A quick line as words: labour with a time, a fee, a sublet, or the one part its text finds. */
async function addQuick(event: RequestEvent, form: FormReader, jobId: string, currency: string) {
  const text = form.text("quick").trim();
  const quick = parseQuickLine(text, currency);
  const call = api(event);
  if (quick.kind !== "search") {
    const body = quick.kind === "labour" ? quick : { ...quick, quantity: "1" };
    return [await call(addLine, { params: { id: jobId }, body, idempotencyKey: form.key })];
  }
  const found = await call(listParts, { query: { q: text, limit: 2 } });
  const exact = found.items.find((part) => part.code?.toLowerCase() === text.toLowerCase());
  const part = exact ?? (found.items.length === 1 ? found.items[0] : undefined);
  const body =
    part === undefined
      ? { kind: "part" as const, description: text, quantity: "1" }
      : { kind: "part" as const, partId: part.id, quantity: "1" };
  return [await call(addLine, { params: { id: jobId }, body, idempotencyKey: form.key })];
}

export const lineActions = {
  addLine: (event: RequestEvent) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const params = { id: form.text("jobId") };
      const call = api(event);
      if (form.data.has("quick")) return { lines: await addQuick(event, form, params.id, workshop.currency) };
      const partId = form.optional("partId");
      if (partId !== undefined) {
        return { lines: [await call(addLine, { params, body: { kind: "part", partId, quantity: "1" } })] };
      }
      return { lines: [await call(addLine, { params, body: valuesOf(form, workshop.currency) })] };
    }),
  saveLine: (event: RequestEvent) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const body = { ...valuesOf(form, workshop.currency), version: form.version() };
      return { lines: [await api(event)(updateLine, { params: { id: form.text("lineId") }, body })] };
    }),
  deleteLine: (event: RequestEvent) =>
    submit(event, async (form) => {
      await api(event)(deleteLine, { params: { id: form.text("lineId") } });
      return { lines: [] };
    }),
  orderLines: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { lineIds: form.text("lineIds").split(" ") };
      await api(event)(orderLines, { params: { id: form.text("jobId") }, body });
      return { lines: [] };
    }),
  addCanned: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { cannedJobId: form.text("cannedJobId") };
      await api(event)(addJob, { params: { id: event.params.id ?? "" }, body, idempotencyKey: form.key });
      return { saved: true };
    }),
  partStatus: (event: RequestEvent) =>
    submit(event, async (form) => {
      const status = partStatuses.find((one) => one === form.text("status")) ?? "needed";
      const body = { status, acceptWarnings: form.acceptWarnings };
      await api(event)(setPartStatus, { params: { id: form.text("lineId") }, body });
      return { saved: true };
    }),
};
