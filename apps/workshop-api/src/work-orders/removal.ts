import { Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { sql } from "kysely";
import * as audit from "../audit/audit.ts";
import * as search from "../search/search.ts";
import { hold, holdingsOf, holdingsOfJobs, holdsParts } from "./parts-held.ts";
import * as store from "./store.ts";

/** Deletes an order nothing was issued, decided, taken from stock or paid for. Any other can be cancelled. */
export function remove(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const { number, stage } = await store.lock(ctx, id);
    const [traces, lines] = await Promise.all([
      store.traces(ctx, id),
      holdingsOfJobs(ctx, sql`select id from jobs where work_order_id = ${id}`),
    ]);
    if (traces.issued.length > 0 || traces.decided || traces.moved || traces.paid) {
      throw new Refusal("in_use", `Something was done on order ${number}. Cancel it instead.`, {
        usedIn: traces.issued,
      });
    }
    audit.record(ctx, {
      action: "work_order.delete",
      entityKind: "work_order",
      entityId: id,
      before: { number, stage },
    });
    search.forget(ctx, "work_order", id);
    await hold(ctx, [], holdingsOf(lines.filter(holdsParts)));
    await store.remove(ctx, id);
  });
}
