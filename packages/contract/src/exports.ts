import Type, { type Static } from "typebox";
import { Cents, DateOn } from "./fields.ts";
import { binary, closed, route } from "./route.ts";

/** Days from and to, both included; left out: the month before this one. */
const period = closed({ from: Type.Optional(DateOn), to: Type.Optional(DateOn) });

export const AccountingExport = Type.Object({
  from: DateOn,
  to: DateOn,
  currency: Type.String(),
  /** Invoices and credit notes issued. */
  documents: Type.Integer(),
  netCents: Cents,
  vatCents: Cents,
  grossCents: Cents,
  payments: Type.Integer(),
  /** Money that came in less what was given back. */
  receivedCents: Cents,
});
export type AccountingExport = Static<typeof AccountingExport>;

export const getAccountingExport = route("GET", "/api/exports/accounting", {
  permission: "export.accounting",
  summary: "What an export for the books would hold",
  query: period,
  reply: { 200: AccountingExport },
  errors: ["invalid"],
});

export const exportAccounting = route("POST", "/api/exports/accounting", {
  permission: "export.accounting",
  summary: "For the books: sales by day and rate, invoices and payments as CSV files in one ZIP",
  body: period,
  reply: { 200: binary("application/zip") },
  errors: ["invalid"],
});
