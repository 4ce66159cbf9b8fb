import { notFound } from "@mechanicbuddy/contract/problem";
import { lineAmounts, type TaxCategory, type TaxTreatment } from "@mechanicbuddy/contract/totals";
import type { Authorisation as AuthorisationSchema, Stage as StageSchema } from "@mechanicbuddy/contract/work-orders";
import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import type { Static } from "typebox";
import type { LineContent } from "./job.ts";
import { grossCents, linesCents } from "./work-order.ts";

export type Stage = Static<typeof StageSchema>;
export type Authorisation = Static<typeof AuthorisationSchema>;

export interface DocumentLine extends LineContent {
  position: number;
  taxCategory: TaxCategory;
  taxPercent: number;
  /** Why no VAT is charged, in the rate's own words. */
  taxReason: string | null;
  /** In the order's price mode, after its discount. */
  totalCents: number;
  /** Cost of one unit as typed or issued; null when not known yet. */
  costCents: number | null;
  storageId: string | null;
  partStatus: string | null;
  employeeId: string | null;
}

export interface DocumentJob {
  id: string;
  position: number;
  title: string;
  kind: string;
  billing: "customer" | "warranty" | "internal";
  complaint: string | null;
  cause: string | null;
  correction: string | null;
  authorisation: Authorisation;
  contentHash: Buffer;
  cannedJobId: string | null;
  doneAt: string | null;
  /** Without parts that were dropped or went back. */
  lines: DocumentLine[];
  /** Sum of the lines in the order's price mode. */
  totalCents: number;
  /** What the customer pays for this job alone, VAT included: `amount_cents` of an approval is this sum. */
  grossCents: number;
}

export interface DocumentCustomer {
  id: string;
  kind: "private" | "company";
  name: string;
  registrationNo: string | null;
  vatId: string | null;
  taxTreatment: TaxTreatment;
  exemptReason: string | null;
  street: string | null;
  city: string | null;
  region: string | null;
  postalCode: string | null;
  country: string | null;
  phone: string | null;
  /** The primary address. */
  email: string | null;
  language: string;
  dueDays: number | null;
  creditLimitCents: number | null;
  cashOnly: boolean;
}

export interface DocumentVehicle {
  id: string;
  plate: string | null;
  vin: string | null;
  make: string | null;
  model: string | null;
  modelYear: number | null;
  label: string;
}

export interface DocumentOrder {
  id: string;
  number: number;
  stage: Stage;
  locationId: string;
  priceMode: "net" | "gross";
  currency: string;
  concern: string | null;
  customerReference: string | null;
  promisedAt: string | null;
  odometerIn: number | null;
  odometerOut: number | null;
  orderedBy: string | null;
  responsibleId: string | null;
  createdAt: string;
}

/** Everything a document needs, whatever the caller may see: never send it to a browser as it is. */
export interface OrderDocument {
  order: DocumentOrder;
  customer: DocumentCustomer | null;
  vehicle: DocumentVehicle | null;
  jobs: DocumentJob[];
}

/** Lines somebody pays for; see `isLive`. */
export const live = sql`coalesce(l.part_status, '') not in ('returned', 'dropped')`;

/** A moment as JSON carries it. */
export const utc = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

type RawJob = Omit<DocumentJob, "contentHash" | "lines" | "totalCents" | "grossCents"> & {
  contentHash: string;
  lines: Omit<DocumentLine, "totalCents">[];
};

/** The order with its customer, vehicle, jobs and lines in one statement; not found when it is not this workshop's. */
export async function documentOf(ctx: Context, orderId: string): Promise<OrderDocument> {
  const found = await maybeOne<{ document: Omit<OrderDocument, "jobs"> & { jobs: RawJob[] } }>(
    ctx.db,
    sql`select json_build_object(
        'order', json_build_object('id', o.id, 'number', o.number, 'stage', o.stage, 'locationId', o.location_id,
          'priceMode', o.price_mode, 'currency', o.currency, 'concern', o.concern,
          'customerReference', o.customer_reference, 'promisedAt', ${utc("o.promised_at")},
          'odometerIn', o.odometer_in, 'odometerOut', o.odometer_out, 'orderedBy', o.ordered_by,
          'responsibleId', o.responsible_id, 'createdAt', ${utc("o.created_at")}),
        'customer', case when c.id is not null then json_build_object('id', c.id, 'kind', c.kind, 'name', c.name,
          'registrationNo', c.registration_no, 'vatId', c.vat_id, 'taxTreatment', c.tax_treatment,
          'exemptReason', c.exempt_reason, 'street', c.street, 'city', c.city, 'region', c.region,
          'postalCode', c.postal_code, 'country', c.country, 'phone', c.phone,
          'email', (select e.address from customer_emails e where e.customer_id = c.id and e.is_primary),
          'language', c.language, 'dueDays', c.due_days, 'creditLimitCents', c.credit_limit_cents,
          'cashOnly', c.cash_only) end,
        'vehicle', case when v.id is not null then json_build_object('id', v.id, 'plate', v.plate, 'vin', v.vin,
          'make', v.make, 'model', v.model, 'modelYear', v.model_year, 'label', v.label) end,
        'jobs', coalesce((select json_agg(json_build_object('id', j.id, 'position', j.position, 'title', j.title,
            'kind', j.kind, 'billing', j.billing, 'complaint', j.complaint, 'cause', j.cause,
            'correction', j.correction, 'authorisation', j.authorisation,
            'contentHash', encode(j.content_hash, 'hex'), 'cannedJobId', j.canned_job_id, 'doneAt', ${utc("j.done_at")},
            'lines', coalesce((select json_agg(json_build_object('id', l.id, 'position', l.position, 'kind', l.kind,
                'code', l.code, 'description', l.description, 'quantity', trim_scale(l.quantity)::text, 'unit', l.unit,
                'unitPriceCents', l.unit_price_cents, 'discountPercent', l.discount_percent,
                'taxRateId', l.tax_rate_id, 'taxCategory', t.category, 'taxPercent', t.percent, 'taxReason', t.reason,
                'costCents', l.cost_cents, 'partId', l.part_id, 'storageId', l.storage_id,
                'partStatus', l.part_status, 'employeeId', l.employee_id) order by l.position, l.id)
              from lines l join tax_rates t on t.id = l.tax_rate_id where l.job_id = j.id and ${live}), '[]')
          ) order by j.position, j.id) from jobs j where j.work_order_id = o.id), '[]')) as document
      from work_orders o
      left join customers c on c.id = o.customer_id
      left join vehicles v on v.id = o.vehicle_id
      where o.id = ${orderId}`,
  );
  if (found === undefined) throw notFound();
  const { order, customer, vehicle, jobs } = found.document;
  const terms = { priceMode: order.priceMode, taxTreatment: customer?.taxTreatment ?? "standard" };
  return {
    order,
    customer,
    vehicle,
    jobs: jobs.map((job) => ({
      ...job,
      contentHash: Buffer.from(job.contentHash, "hex"),
      lines: job.lines.map((line) => ({ ...line, totalCents: lineAmounts(line).totalCents })),
      totalCents: linesCents(job.lines),
      grossCents: grossCents(terms, job.lines),
    })),
  };
}
