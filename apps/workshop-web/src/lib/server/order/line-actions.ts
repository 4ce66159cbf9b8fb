import { listCannedJobs } from "@mechanicbuddy/contract/catalogue";
import { listParts, units } from "@mechanicbuddy/contract/parts";
import { parseQuickLine } from "@mechanicbuddy/contract/quantity-input";
import type { Input } from "@mechanicbuddy/contract/route";
import {
  addJob,
  addLine,
  deleteLine,
  type Line,
  lineKinds,
  orderLines,
  partStatuses,
  setPartStatus,
  updateLine,
} from "@mechanicbuddy/contract/work-orders";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "../api.ts";
import type { FormReader } from "../form-reader.ts";
import { submit } from "../submit.ts";

/** Values of a line as the editor and the plain form post them: price in whole cents, or as typed. */
function valuesOf(form: FormReader, currency: string) {
  const cents = form.optional("unitPriceCents");
  return {
    kind: lineKinds.find((one) => one === form.text("kind")) ?? "labour",
    code: form.nullable("code"),
    description: form.text("description"),
    quantity: form.quantity("quantity") ?? "",
    unitPriceCents: cents === undefined ? form.cents("unitPrice", currency) : Number(cents),
    discountPercent: form.percent("discountPercent") ?? 0,
    taxRateId: form.optional("taxRateId"),
  };
}

/** What the editor does not show, of a deleted line that comes back. */
function hiddenOf(form: FormReader) {
  const unit = units.find((one) => one === form.text("unit"));
  if (unit === undefined) return {};
  const cost = form.optional("costCents");
  const id = (name: string) => form.nullable(name);
  return {
    unit,
    partId: id("partId"),
    storageId: id("storageId"),
    employeeId: id("employeeId"),
    ...(cost !== undefined && form.nullable("partId") === null && { costCents: Number(cost) }),
  };
}

/** A quick line as words: labour with a time, a fee, a sublet, else the part or canned job its text names. */
async function addQuick(event: RequestEvent, form: FormReader, currency: string): Promise<Line[]> {
  const text = form.text("quick").trim();
  const quick = parseQuickLine(text, currency);
  const [call, params, idempotencyKey] = [api(event), { id: form.text("jobId") }, form.key];
  const write = async (body: Input<typeof addLine>["body"]) => [await call(addLine, { params, body, idempotencyKey })];
  if (quick.kind === "labour") return write(quick);
  if (quick.kind !== "search") return write({ ...quick, quantity: "1" });
  const [parts, canned] = await Promise.all([
    call(listParts, { query: { q: text, limit: 2 } }),
    call(listCannedJobs, { query: { q: text, limit: 5 } }),
  ]);
  const isNamed = (name: string | null) => name?.toLowerCase() === text.toLowerCase();
  const part = parts.items.find(({ code }) => isNamed(code)) ?? (parts.items.length === 1 ? parts.items[0] : undefined);
  const job = canned.items.find(({ code, title }) => isNamed(code) || isNamed(title));
  if (job !== undefined && !isNamed(part?.code ?? null)) {
    const order = { id: event.params.id ?? "" };
    await call(addJob, { params: order, body: { cannedJobId: job.id }, idempotencyKey });
    return [];
  }
  if (part !== undefined) return write({ kind: "part", partId: part.id, quantity: "1" });
  return write({ kind: "part", description: text, quantity: "1" });
}

export const lineActions = {
  addLine: (event: RequestEvent) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      if (form.data.has("quick")) return { lines: await addQuick(event, form, workshop.currency) };
      const params = { id: form.text("jobId") };
      const partId = form.optional("partId");
      const body = form.data.has("description")
        ? { ...valuesOf(form, workshop.currency), ...hiddenOf(form) }
        : { kind: "part" as const, partId, quantity: "1" };
      return { lines: [await api(event)(addLine, { params, body, idempotencyKey: form.key })] };
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
  partStatus: (event: RequestEvent) =>
    submit(event, async (form) => {
      const status = partStatuses.find((one) => one === form.text("status")) ?? "needed";
      const body = { status, acceptWarnings: form.acceptWarnings };
      await api(event)(setPartStatus, { params: { id: form.text("lineId") }, body });
      return { saved: true };
    }),
};
