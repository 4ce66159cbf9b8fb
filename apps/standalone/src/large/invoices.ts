import type { IssuedInvoice } from "@mechanicbuddy/documents/invoice-snapshot";
import { newId } from "@mechanicbuddy/platform/id";
import { type ChainedInvoice, linkHash } from "@mechanicbuddy/workshop-api/invoices/chain";
import type { Client } from "pg";

const BATCH = 2_000;

interface Billed {
  id: string;
  number: number;
  customerId: string;
  customerName: string;
  plate: string;
  at: Date;
  /** YYYY-MM-DD */
  day: string;
}

/**
 * An invoice for every visit that ended with one, alike but for number, customer and dates, chained as if each had been
 * issued: the nightly check finds the chain whole. Three of a hundred are unpaid.
 */
export async function issueAll(client: Client): Promise<number> {
  const first = await firstInvoice(client);
  let { seq, hash } = first.head;
  let [year, n] = [first.row.year, first.row.n];
  for (let after = 0; ; ) {
    const { rows } = await client.query<Billed & { n: number }>(
      `select v.n, v.id, v.n + 1 as number, p.id as "customerId", p.first || ' ' || p.last as "customerName", c.plate,
          date_trunc('milliseconds', v.at) as at, v.at::date::text as day
        from visits v join cars c on c.n = v.car join people p on p.n = c.person
        where v.stage = 'invoiced' and v.n > $1 order by v.n limit ${BATCH}`,
      [after],
    );
    if (rows.length === 0) break;
    const chained = rows.map((visit) => {
      const ofYear = Number(visit.day.slice(0, 4));
      n = ofYear === year ? n + 1 : 1;
      year = ofYear;
      seq++;
      const row = invoiceOf(first.row, visit, { year, n, seq });
      const prevHash = hash;
      hash = linkHash(prevHash, row);
      return { ...row, prevHash: prevHash.toString("hex"), hash: hash.toString("hex"), plate: visit.plate };
    });
    await write(client, first.pdfFileId, chained);
    after = rows.at(-1)?.n ?? after;
  }
  await client.query("update chain_heads set seq = $1, hash = $2 where name = 'invoices'", [seq, hash]);
  await client.query("update number_series set next = $1, year = $2 where kind = 'invoice'", [n + 1, year]);
  return seq;
}

function invoiceOf(
  first: ChainedInvoice,
  visit: Billed,
  place: { year: number; n: number; seq: number },
): ChainedInvoice {
  const number = `${place.year}-${String(place.n).padStart(5, "0")}`;
  const dueOn = new Date(Date.parse(visit.day) + 14 * 86_400_000).toISOString().slice(0, 10);
  const snapshot: IssuedInvoice = {
    ...(first.snapshot as IssuedInvoice),
    number,
    orderNumber: String(visit.number),
    buyer: { name: visit.customerName, addressLines: [] },
    issueOn: visit.day,
    supplyOn: visit.day,
    dueOn,
  };
  return {
    ...first,
    ...place,
    id: newId(),
    number,
    workOrderId: visit.id,
    customerId: visit.customerId,
    issuedAt: visit.at.toISOString(),
    issueOn: visit.day,
    supplyOn: visit.day,
    dueOn,
    snapshot,
    issuedBy: null,
    lines: first.lines.map((line) => ({ ...line, id: newId(), lineId: null, partId: null })),
    taxes: first.taxes.map((tax) => ({ ...tax, id: newId() })),
  };
}

async function firstInvoice(client: Client) {
  const { rows } = await client.query<{ row: ChainedInvoice; pdfFileId: string; seq: string; hash: Buffer }>(
    `select i.pdf_file_id as "pdfFileId", h.seq, h.hash, json_build_object('id', i.id, 'seq', i.seq, 'kind', i.kind,
        'credits', i.credits, 'reason', i.reason, 'seriesId', i.series_id, 'year', i.year, 'n', i.n, 'number', i.number,
        'issuedAt', i.issued_at, 'currency', i.currency, 'language', i.language, 'priceMode', i.price_mode,
        'netCents', i.net_cents, 'vatCents', i.vat_cents, 'totalCents', i.total_cents, 'snapshot', i.snapshot,
        'pdfSha256', encode(i.pdf_sha256, 'hex'), 'xmlSha256', null,
        'lines', (select json_agg(json_build_object('position', l.position, 'creditsLine', l.credits_line,
            'jobTitle', l.job_title, 'kind', l.kind, 'code', l.code, 'description', l.description,
            'quantity', trim_scale(l.quantity)::text, 'unit', l.unit, 'unitPriceCents', l.unit_price_cents,
            'discountPercent', l.discount_percent, 'taxCategory', l.tax_category, 'taxPercent', l.tax_percent,
            'totalCents', l.total_cents, 'netCents', l.net_cents, 'costCents', l.cost_cents, 'employeeId', l.employee_id)
            order by l.position) from invoice_lines l where l.invoice_id = i.id),
        'taxes', (select json_agg(json_build_object('category', x.category, 'percent', x.percent, 'reason', x.reason,
            'netCents', x.net_cents, 'vatCents', x.vat_cents, 'grossCents', x.gross_cents)) from invoice_taxes x
            where x.invoice_id = i.id)) as row
      from invoices i, chain_heads h where h.name = 'invoices' order by i.seq limit 1`,
  );
  const [found] = rows;
  if (found === undefined) throw new Error("The workshop has no invoice to copy yet");
  return { row: found.row, pdfFileId: found.pdfFileId, head: { seq: Number(found.seq), hash: found.hash } };
}

