import {
  addSupplierPrice,
  deletePart,
  getPart,
  listStockMoves,
  receiveStock,
  transferStock,
  updatePart,
} from "@mechanicbuddy/contract/parts";
import { redirect } from "@sveltejs/kit";
import { binField } from "#lib/parts/bins.ts";
import { api } from "#lib/server/api.ts";
import { partChoices } from "#lib/server/part-choices.ts";
import { partFrom, storageOf } from "#lib/server/part-form.ts";
import { submit } from "#lib/server/submit.ts";
import { toLocal } from "#lib/zoned.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { params } = event;
  const call = api(event);
  const cursor = event.url.searchParams.get("cursor") || undefined;
  const [part, moves] = await Promise.all([
    call(getPart, { params }),
    call(listStockMoves, { params, query: { cursor } }),
  ]);
  const [me, choices] = await Promise.all([event.locals.me(), partChoices(event, part)]);
  const today = toLocal(new Date(), me.workshop.timeZone).slice(0, 10);
  return { part, moves: moves.items, nextCursor: moves.nextCursor, choices, today };
};

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const version = form.version();
      const body = { ...partFrom(form, workshop.currency), ...(await storageOf(event, form)), version };
      await api(event)(updatePart, { params: event.params, body });
      return { saved: true };
    }),
  archive: (event) =>
    submit(event, async (form) => {
      const body = { version: form.version(), archived: form.text("archived") === "yes" };
      await api(event)(updatePart, { params: event.params, body });
      return { saved: true };
    }),
  receive: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const item = {
        partId: event.params.id,
        storageId: form.optional("storageId"),
        quantity: form.quantity("quantity") ?? "",
        costCents: form.cents("costCents", workshop.currency),
      };
      const body = { supplierDocument: form.nullable("supplierDocument"), items: [item] };
      await api(event)(receiveStock, { body, idempotencyKey: form.key });
      return { received: true };
    }),
  remove: (event) =>
    submit(event, async () => {
      await api(event)(deletePart, { params: event.params });
      redirect(303, "/app/parts");
    }),
  bins: (event) =>
    submit(event, async (form) => {
      const bins = form.all("storage").map((storageId) => ({ storageId, bin: form.nullable(binField(storageId)) }));
      await api(event)(updatePart, { params: event.params, body: { version: form.version(), bins } });
      return { saved: true };
    }),
  price: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const body = {
        supplierId: form.text("supplierId"),
        supplierCode: form.nullable("supplierCode"),
        costCents: form.cents("costCents", workshop.currency) ?? 0,
        pack: form.quantity("pack"),
        seenOn: form.optional("seenOn"),
      };
      await api(event)(addSupplierPrice, { params: event.params, body, idempotencyKey: form.key });
      return { saved: true };
    }),
  transfer: (event) =>
    submit(event, async (form) => {
      const body = {
        partId: event.params.id,
        fromStorageId: form.text("fromStorageId"),
        toStorageId: form.text("toStorageId"),
        quantity: form.quantity("quantity") ?? "",
        acceptWarnings: form.acceptWarnings,
      };
      await api(event)(transferStock, { body, idempotencyKey: form.key });
      return { moved: true };
    }),
};
