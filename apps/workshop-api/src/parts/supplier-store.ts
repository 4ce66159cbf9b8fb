import type { Supplier } from "@mechanicbuddy/contract/parts";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";
import type { Use } from "./store.ts";

const columns = sql`s.id, s.version, s.name, s.registration_no as "registrationNo", s.email, s.phone,
  s.our_customer_no as "ourCustomerNo", s.lead_days as "leadDays", s.note, s.archived_at as "archivedAt"`;

/** Live ones first, by name. */
export function list(ctx: Context): Promise<Supplier[]> {
  return rows(
    ctx.db,
    sql<Supplier>`select ${columns} from suppliers s order by s.archived_at is not null, s.name, s.id`,
  );
}

export function findSupplier(ctx: Context, id: string): Promise<Supplier | undefined> {
  return maybeOne(ctx.db, sql<Supplier>`select ${columns} from suppliers s where s.id = ${id}`);
}

/** The supplier, held until the transaction ends. */
export function lockSupplier(ctx: Context, id: string): Promise<Supplier | undefined> {
  return maybeOne(ctx.db, sql<Supplier>`select ${columns} from suppliers s where s.id = ${id} for update`);
}

export type SupplierFields = Omit<Supplier, "id" | "version" | "archivedAt">;

function columnsOf(supplier: SupplierFields) {
  return {
    name: supplier.name,
    registration_no: supplier.registrationNo,
    email: supplier.email,
    phone: supplier.phone,
    our_customer_no: supplier.ourCustomerNo,
    lead_days: supplier.leadDays,
    note: supplier.note,
  };
}

export function insertSupplier(ctx: Context, id: string, supplier: SupplierFields): Promise<number> {
  const values = { id, ...columnsOf(supplier), created_by: ctx.actor.userId ?? null };
  return run(ctx.db, db.insertInto("suppliers").values(values));
}

export function updateSupplier(ctx: Context, id: string, supplier: SupplierFields, archivedAt: string | null) {
  const values = { ...columnsOf(supplier), archived_at: archivedAt };
  return run(ctx.db, db.updateTable("suppliers").set(values).where("id", "=", id));
}

/** Where a supplier is named, up to five places. */
export function usesOfSupplier(ctx: Context, id: string): Promise<Use[]> {
  return rows(
    ctx.db,
    sql<Use>`select u.kind, u.id, u.label from (
      (select 'part' as kind, p.id, p.name as label from parts p where p.supplier_id = ${id} limit 5)
      union (select 'part', p.id, p.name from supplier_prices q join parts p on p.id = q.part_id
        where q.supplier_id = ${id} limit 5)
      union (select 'work_order', o.id, 'Work order ' || o.number
        from lines l join jobs j on j.id = l.job_id join work_orders o on o.id = j.work_order_id
        where l.supplier_id = ${id} limit 5)) u limit 5`,
  );
}

export function removeSupplier(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, sql`delete from suppliers where id = ${id}`);
}
