import type { PriceMode } from "@mechanicbuddy/contract/totals";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { CannedState, LineState } from "./canned-job.ts";

/** A line of an order with what its part or the default hour costs today. */
export interface OrderLine extends Omit<LineState, "unitPriceCents" | "discountPercent" | "labourRateId"> {
  unitPriceCents: number;
  taxPercent: string;
  sourcePriceCents: number | null;
  sourcePriceMode: PriceMode | null;
}

export interface OrderJob extends Pick<CannedState, "title" | "kind" | "complaint" | "correction" | "priceMode"> {
  lines: OrderLine[];
}

/** A job of an order without the lines that went back or were dropped. */
export function findOrderJob(ctx: Context, id: string): Promise<OrderJob | undefined> {
  return maybeOne(
    ctx.db,
    sql<OrderJob>`select j.title, j.kind, j.complaint, j.correction, o.price_mode as "priceMode",
        (select coalesce(json_agg(json_build_object('kind', l.kind, 'code', l.code, 'description', l.description,
            'quantity', trim_scale(l.quantity)::text, 'unit', l.unit, 'unitPriceCents', l.unit_price_cents,
            'taxRateId', l.tax_rate_id, 'taxPercent', t.percent::text, 'costCents', l.cost_cents, 'partId', l.part_id,
            'sourcePriceCents', coalesce(p.sale_price_cents, r.price_cents),
            'sourcePriceMode', coalesce(p.price_mode, r.price_mode)) order by l.position, l.id), '[]')
          from lines l
          left join parts p on p.id = l.part_id
          left join labour_rates r on l.kind = 'labour' and r.is_default
          join tax_rates t on t.id = l.tax_rate_id
          where l.job_id = j.id and coalesce(l.part_status, '') not in ('returned', 'dropped')) as lines
      from jobs j join work_orders o on o.id = j.work_order_id where j.id = ${id}`,
  );
}
