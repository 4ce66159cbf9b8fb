import Type, { type Static } from "typebox";
import { Cents, DateOn, oneOf } from "./fields.ts";
import { binary, closed, route } from "./route.ts";
import { taxCategories } from "./totals.ts";

/** Days from and to, both included; left out: the last twelve months. */
const period = closed({ from: Type.Optional(DateOn), to: Type.Optional(DateOn) });
const Period = { from: DateOn, to: DateOn, currency: Type.String() };
const Sums = { netCents: Cents, vatCents: Cents, grossCents: Cents };
const Month = Type.String({ pattern: "^[0-9]{4}-[0-9]{2}$" });

export const Revenue = Type.Object({
  ...Period,
  /** Every month of the period, those without sales too. Credit notes are taken off. */
  months: Type.Array(Type.Object({ month: Month, invoices: Type.Integer(), creditNotes: Type.Integer(), ...Sums })),
  totals: Type.Object({ invoices: Type.Integer(), creditNotes: Type.Integer(), ...Sums }),
});
export type Revenue = Static<typeof Revenue>;

const RateSums = { category: oneOf(taxCategories), percent: Type.Number(), ...Sums };

export const VatReport = Type.Object({
  ...Period,
  months: Type.Array(Type.Object({ month: Month, ...RateSums })),
  /** Of the whole period, the highest rate first. */
  rates: Type.Array(Type.Object(RateSums)),
  totals: Type.Object(Sums),
});
export type VatReport = Static<typeof VatReport>;

export const OrdersReport = Type.Object({
  from: DateOn,
  to: DateOn,
  /** Orders taken in, orders invoiced and not credited in full, and the different cars on those. */
  months: Type.Array(
    Type.Object({ month: Month, opened: Type.Integer(), invoiced: Type.Integer(), cars: Type.Integer() }),
  ),
});
export type OrdersReport = Static<typeof OrdersReport>;

export const getRevenue = route("GET", "/api/reports/money/revenue", {
  permission: "reports.money",
  summary: "Revenue by month: net of invoices less credit notes, by their day of issue",
  query: period,
  reply: { 200: Revenue },
  errors: ["invalid"],
});

export const getVat = route("GET", "/api/reports/money/vat", {
  permission: "reports.money",
  summary: "VAT per rate and month, of the same documents as revenue",
  query: period,
  reply: { 200: VatReport },
  errors: ["invalid"],
});

export const getMoneyCsv = route("GET", "/api/reports/money/:name/csv", {
  permission: "reports.money",
  summary: "The same figures as CSV",
  params: Type.Object({ name: oneOf(["revenue", "vat"]) }),
  query: period,
  reply: { 200: binary("text/csv") },
  errors: ["invalid"],
});

export const getOrdersReport = route("GET", "/api/reports/shop/orders", {
  permission: "reports.shop",
  summary: "Orders and cars by month",
  query: period,
  reply: { 200: OrdersReport },
  errors: ["invalid"],
});

export const getOrdersCsv = route("GET", "/api/reports/shop/orders/csv", {
  permission: "reports.shop",
  summary: "The same figures as CSV",
  query: period,
  reply: { 200: binary("text/csv") },
  errors: ["invalid"],
});
