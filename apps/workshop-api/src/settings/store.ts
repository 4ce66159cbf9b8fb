import type { Input } from "@mechanicbuddy/contract/route";
import type { Requisites, Settings, updateSettings as SettingsRoute } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import { hot, one, rows, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { db } from "../database.ts";

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
        retention_years as "retentionYears", gates,
        exists (select from invoices) or exists (select from purged_documents) as "currencyFixed"
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
        country, phone, email, website, accounts, logo_file_id as "logoFileId"
      from requisites order by id limit 1`,
  );
}

/** False when somebody changed the settings meanwhile. Fields that are not given stay. */
export async function updateSettings(
  ctx: Context,
  version: number,
  change: Omit<Input<typeof SettingsRoute>["body"], "version">,
): Promise<boolean> {
  const { discountLimits, approvalTolerancePercent, gates } = change;
  const set = {
    currency: change.currency,
    language: change.language,
    time_zone: change.timeZone,
    distance_unit: change.distanceUnit,
    price_mode: change.priceMode,
    due_days: change.dueDays,
    payment_method_id: change.paymentMethodId,
    estimate_valid_days: change.estimateValidDays,
    late_fee_text: change.lateFeeText,
    invoice_note: change.invoiceNote,
    estimate_note: change.estimateNote,
    signature_lines: change.signatureLines,
    show_vehicle: change.showVehicle,
    cash_rounding_cents: change.cashRoundingCents,
    discount_limits: discountLimits && json(discountLimits),
    approval_demand: change.approvalDemand,
    approval_above_cents: change.approvalAboveCents,
    approval_tolerance_percent: approvalTolerancePercent === undefined ? undefined : String(approvalTolerancePercent),
    retention_years: change.retentionYears,
    gates: gates && json(gates),
    updated_at: ctx.now().toISOString(),
  };
  return (await run(ctx.db, db.updateTable("settings").set(set).where("version", "=", version))) === 1;
}

export async function knowsZone(ctx: Context, timeZone: string): Promise<boolean> {
  return (await rows(ctx.db, sql`select from pg_timezone_names where name = ${timeZone}`)).length > 0;
}

/** False when somebody changed the company's data meanwhile. */
export async function updateRequisites(
  ctx: Context,
  { version, ...given }: Omit<Requisites, "logoFileId">,
): Promise<boolean> {
  const set = {
    legal_name: given.legalName,
    trading_name: given.tradingName,
    registration_no: given.registrationNo,
    vat_id: given.vatId,
    street: given.street,
    city: given.city,
    region: given.region,
    postal_code: given.postalCode,
    country: given.country,
    phone: given.phone,
    email: given.email,
    website: given.website,
    accounts: json(given.accounts),
    updated_at: ctx.now().toISOString(),
  };
  return (await run(ctx.db, db.updateTable("requisites").set(set).where("version", "=", version))) === 1;
}

export function setLogo(ctx: Context, fileId: string | null): Promise<number> {
  return run(ctx.db, db.updateTable("requisites").set({ logo_file_id: fileId }));
}

const json = (value: object) => sql<never>`${JSON.stringify(value)}::jsonb`;
