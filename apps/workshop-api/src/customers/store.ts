import type { Customer, Duplicate } from "@mechanicbuddy/contract/customers";
import type { Language } from "@mechanicbuddy/contract/fields";
import type { Context } from "@mechanicbuddy/platform/context";
import { hot, maybeOne, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { type RawBuilder, sql } from "kysely";
import type { Static } from "typebox";
import { db } from "../database.ts";
import type { CustomerState, Traits } from "./customer.ts";

/** A customer as stored: the personal code is sealed, contacts are there when they were asked for. */
export interface CustomerRow extends Omit<Customer, "personalCode" | "address"> {
  personalCode?: Buffer | null;
}

export type WholeRow = Required<CustomerRow>;

const plainColumns = sql`c.id, c.version, c.name, c.kind, c.first_name as "firstName", c.last_name as "lastName",
  c.company_name as "companyName", c.registration_no as "registrationNo", c.vat_id as "vatId",
  c.tax_treatment as "taxTreatment", c.exempt_reason as "exemptReason", c.language, c.due_days as "dueDays",
  c.discount_percent::float8 as "discountPercent", c.credit_limit_cents as "creditLimitCents",
  c.handle_with_care as "handleWithCare", c.care_note as "careNote", c.cash_only as "cashOnly", c.note,
  c.external_id as "externalId", c.archived_at as "archivedAt", c.created_at as "createdAt"`;

const contactColumns = sql`c.street, c.city, c.region, c.postal_code as "postalCode", c.country, c.phone,
  c.phone_key as "phoneKey", c.phone2, c.personal_code as "personalCode",
  (select coalesce(json_agg(json_build_object('address', e.address, 'label', e.label, 'isPrimary', e.is_primary,
      'bouncedAt', to_char(e.bounced_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by e.is_primary desc, e.id), '[]')
    from customer_emails e where e.customer_id = c.id) as emails`;

export const whole = sql`select ${plainColumns}, ${contactColumns} from customers c`;
const plain = sql`select ${plainColumns} from customers c`;
/** A merged customer is found as the one it went into. */
const survivor = (id: string) => sql`c.id = (select coalesce(merged_into, id) from customers where id = ${id})`;

export function find(ctx: Context, id: string, withContacts: boolean): Promise<CustomerRow | undefined> {
  const select = withContacts ? whole : plain;
  return maybeOne(ctx.db, hot(sql<CustomerRow>`${select} where ${survivor(id)}`));
}

/** The row as it is now, held until the transaction ends. */
export function lock(ctx: Context, id: string): Promise<WholeRow | undefined> {
  return maybeOne(ctx.db, sql<WholeRow>`${whole} where c.id = ${id} and c.merged_into is null for update of c`);
}

export interface Known {
  id: string;
  name: string;
  language: string;
  taxTreatment: Customer["taxTreatment"];
  dueDays: number | null;
  discountPercent: number | null;
  creditLimitCents: number | null;
  cashOnly: boolean;
}

export function findKnown(ctx: Context, id: string): Promise<Known | undefined> {
  return maybeOne(
    ctx.db,
    sql<Known>`select c.id, c.name, c.language, c.tax_treatment as "taxTreatment", c.due_days as "dueDays",
        c.discount_percent::float8 as "discountPercent", c.credit_limit_cents as "creditLimitCents",
        c.cash_only as "cashOnly"
      from customers c where ${survivor(id)}`,
  );
}

export interface Defaults {
  language: Static<typeof Language>;
  country: string | null;
}

/** What is taken where nothing is said: the workshop's language, and its country for phone numbers. */
export function defaults(ctx: Context): Promise<Defaults> {
  return one(ctx.db, sql<Defaults>`select s.language, r.country from settings s cross join requisites r limit 1`);
}

/** Customers that share one of the traits, the likeliest first. A union, so that each trait uses its own index. */
export function findAlike(ctx: Context, exceptId: string, traits: Traits): Promise<Duplicate[]> {
  return rows<Duplicate>(
    ctx.db,
    sql`select c.id, c.name, array_agg(distinct a.reason) as reasons from (
        select id, 'phone' as reason from customers where phone_key = any(${traits.phoneKeys}::text[])
        union all
        select customer_id, 'email' from customer_emails where address = any(${traits.emails}::citext[])
        union all
        select id, 'registration' from customers where registration_no = ${traits.registrationNo}
        union all
        select id, 'name' from customers
        where postal_code = ${traits.postalCode} and similarity(name, ${traits.name}) >= 0.5
      ) a join customers c on c.id = a.id
      where c.id <> ${exceptId} and c.merged_into is null and c.erased_at is null
      group by c.id order by count(distinct a.reason) desc, c.name limit 5`,
  );
}

/** The columns people write; what is derived or sealed comes with them. */
export interface Written {
  state: CustomerState;
  phoneKey: string | null;
  personalCode: Buffer | null;
}

export function columnsOf({ state, phoneKey, personalCode }: Written) {
  return {
    kind: state.kind,
    first_name: state.firstName,
    last_name: state.lastName,
    company_name: state.companyName,
    registration_no: state.registrationNo,
    personal_code: personalCode,
    vat_id: state.vatId,
    tax_treatment: state.taxTreatment,
    exempt_reason: state.exemptReason,
    street: state.street,
    city: state.city,
    region: state.region,
    postal_code: state.postalCode,
    country: state.country,
    phone: state.phone,
    phone_key: phoneKey,
    phone2: state.phone2,
    language: state.language,
    due_days: state.dueDays,
    discount_percent: state.discountPercent === null ? null : String(state.discountPercent),
    credit_limit_cents: state.creditLimitCents,
    handle_with_care: state.handleWithCare,
    care_note: state.careNote,
    cash_only: state.cashOnly,
    note: state.note,
    external_id: state.externalId,
  };
}

export async function insert(ctx: Context, id: string, written: Written): Promise<void> {
  const row = { id, ...columnsOf(written), created_by: ctx.actor.userId ?? null, created_at: ctx.now().toISOString() };
  await Promise.all([run(ctx.db, db.insertInto("customers").values(row)), writeEmails(ctx, id, written.state.emails)]);
}

/** Addresses that stay keep their row, and with it the mark of a bounce. */
export async function update(ctx: Context, id: string, written: Written, archivedAt: string | null): Promise<void> {
  const { emails } = written.state;
  const kept = emails.map((email) => email.address);
  await Promise.all([
    run(
      ctx.db,
      db
        .updateTable("customers")
        .set({ ...columnsOf(written), archived_at: archivedAt })
        .where("id", "=", id),
    ),
    run(ctx.db, sql`delete from customer_emails where customer_id = ${id} and address <> all(${kept}::citext[])`),
    run(ctx.db, sql`update customer_emails set is_primary = false where customer_id = ${id} and is_primary`),
    writeEmails(ctx, id, emails),
  ]);
}

async function writeEmails(ctx: Context, id: string, emails: CustomerState["emails"]): Promise<void> {
  if (emails.length === 0) return;
  const values = emails.map((email) => ({
    id: newId(),
    customer_id: id,
    address: email.address,
    label: email.label,
    is_primary: email.isPrimary,
    created_by: ctx.actor.userId ?? null,
  }));
  await run(
    ctx.db,
    db
      .insertInto("customer_emails")
      .values(values)
      .onConflict((conflict) =>
        conflict.columns(["customer_id", "address"]).doUpdateSet((excluded) => ({
          address: excluded.ref("excluded.address"),
          label: excluded.ref("excluded.label"),
          is_primary: excluded.ref("excluded.is_primary"),
        })),
      ),
  );
}

export interface Usage {
  orders: number;
  vehicles: number;
  /** Invoices, payments and messages. */
  documents: number;
  usedIn: { kind: string; id: string; label: string }[];
}

/** What refers to a customer, with up to five places by name. */
export function usageOf(ctx: Context, id: string): Promise<Usage> {
  return one(
    ctx.db,
    sql<Usage>`select
        (select count(*)::int from work_orders where customer_id = ${id}) as orders,
        (select count(distinct vehicle_id)::int from ownerships where customer_id = ${id}) as vehicles,
        (select count(*)::int from invoices where customer_id = ${id})
          + (select count(*)::int from payments where customer_id = ${id})
          + (select count(*)::int from messages where customer_id = ${id})
          + (select count(*)::int from customers where merged_into = ${id}) as documents,
        (select coalesce(json_agg(place), '[]') from (
          (select 'work_order' as kind, id, number::text as label from work_orders
            where customer_id = ${id} order by created_at desc limit 5)
          union all
          (select 'vehicle', v.id, v.label from vehicles v
            where v.id in (select vehicle_id from ownerships where customer_id = ${id}) limit 5)
          limit 5) place) as "usedIn"`,
  );
}

export function remove(ctx: Context, id: string): Promise<number> {
  return run(ctx.db, db.deleteFrom("customers").where("id", "=", id));
}

/** Cars and orders that carry the customer's name in search. */
export async function carriersOfName(ctx: Context, id: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    ctx.db,
    sql`select vehicle_id as id from ownerships where customer_id = ${id} and until_on is null and relation = 'owner'
      union all select id from work_orders where customer_id = ${id}`,
  );
  return found.map((row) => row.id);
}

export async function anyErased(ctx: Context, ids: readonly string[]): Promise<boolean> {
  const found = sql`select from customers where id = any(${[...ids]}::uuid[]) and erased_at is not null`;
  return (await maybeOne(ctx.db, found)) !== undefined;
}

/** True when there is such a customer; lists of one customer's things ask it beside their own statement. */
export async function exists(ctx: Context, id: string): Promise<boolean> {
  const found: RawBuilder<{ id: string }> = sql`select id from customers where id = ${id}`;
  return (await maybeOne(ctx.db, found)) !== undefined;
}
