import { formatDocumentNumber } from "@mechanicbuddy/contract/number-pattern";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { NumberSeries, Requisites, Settings } from "@mechanicbuddy/contract/settings";
import type { SellerLogo } from "@mechanicbuddy/documents/invoice-snapshot";
import type { Context } from "@mechanicbuddy/platform/context";
import * as files from "../files/files.ts";
import { addressLines } from "./address.ts";
import * as store from "./store.ts";
import type { Rate } from "./tax-rate.ts";
import * as rates from "./tax-rate-store.ts";

export { addressLines } from "./address.ts";
export type { Rate } from "./tax-rate.ts";

/** The workshop's settings. One statement. */
export function get(ctx: Context): Promise<Settings> {
  return store.findSettings(ctx);
}

/** Today's date on the workshop's wall, YYYY-MM-DD. */
export function today(ctx: Context): Promise<string> {
  return store.findToday(ctx);
}

/** The workshop's one location. */
export function locationId(ctx: Context): Promise<string> {
  return store.findLocation(ctx);
}

export type NumberKind = NumberSeries["kind"];

export interface TakenNumber {
  seriesId: string;
  /** Year of the count, 0 for a series that never resets. */
  year: number;
  n: number;
  /** As printed. */
  number: string;
}

/**
 * Takes the next number of a series. The series stays locked until the transaction ends; a rollback gives the number
 * back, so take it after every check.
 */
export async function takeNumber(ctx: Context, kind: NumberKind, onDate: string): Promise<TakenNumber> {
  if (!ctx.transactional) throw new Error("A number is taken in the transaction of its document");
  const { pattern, ...taken } = await store.takeNext(ctx, kind, onDate).catch((error: { code?: string }) => {
    if (error.code !== "MB003") throw error;
    throw new Refusal(
      "conflict",
      `Numbers of a later year are in use already; nothing can be dated ${onDate} any more.`,
    );
  });
  return { ...taken, number: formatDocumentNumber(pattern, { n: taken.n, date: onDate }) };
}

/** The workshop as its documents print it. Missing facts are left out. */
export interface Seller {
  legalName: string;
  tradingName?: string;
  registrationNo?: string;
  vatId?: string;
  addressLines: string[];
  /** ISO code, for e-invoices and for leaving the country's name out of addresses at home. */
  country?: string;
  phone?: string;
  email?: string;
  website?: string;
  accounts: { iban: string; bic?: string; bank?: string }[];
  logo?: SellerLogo;
}

/** @param language in which the country is named */
export async function seller(ctx: Context, language = "en", unsaved: Partial<Requisites> = {}): Promise<Seller> {
  const requisites = { ...(await store.findRequisites(ctx)), ...unsaved };
  const { legalName, tradingName, registrationNo, vatId, country, phone, email, website } = requisites;
  return {
    legalName,
    ...filled({ tradingName, registrationNo, vatId, country, phone, email, website }),
    addressLines: addressLines(requisites, language),
    accounts: requisites.accounts.map(({ iban, bic, bank }) => ({ iban, ...filled({ bic, bank }) })),
    ...(requisites.logoFileId === null ? {} : { logo: await readLogo(ctx, requisites.logoFileId) }),
  };
}

async function readLogo(ctx: Context, fileId: string): Promise<SellerLogo> {
  const { bytes, mediaType } = await files.read(ctx, fileId);
  return { base64: bytes.toString("base64"), mediaType: mediaType as SellerLogo["mediaType"] };
}

function filled<K extends string>(facts: Record<K, string | null>): Partial<Record<K, string>> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null && value !== "")) as Partial<
    Record<K, string>
  >;
}

/** The rate new lines get on a day. */
export async function defaultTaxRate(ctx: Context, onDate: string): Promise<Rate> {
  const rate = await rates.findDefault(ctx, onDate);
  if (rate === undefined) {
    throw new Refusal("conflict", `No default tax rate is valid on ${onDate}. Add one under Settings, Tax rates.`);
  }
  return rate;
}

/** A tax rate that a body names in `field`. */
export async function taxRate(ctx: Context, id: string, field = "taxRateId"): Promise<Rate> {
  const rate = await rates.find(ctx, id);
  if (rate === undefined) throw invalid({ [field]: "This tax rate does not exist any more. Choose another." });
  return rate;
}

/** Company data with its version, as the settings page edits it. */
export function getRequisites(ctx: Context): Promise<Requisites> {
  return store.findRequisites(ctx);
}
