import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import * as cannedJobs from "@mechanicbuddy/workshop-api/catalogue/canned-jobs";
import { db } from "@mechanicbuddy/workshop-api/database";
import { receive } from "@mechanicbuddy/workshop-api/parts/movements";
import * as parts from "@mechanicbuddy/workshop-api/parts/parts";
import { sql } from "kysely";
import { demoCanned, demoParts } from "./stock.ts";

/** What orders of a demo workshop are made of. */
export interface Shelves {
  cannedByCode: Map<string, string>;
}

/** Fills the shelves and the list of canned jobs. Every level is explained by a move. */
export async function fillShelves(ctx: Context): Promise<Shelves> {
  const partByCode = new Map<string, { id: string; name: string; unit: string }>();
  for (const [code, name, unit, salePriceCents, costCents, onHand, reorderPoint] of demoParts) {
    const part = await parts.create(ctx, {
      code,
      name,
      unit: unit as "C62",
      salePriceCents,
      reorderPoint,
      stocked: true,
    });
    partByCode.set(code, part);
    await receive(ctx, { items: [{ partId: part.id, quantity: onHand, costCents }] }, "opening");
  }
  const rate = await maybeOne<{ id: string }>(ctx.db, sql`select id from labour_rates where is_default`);
  const cannedByCode = new Map<string, string>();
  for (const job of demoCanned) {
    const labour = {
      kind: "labour" as const,
      description: job.title,
      quantity: job.hours,
      unit: "HUR" as const,
      labourRateId: rate?.id,
    };
    const lines = job.parts.map(([code, quantity]) => {
      const part = partByCode.get(code);
      if (part === undefined) throw new Error(`The demo's canned job ${job.code} names an unknown part`);
      return {
        kind: "part" as const,
        code,
        description: part.name,
        quantity,
        unit: part.unit as "C62",
        partId: part.id,
      };
    });
    const { code, title, category, correction } = job;
    const made = await cannedJobs.create(ctx, { code, title, category, correction, lines: [labour, ...lines] });
    cannedByCode.set(code, made.id);
  }
  return { cannedByCode };
}

/** Lets order numbers begin where a workshop of some years would be. */
export async function continueNumbers(ctx: Context, next: number): Promise<void> {
  await run(ctx.db, db.updateTable("number_series").set({ next }).where("kind", "=", "work_order"));
}
