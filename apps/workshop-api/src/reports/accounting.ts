import type { AccountingExport } from "@mechanicbuddy/contract/exports";
import { moneyDecimal } from "@mechanicbuddy/contract/money";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { csvOf } from "@mechanicbuddy/platform/csv";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as settings from "../settings/settings.ts";
import { writeZip } from "../zip.ts";
import * as books from "./accounting-store.ts";
import { lastMonth, type Period, periodOf } from "./period.ts";
import * as store from "./store.ts";

/** What an export for the books would hold. */
export async function previewAccounting(ctx: Context, asked: Partial<Period>): Promise<AccountingExport> {
  const { period, currency } = await about(ctx, asked);
  return { ...period, currency, ...(await books.summary(ctx, period)) };
}

/** Sales by day and rate, invoices and payments as CSV files in one ZIP; who took it is written down. */
export function exportAccounting(ctx: Context, asked: Partial<Period>): Promise<{ bytes: Uint8Array; name: string }> {
  return inTransaction(ctx, async (ctx) => {
    const { period, currency } = await about(ctx, asked);
    const [sales, invoices, payments] = await Promise.all([
      store.vat(ctx, period, "day"),
      books.invoices(ctx, period),
      books.payments(ctx, period),
    ]);
    const sum = (cents: number) => moneyDecimal(cents, currency);
    const tables = [
      {
        name: "sales.csv",
        bytes: csvOf(
          ["day", "category", "percent", "net", "vat", "gross", "currency"],
          sales.map((row) => [
            row.on,
            row.category,
            row.percent,
            sum(row.netCents),
            sum(row.vatCents),
            sum(row.grossCents),
            currency,
          ]),
        ),
      },
      {
        name: "invoices.csv",
        bytes: csvOf(
          [
            "number",
            "kind",
            "issued",
            "supplied",
            "due",
            "corrects",
            "customer",
            "registration no",
            "vat no",
            "order",
            "net",
            "vat",
            "gross",
            "open",
            "currency",
          ],
          invoices.map((row) => [
            row.number,
            row.kind,
            row.issueOn,
            row.supplyOn,
            row.dueOn,
            row.corrects,
            row.customer,
            row.registrationNo,
            row.vatId,
            row.orderNumber,
            sum(row.netCents),
            sum(row.vatCents),
            sum(row.grossCents),
            sum(row.openCents),
            row.currency,
          ]),
        ),
      },
      {
        name: "payments.csv",
        bytes: csvOf(
          [
            "number",
            "day",
            "direction",
            "method",
            "amount",
            "rounding",
            "customer",
            "order",
            "invoices",
            "reference",
            "undoes",
            "reason",
            "currency",
          ],
          payments.map((row) => [
            row.number,
            row.receivedOn,
            row.direction,
            row.method,
            sum(row.amountCents),
            sum(row.roundingCents),
            row.customer,
            row.orderNumber,
            row.invoices,
            row.reference,
            row.about,
            row.reason,
            currency,
          ]),
        ),
      },
    ];
    const after = { ...period, documents: invoices.length, payments: payments.length };
    audit.record(ctx, { action: "export.accounting", entityKind: "export", entityId: newId(), after });
    return { bytes: await writeZip(tables), name: `books ${period.from} ${period.to}.zip` };
  });
}

async function about(ctx: Context, asked: Partial<Period>): Promise<{ period: Period; currency: string }> {
  const [today, { currency }] = await Promise.all([settings.today(ctx), settings.get(ctx)]);
  return { period: periodOf(asked, lastMonth(today)), currency };
}
