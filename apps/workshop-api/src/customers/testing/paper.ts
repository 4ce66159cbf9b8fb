import type { Context } from "@mechanicbuddy/platform/context";
import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";

/** Rows of other features, as a past visit would have left them, without their rules: for tests of what reads them. */

export interface Visit {
  number: number;
  customerId?: string;
  vehicleId?: string;
  concern?: string;
  stage?: "order" | "invoiced" | "cancelled";
  at?: string;
  odometer?: number;
}

export async function addVisit(ctx: Context, visit: Visit): Promise<string> {
  const id = newId();
  const { stage = "order", at = ctx.now().toISOString() } = visit;
  await run(
    ctx.db,
    sql`insert into work_orders (id, number, location_id, customer_id, vehicle_id, concern, source, price_mode, currency, stage,
        board_status_id, odometer_in, created_at, cancelled_at, cancel_reason)
      select ${id}, ${visit.number}, (select id from locations limit 1), ${visit.customerId ?? null},
        ${visit.vehicleId ?? null}, ${visit.concern ?? null}, 'counter', 'gross', 'EUR', ${stage},
        (select id from board_statuses order by position limit 1), ${visit.odometer ?? null}, ${at}::timestamptz,
        case ${stage}::text when 'cancelled' then now() end, case ${stage}::text when 'cancelled' then 'No show' end`,
  );
  return id;
}

export interface PastJob {
  workOrderId: string;
  title: string;
  doneAt?: string;
  authorisation?: "approved" | "declined";
  revivedFrom?: string;
  parts?: string[];
}

export async function addJob(ctx: Context, job: PastJob): Promise<string> {
  const id = newId();
  await run(
    ctx.db,
    sql`insert into jobs (id, work_order_id, position, title, cause, correction, authorisation, content_hash, done_at, revived_from)
      values (${id}, ${job.workOrderId}, 1, ${job.title}, 'worn', 'replaced', ${job.authorisation ?? "approved"},
        sha256('job'), ${job.doneAt ?? null}::timestamptz, ${job.revivedFrom ?? null})`,
  );
  for (const [position, description] of (job.parts ?? []).entries()) {
    await run(
      ctx.db,
      sql`insert into lines (id, job_id, position, kind, description, quantity, unit, unit_price_cents, tax_rate_id, part_status)
        select ${newId()}, ${id}, ${position}, 'part', ${description}, 1, 'C62', 1000, (select id from tax_rates limit 1), 'installed'`,
    );
  }
  return id;
}

export async function decline(ctx: Context, jobId: string, amountCents: number, comment: string): Promise<void> {
  const id = newId();
  await run(
    ctx.db,
    sql`insert into approvals (id, seq, job_id, decision, method, decided_at, amount_cents, personal_sha256, prev_hash, hash)
      select ${id}, coalesce(max(seq), 0) + 1, ${jobId}, 'declined', 'phone', now(), ${amountCents},
        sha256('p'), sha256('q'), sha256('r') from approvals`,
  );
  await run(
    ctx.db,
    sql`insert into approval_people (approval_id, salt, name, comment) values (${id}, sha256('salt'), 'Mari Kask', ${comment})`,
  );
}

export interface Paper {
  kind: "invoice" | "credit_note";
  customerId: string;
  totalCents: number;
  dueOn?: string;
  creditedCents?: number;
  paidCents?: number;
  credits?: string;
}

let n = 0;

/** A document with what is open on it; credit notes have no receivable of their own. */
export async function addPaper(ctx: Context, paper: Paper): Promise<string> {
  const id = newId();
  const file = newId();
  n += 1;
  await run(
    ctx.db,
    sql`insert into files (id, sha256, media_type, bytes, name) values (${file}, sha256('pdf'), 'application/pdf', 1, 'invoice.pdf')`,
  );
  await run(
    ctx.db,
    sql`insert into invoices (id, kind, credits, reason, series_id, year, n, number, customer_id, issued_at, issue_on,
        supply_on, due_on, currency, language, price_mode, net_cents, vat_cents, total_cents, snapshot, pdf_file_id,
        pdf_sha256, seq, prev_hash, hash)
      select ${id}, ${paper.kind}, ${paper.credits ?? null}, case ${paper.kind}::text when 'credit_note' then 'Returned' end,
        (select id from number_series where kind = ${paper.kind}), 2026, ${n}, ${`P-${n}`}, ${paper.customerId}, now(),
        '2026-01-01', '2026-01-01', ${paper.dueOn ?? "2026-01-15"}, 'EUR', 'en', 'gross', ${paper.totalCents}, 0,
        ${paper.totalCents}, '{}', ${file}, sha256('pdf'), ${n}, sha256('q'), sha256('r')`,
  );
  if (paper.kind === "invoice") {
    await run(
      ctx.db,
      sql`insert into receivables (invoice_id, customer_id, due_on, total_cents, credited_cents, paid_cents) values
        (${id}, ${paper.customerId}, ${paper.dueOn ?? "2026-01-15"}, ${paper.totalCents}, ${paper.creditedCents ?? 0},
         ${paper.paidCents ?? 0})`,
    );
  }
  return id;
}

export interface Money {
  customerId: string;
  amountCents: number;
  roundingCents?: number;
  allocated?: { invoiceId: string; cents: number };
  /** The payment that goes back; without it money comes in. */
  refundOf?: string;
}

export async function addPayment(ctx: Context, money: Money): Promise<string> {
  const id = newId();
  const { refundOf = null } = money;
  n += 1;
  await run(
    ctx.db,
    sql`insert into payments (id, number, direction, method_id, amount_cents, rounding_cents, received_on, customer_id,
        origin, reason)
      select ${id}, ${`R-${n}`}, ${refundOf === null ? "in" : "out"}, (select id from payment_methods limit 1),
        ${money.amountCents}, ${money.roundingCents ?? 0}, '2026-01-02', ${money.customerId}, ${refundOf}::uuid,
        ${refundOf === null ? null : "Asked for it"}`,
  );
  if (money.allocated === undefined) return id;
  await run(
    ctx.db,
    sql`insert into payment_allocations (id, payment_id, invoice_id, amount_cents)
      values (${newId()}, ${id}, ${money.allocated.invoiceId}, ${money.allocated.cents})`,
  );
  return id;
}
