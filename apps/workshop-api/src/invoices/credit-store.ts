import type { IssuedInvoice } from "@mechanicbuddy/documents/invoice-snapshot";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { ChainedLine } from "./chain.ts";

/** An issued document as far as only a credit note on it needs to know. */
export interface Original {
  today: string;
  kind: string;
  number: string;
  workOrderId: string | null;
  customerId: string | null;
  issueOn: string;
  supplyOn: string;
  language: string;
  snapshot: IssuedInvoice;
  /** Who issues the credit note. */
  issuedBy: string | null;
  /** In the order they were printed. */
  lines: OriginalLine[];
}

type OriginalLine = Pick<
  ChainedLine,
  "id" | "lineId" | "jobTitle" | "kind" | "code" | "unit" | "costCents" | "partId" | "employeeId"
> & {
  /** Where the part is kept that the line of the order took. */
  storageId: string | null;
};

export async function findWorkOrderOf(ctx: Context, id: string): Promise<{ workOrderId: string | null } | undefined> {
  return maybeOne(
    ctx.db,
    sql<{ workOrderId: string | null }>`select work_order_id as "workOrderId" from invoices where id = ${id}`,
  );
}

export function findOriginal(ctx: Context, id: string): Promise<Original | undefined> {
  return maybeOne(
    ctx.db,
    sql<Original>`select (${ctx.now()}::timestamptz at time zone s.time_zone)::date::text as today, i.kind, i.number,
        i.work_order_id as "workOrderId", i.customer_id as "customerId", i.issue_on::text as "issueOn",
        i.supply_on::text as "supplyOn", i.language, i.snapshot,
        (select btrim(e.first_name || ' ' || e.last_name) from users u join employees e on e.id = u.employee_id
          where u.id = ${ctx.actor.userId ?? null}) as "issuedBy",
        (select json_agg(json_build_object('id', l.id, 'lineId', l.line_id, 'jobTitle', l.job_title, 'kind', l.kind,
            'code', l.code, 'unit', l.unit, 'costCents', l.cost_cents, 'partId', l.part_id, 'employeeId', l.employee_id,
            'storageId', (select storage_id from lines where id = l.line_id)) order by l.position)
          from invoice_lines l where l.invoice_id = i.id) as lines
      from invoices i cross join settings s where i.id = ${id}`,
  );
}

/**
 * Installed lines of an order of which something is on the shelf again. Parts that keep no stock have no moves to tell by.
 * @param named lines that the credit note names itself
 */
export async function backAgain(ctx: Context, workOrderId: string, named: readonly string[]): Promise<string[]> {
  const found = await rows(
    ctx.db,
    sql<{ id: string }>`select l.id from jobs j join lines l on l.job_id = j.id
        cross join lateral (select count(*) as moves, sum(m.quantity) as out from stock_moves m where m.line_id = l.id) m
      where j.work_order_id = ${workOrderId} and l.part_status = 'installed' and l.part_id is not null
        and case when m.moves > 0 then -m.out <> l.quantity else l.id = any(${[...named]}::uuid[]) end`,
  );
  return found.map(({ id }) => id);
}
