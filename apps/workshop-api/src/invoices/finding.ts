import type { Context } from "@mechanicbuddy/platform/context";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import * as search from "../search/search.ts";

interface Findable {
  number: string;
  customerName: string | null;
  plate: string | null;
  orderNumber: string | null;
}

/** An invoice is found by its number, and by its customer, car and order. */
export function entryOf(id: string, { number, customerName, plate, orderNumber }: Findable): search.NewEntry {
  return {
    kind: "invoice",
    entityId: id,
    title: number,
    subtitle: [customerName, plate].filter(Boolean).join(" · "),
    keys: [number],
    words: [customerName, plate, orderNumber],
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
    sql<Findable>`select i.number, c.name as "customerName", v.plate, o.number::text as "orderNumber"
      from invoices i left join customers c on c.id = i.customer_id
      left join work_orders o on o.id = i.work_order_id left join vehicles v on v.id = o.vehicle_id
      where i.id = ${id}`,
  );
}
