import { getPart, listStockMoves, receiveStock, updatePart } from "@mechanicbuddy/contract/parts";
import { api } from "#lib/server/api.ts";
import { partChoices } from "#lib/server/part-choices.ts";
import { partFrom } from "#lib/server/part-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { params } = event;
  const call = api(event);
  const cursor = event.url.searchParams.get("cursor") || undefined;
  const [part, moves] = await Promise.all([
    call(getPart, { params }),
    call(listStockMoves, { params, query: { cursor } }),
  ]);
  return { part, moves: moves.items, nextCursor: moves.nextCursor, choices: await partChoices(event, part) };
};

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { workshop } = await event.locals.me();
      const body = { ...partFrom(form, workshop.currency), version: form.version() };
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
};