async function write(
  client: Client,
  pdfFileId: string,
  chained: (ChainedInvoice & { plate: string })[],
): Promise<void> {
  await client.query(
    `with given as (
        select * from jsonb_to_recordset($1::jsonb) as x (id uuid, "seriesId" uuid, year int, n int, number text,
          "workOrderId" uuid, "customerId" uuid, "issuedAt" timestamptz, "issueOn" date, "supplyOn" date, "dueOn" date,
          currency text, language text, "priceMode" text, "netCents" bigint, "vatCents" bigint, "totalCents" bigint,
          snapshot jsonb, "pdfSha256" text, seq bigint, "prevHash" text, hash text, plate text, lines jsonb, taxes jsonb)
      ), document as (
        insert into invoices (id, kind, series_id, year, n, number, work_order_id, customer_id, issued_at, issue_on,
          supply_on, due_on, currency, language, price_mode, net_cents, vat_cents, total_cents, snapshot, pdf_file_id,
          pdf_sha256, seq, prev_hash, hash, created_at)
        select id, 'invoice', "seriesId", year, n, number, "workOrderId", "customerId", "issuedAt", "issueOn", "supplyOn",
          "dueOn", currency, language, "priceMode", "netCents", "vatCents", "totalCents", snapshot, $2,
          decode("pdfSha256", 'hex'), seq, decode("prevHash", 'hex'), decode(hash, 'hex'), "issuedAt" from given
      ), line as (
        insert into invoice_lines (id, invoice_id, position, job_title, kind, code, description, quantity, unit,
          unit_price_cents, discount_percent, tax_category, tax_percent, total_cents, net_cents, cost_cents, employee_id)
        select x.id, g.id, x.position, x."jobTitle", x.kind, x.code, x.description, x.quantity, x.unit, x."unitPriceCents",
          x."discountPercent", x."taxCategory", x."taxPercent", x."totalCents", x."netCents", x."costCents", x."employeeId"
        from given g cross join jsonb_to_recordset(g.lines) as x (id uuid, position int, "jobTitle" text, kind text,
          code text, description text, quantity numeric, unit text, "unitPriceCents" bigint, "discountPercent" numeric,
          "taxCategory" text, "taxPercent" numeric, "totalCents" bigint, "netCents" bigint, "costCents" bigint, "employeeId" uuid)
      ), tax as (
        insert into invoice_taxes (id, invoice_id, category, percent, reason, net_cents, vat_cents, gross_cents)
        select x.id, g.id, x.category, x.percent, x.reason, x."netCents", x."vatCents", x."grossCents"
        from given g cross join jsonb_to_recordset(g.taxes) as x (id uuid, category text, percent numeric, reason text,
          "netCents" bigint, "vatCents" bigint, "grossCents" bigint)
      ), owed as (
        insert into receivables (invoice_id, customer_id, due_on, total_cents, paid_cents)
        select id, "customerId", "dueOn", "totalCents", case when n % 33 = 0 then 0 else "totalCents" end from given
      ), paid as (
        insert into payments (id, number, direction, method_id, amount_cents, received_on, customer_id, created_at)
        select gen_random_uuid(), 'R' || (seq + 1000), 'in', m.id, "totalCents", "issueOn", "customerId", "issuedAt"
        from given cross join (select id from payment_methods order by position limit 1) m where n % 33 > 0
        returning id, number
      ), allocated as (
        insert into payment_allocations (id, payment_id, invoice_id, amount_cents)
        select gen_random_uuid(), p.id, g.id, g."totalCents" from given g join paid p on p.number = 'R' || (g.seq + 1000)
      ), done as (
        update work_orders o set stage = 'invoiced' from given g where o.id = g."workOrderId"
      ), found as (
        insert into search_entries (kind, entity_id, title, subtitle, keys, text, recency)
        select 'invoice', id, number, (snapshot -> 'buyer' ->> 'name') || ' · ' || plate, array[replace(number, '-', '')],
          ' ' || lower(snapshot -> 'buyer' ->> 'name') || ' ' || lower(plate) || ' ' || replace(number, '-', ''), "issuedAt"
        from given
      )
      insert into search_heads (entity_id, head, kind, recency)
      select id, replace(number, '-', ''), 'invoice', "issuedAt" from given`,
    [JSON.stringify(chained), pdfFileId],
  );
}
