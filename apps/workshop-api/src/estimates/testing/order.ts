import type { Context } from "@mechanicbuddy/platform/context";
import { rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { db } from "../../database.ts";
import { contentHash, type LineContent } from "../../work-orders/work-orders.ts";

/** All a fixture needs of a test's workshop. */
interface Shop {
  ctx: Context;
}

export interface GivenJob {
  title: string;
  complaint?: string;
  cause?: string;
  billing?: "customer" | "warranty" | "internal";
  lines?: Partial<LineContent>[];
}

export interface GivenOrder {
  number?: number;
  priceMode?: "net" | "gross";
  customer?: { lastName: string; language?: string; email?: string } | null;
  jobs?: GivenJob[];
}

export interface OpenOrder {
  id: string;
  customerId: string | null;
  /** Ids in the order given. */
  jobs: string[];
}

/** 185.50 gross: 117.00 of labour, 55.15 of oil and 13.35 for the filter, at 24 %. */
export const oilService: GivenJob = {
  title: "Oil service",
  complaint: "Service light is on",
  cause: "Due by distance",
  lines: [
    { kind: "labour", description: "Oil and filter change", quantity: "1.5", unit: "HUR", unitPriceCents: 7800 },
    { code: "5W30", description: "Engine oil", quantity: "4.5", unit: "LTR", unitPriceCents: 1290, discountPercent: 5 },
    { description: "Oil filter", unitPriceCents: 1335 },
  ],
};
export const brakes: GivenJob = {
  title: "Front brakes",
  lines: [{ description: "Discs and pads", unitPriceCents: 41_200 }],
};

/** An order as the counter leaves it: a customer, a Golf, an internal note nobody else may read, jobs in draft. */
export async function openOrder(shop: Shop, given: GivenOrder = {}): Promise<OpenOrder> {
  const { ctx } = shop;
  const { number = 1042, priceMode = "gross", customer = { lastName: "Kask" }, jobs = [oilService, brakes] } = given;
  const [id, customerId, vehicleId] = [newId(), customer && newId(), newId()];
  const [place] = await rows<{ location: string; status: string; rate: string }>(
    ctx.db,
    sql`select (select id from locations) as location, (select id from board_statuses order by position limit 1) as status,
      (select id from tax_rates where is_default) as rate`,
  );
  if (place === undefined) throw new Error("The shop is not open yet");
  if (customer !== null && customerId !== null) {
    const { lastName, language = "en", email } = customer;
    await run(
      ctx.db,
      db.insertInto("customers").values({
        id: customerId,
        kind: "private",
        first_name: "Marika",
        last_name: lastName,
        language,
        note: "pays late",
        care_note: "argues",
        phone: "+372 5555 0199",
        street: "Pärnu mnt 12",
        city: "Tallinn",
        country: "EE",
      }),
    );
    if (email !== undefined) {
      const address = { id: newId(), customer_id: customerId, address: email, is_primary: true };
      await run(ctx.db, db.insertInto("customer_emails").values(address));
    }
  }
  const golf = { make: "VW", model: "Golf VII", model_year: 2016, plate: "482 KTR", plate_key: "482KTR" };
  await run(ctx.db, db.insertInto("vehicles").values({ id: vehicleId, ...golf }));
  await run(
    ctx.db,
    db.insertInto("work_orders").values({
      id,
      number,
      location_id: place.location,
      customer_id: customerId,
      vehicle_id: vehicleId,
      internal_note: "secret of the house",
      odometer_in: 187_204,
      source: "counter",
      price_mode: priceMode,
      currency: "EUR",
      board_status_id: place.status,
    }),
  );
  const ids: string[] = [];
  for (const [index, job] of jobs.entries()) ids.push(await addJob(shop, id, index + 1, job, place.rate));
  return { id, customerId, jobs: ids };
}

async function addJob(shop: Shop, orderId: string, position: number, job: GivenJob, taxRateId: string) {
  const id = newId();
  const { billing = "customer" } = job;
  const lines = (job.lines ?? []).map((line) => lineContent(taxRateId, line));
  await run(
    shop.ctx.db,
    db.insertInto("jobs").values({
      id,
      work_order_id: orderId,
      position,
      title: job.title,
      complaint: job.complaint ?? null,
      cause: job.cause ?? null,
      billing,
      authorisation: billing === "customer" ? "draft" : "not_needed",
      content_hash: contentHash({ title: job.title, lines }),
    }),
  );
  for (const [index, line] of lines.entries()) {
    await run(
      shop.ctx.db,
      db.insertInto("lines").values({
        id: line.id,
        job_id: id,
        position: index + 1,
        kind: line.kind,
        code: line.code,
        description: line.description,
        quantity: line.quantity,
        unit: line.unit,
        unit_price_cents: line.unitPriceCents,
        discount_percent: String(line.discountPercent),
        tax_rate_id: line.taxRateId,
        part_status: line.kind === "part" ? "needed" : null,
      }),
    );
  }
  return id;
}

function lineContent(taxRateId: string, given: Partial<LineContent>): LineContent {
  return {
    id: newId(),
    kind: "part",
    code: null,
    description: "Part",
    quantity: "1",
    unit: "C62",
    unitPriceCents: 1000,
    discountPercent: 0,
    taxRateId,
    partId: null,
    ...given,
  };
}

/** Somebody at the counter changes what a job costs, as an edit writes it; the yes to it is not asked about here. */
export async function changePrice(shop: Shop, jobId: string, unitPriceCents: number): Promise<void> {
  await run(shop.ctx.db, sql`update lines set unit_price_cents = ${unitPriceCents} where job_id = ${jobId}`);
  const [job] = await rows<{ title: string; lines: LineContent[] }>(
    shop.ctx.db,
    sql`select j.title, (select json_agg(json_build_object('id', l.id, 'kind', l.kind, 'code', l.code,
        'description', l.description, 'quantity', l.quantity::text, 'unit', l.unit,
        'unitPriceCents', l.unit_price_cents, 'discountPercent', l.discount_percent, 'taxRateId', l.tax_rate_id,
        'partId', l.part_id)) from lines l where l.job_id = j.id) as lines
      from jobs j where j.id = ${jobId}`,
  );
  if (job === undefined) throw new Error("There is no such job");
  await run(shop.ctx.db, sql`update jobs set content_hash = ${contentHash(job)} where id = ${jobId}`);
}

export async function authorisations(shop: Shop, order: OpenOrder): Promise<string[]> {
  const found = await rows<{ authorisation: string }>(
    shop.ctx.db,
    sql`select authorisation from jobs where work_order_id = ${order.id} order by position`,
  );
  return found.map(({ authorisation }) => authorisation);
}

export async function stageOf(shop: Shop, order: OpenOrder): Promise<string | undefined> {
  const [found] = await rows<{ stage: string }>(shop.ctx.db, sql`select stage from work_orders where id = ${order.id}`);
  return found?.stage;
}

/** An invoice in force, as far as the lock on its order asks. */
export async function invoice(shop: Shop, order: OpenOrder, number: string): Promise<void> {
  await run(
    shop.ctx.db,
    sql`insert into invoices (id, kind, series_id, year, n, number, work_order_id, issued_at, issue_on, supply_on, due_on,
        currency, language, price_mode, net_cents, vat_cents, total_cents, snapshot, pdf_file_id, pdf_sha256, seq,
        prev_hash, hash)
      select ${newId()}, 'invoice', s.id, 2026, 31, ${number}, ${order.id}, now(), current_date, current_date,
        current_date, 'EUR', 'en', 'gross', 0, 0, 0, '{}', f.id, f.sha256, 1, f.sha256, f.sha256
      from number_series s, files f where s.kind = 'invoice' limit 1`,
  );
  await run(shop.ctx.db, sql`update work_orders set stage = 'invoiced' where id = ${order.id}`);
}
