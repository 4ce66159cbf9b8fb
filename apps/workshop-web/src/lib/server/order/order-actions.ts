import {
  addNote,
  cancelWorkOrder,
  moveWorkOrder,
  reopenWorkOrder,
  startWorkOrder,
  updateWorkOrder,
} from "@mechanicbuddy/contract/work-orders";
import type { RequestEvent } from "@sveltejs/kit";
import { fromLocal } from "#lib/zoned.ts";
import { api } from "../api.ts";
import { submit } from "../submit.ts";

const paramsOf = (event: RequestEvent) => ({ id: event.params.id ?? "" });

export const orderActions = {
  move: (event: RequestEvent) =>
    submit(event, async (form) => {
      await api(event)(moveWorkOrder, { params: paramsOf(event), body: { statusId: form.text("statusId") } });
      return { saved: true };
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
          keyTag: form.nullable("keyTag"),
          internalNote: form.nullable("internalNote"),
          odometerOut: form.integer("odometerOut") ?? null,
          promisedAt: fromLocal(form.text("promise"), workshop.timeZone) ?? null,
          acceptWarnings: form.acceptWarnings,
        },
      });
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
  cancel: (event: RequestEvent) =>
    submit(event, async (form) => {
      await api(event)(cancelWorkOrder, { params: paramsOf(event), body: { reason: form.text("reason") } });
      return { saved: true };
    }),
  reopen: (event: RequestEvent) =>
    submit(event, async () => {
      await api(event)(reopenWorkOrder, { params: paramsOf(event) });
      return { saved: true };
    }),
};
