import {
  addNote,
  cancelWorkOrder,
  copyWorkOrder,
  deleteWorkOrder,
  discountLines,
  moveWorkOrder,
  reopenWorkOrder,
  startWorkOrder,
  updateWorkOrder,
} from "@mechanicbuddy/contract/work-orders";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { fromLocal } from "#lib/zoned.ts";
import { api } from "../api.ts";
import { submit } from "../submit.ts";

const paramsOf = (event: RequestEvent) => ({ id: event.params.id ?? "" });
const reasons = ["instrument_changed", "earlier_typo", "unit"] as const;

export const orderActions = {
  move: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { statusId: form.text("statusId"), acceptWarnings: form.acceptWarnings };
      const { boardStatus, fromStatusId } = await api(event)(moveWorkOrder, { params: paramsOf(event), body });
      return { moved: { name: boardStatus.name, fromStatusId } };
    }),
  start: (event: RequestEvent) =>
    submit(event, async (form) => {
      await api(event)(startWorkOrder, { params: paramsOf(event), body: { orderedBy: form.text("orderedBy") } });
      return { saved: true };
    }),
  facts: (event: RequestEvent) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      await api(event)(updateWorkOrder, {
        params: paramsOf(event),
        body: {
          version: form.version(),
          concern: form.nullable("concern"),
          keyTag: form.nullable("keyTag"),
          customerReference: form.nullable("customerReference"),
          internalNote: form.nullable("internalNote"),
          responsibleId: form.nullable("responsibleId"),
          odometerOut: form.integer("odometerOut") ?? null,
          odometerReason: reasons.find((one) => one === form.text("odometerReason")),
          promisedAt: fromLocal(form.text("promise"), workshop.timeZone) ?? null,
          acceptWarnings: form.acceptWarnings,
        },
      });
      return { saved: true };
    }),
  discount: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { lineIds: form.all("lineIds"), discountPercent: form.percent("percent") ?? 0 };
      await api(event)(discountLines, { params: paramsOf(event), body });
      return { saved: true };
    }),
  note: (event: RequestEvent) =>
    submit(event, async (form) => {
      await api(event)(addNote, {
        params: paramsOf(event),
        body: { text: form.text("text") },
        idempotencyKey: form.key,
      });
      return { saved: true };
    }),
  copy: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { prices: form.text("prices") === "same" ? ("same" as const) : ("today" as const) };
      const { id } = await api(event)(copyWorkOrder, { params: paramsOf(event), body, idempotencyKey: form.key });
      redirect(303, `/app/work/${id}`);
    }),
  cancel: (event: RequestEvent) =>
    submit(event, async (form) => {
      await api(event)(cancelWorkOrder, { params: paramsOf(event), body: { reason: form.text("reason") } });
      return { saved: true };
    }),
  remove: (event: RequestEvent) =>
    submit(event, async () => {
      await api(event)(deleteWorkOrder, { params: paramsOf(event) });
      redirect(303, "/app/work");
    }),
  reopen: (event: RequestEvent) =>
    submit(event, async () => {
      await api(event)(reopenWorkOrder, { params: paramsOf(event) });
      return { saved: true };
    }),
};
