import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Allocation, Direction } from "./payment.ts";

/** A payment as it was booked: what was put on invoices later is not on its receipt. */
export interface Booked {
  number: string;
  direction: Direction;
  method: string;
  amountCents: number;
  roundingCents: number;
  receivedOn: string;
  reference: string | null;
  reason: string | null;
  currency: string;
  language: string;
  customer: { name: string; language: string } | null;
  orderNumber: number | null;
  reverses: string | null;
  /** Number of the payment it undoes or gives money of back. */
  about: string | null;
  invoices: (Pick<Allocation, "amountCents"> & { number: string })[];
  issuedBy: string | null;
}

export function findBooked(ctx: Context, id: string): Promise<Booked | undefined> {
  return maybeOne(
    ctx.db,
    sql<Booked>`select p.number, p.direction, m.name as method, p.amount_cents as "amountCents",
        p.rounding_cents as "roundingCents", p.received_on as "receivedOn", p.reference, p.reason,
        s.currency, s.language, o.number as "orderNumber", p.reverses,
        case when c.id is not null then json_build_object('name', c.name, 'language', c.language) end as customer,
        coalesce((select r.number from payments r where r.id = p.reverses),
          (select r.number from payments r where r.id = p.origin)) as about,
        coalesce((select json_agg(json_build_object('number', i.number, 'amountCents', a.amount_cents) order by a.id)
          from payment_allocations a join invoices i on i.id = a.invoice_id
          where a.payment_id = p.id and a.created_at = p.created_at), '[]') as invoices,
        (select btrim(e.first_name || ' ' || e.last_name) from users u join employees e on e.id = u.employee_id
          where u.id = p.created_by) as "issuedBy"
      from payments p
      join payment_methods m on m.id = p.method_id
      cross join settings s
      left join customers c on c.id = p.customer_id
      left join work_orders o on o.id = p.work_order_id
      where p.id = ${id}`,
  );
}
