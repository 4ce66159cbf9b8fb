import type { Requisites, Settings } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import { hot, one } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

export function findSettings(ctx: Context): Promise<Settings> {
  return one(
    ctx.db,
    hot(sql<Settings>`select version, currency, language, time_zone as "timeZone", distance_unit as "distanceUnit",
        price_mode as "priceMode", due_days as "dueDays", payment_method_id as "paymentMethodId",
        estimate_valid_days as "estimateValidDays", late_fee_text as "lateFeeText", invoice_note as "invoiceNote",
        estimate_note as "estimateNote", signature_lines as "signatureLines", show_vehicle as "showVehicle",
        cash_rounding_cents as "cashRoundingCents", discount_limits as "discountLimits",
        approval_demand as "approvalDemand", approval_above_cents as "approvalAboveCents",
        approval_tolerance_percent::float8 as "approvalTolerancePercent",
        exists (select from invoices) as "currencyFixed"
      from settings`),
  );
}

export async function findToday(ctx: Context): Promise<string> {
  const { today } = await one(
    ctx.db,
    sql<{
      today: string;
    }>`select (${ctx.now()}::timestamptz at time zone time_zone)::date::text as today from settings`,
  );
  return today;
}

export async function findLocation(ctx: Context): Promise<string> {
  return (await one(ctx.db, sql<{ id: string }>`select id from locations order by created_at, id limit 1`)).id;
}

export interface Taken {
  seriesId: string;
  year: number;
  n: number;
  pattern: string;
}

export function takeNext(ctx: Context, kind: string, onDate: string): Promise<Taken> {
  return one(
    ctx.db,
    sql<Taken>`select series_id as "seriesId", year, n, pattern
      from next_number(${kind}, (select id from locations order by created_at, id limit 1), ${onDate}::date)`,
  );
}

export function findRequisites(ctx: Context): Promise<Requisites> {
  return one(
    ctx.db,
    sql<Requisites>`select version, legal_name as "legalName", trading_name as "tradingName",
        registration_no as "registrationNo", vat_id as "vatId", street, city, region, postal_code as "postalCode",
        country, phone, email, website, accounts
      from requisites order by id limit 1`,
  );
}
