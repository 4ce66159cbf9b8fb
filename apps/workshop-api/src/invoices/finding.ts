import type { Context } from "@mechanicbuddy/platform/context";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import * as search from "../search/search.ts";

interface Findable {
  number: string;
  customerName: string | null;
  plate: string | null;
  orderNumber: string | null;
  /** Of a credit note: the invoice it corrects. */
  creditsNumber: string | null;
}

/** A document is found by its number, and by its customer, car and order. */
export function entryOf(id: string, findable: Findable): search.NewEntry {
  const { number, customerName, plate, orderNumber, creditsNumber } = findable;
  return {
    kind: "invoice",
    entityId: id,
    title: number,
    subtitle: [customerName, plate].filter(Boolean).join(" · "),
    keys: [number],
    words: [customerName, plate, orderNumber, creditsNumber],
  };
}

export const searchSource: search.Source = {
  kind: "invoice",
  things: sql`invoices`,
  reindex: async (ctx, id) => search.index(ctx, { ...entryOf(id, await findFindable(ctx, id)), isRebuilt: true }),
};

function findFindable(ctx: Context, id: string): Promise<Findable> {
  return one(
    ctx.db,
    sql<Findable>`select i.number, i.snapshot -> 'buyer' ->> 'name' as "customerName", v.plate,
        i.snapshot ->> 'orderNumber' as "orderNumber", k.number as "creditsNumber"
      from invoices i left join invoices k on k.id = i.credits left join work_orders o on o.id = i.work_order_id left join vehicles v on v.id = o.vehicle_id
      where i.id = ${id}`,
  );
}
