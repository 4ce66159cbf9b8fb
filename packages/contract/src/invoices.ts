import Type, { type Static } from "typebox";
import {
  AcceptWarnings,
  Cents,
  DateOn,
  Email,
  Id,
  nullable,
  oneOf,
  Quantity,
  shownWith,
  TimeAt,
  text,
} from "./fields.ts";
import { listQuery, page } from "./list.ts";
import { binary, closed, route } from "./route.ts";
import { taxCategories } from "./totals.ts";
import { VatGroup } from "./work-orders.ts";

/** Derived from payments, credits and dates; nothing is ever marked paid. */
export const InvoiceState = oneOf(["unpaid", "partly_paid", "paid", "overpaid", "credited", "overdue"]);

export const InvoiceRow = Type.Object({
  id: Id,
  number: Type.String(),
  kind: oneOf(["invoice", "credit_note", "deposit"]),
  state: InvoiceState,
  customer: nullable(Type.Object({ id: Id, name: Type.String() })),
  workOrder: nullable(Type.Object({ id: Id, number: Type.Integer(), plate: nullable(Type.String()) })),
  issueOn: DateOn,
  dueOn: DateOn,
  sentAt: nullable(TimeAt),
  totalCents: Cents,
  openCents: Cents,
  currency: Type.String(),
});
export type InvoiceRow = Static<typeof InvoiceRow>;

export const Invoice = Type.Object({
  ...InvoiceRow.properties,
  supplyOn: DateOn,
  priceMode: oneOf(["net", "gross"]),
  netCents: Cents,
  vatCents: Cents,
  paidCents: Cents,
  creditedCents: Cents,
  groups: Type.Array(VatGroup),
  /** Sums of the credit notes on this invoice, per rate. */
  creditedGroups: Type.Array(VatGroup),
  lines: Type.Array(
    Type.Object({
      id: Id,
      jobTitle: nullable(Type.String()),
      description: Type.String(),
      quantity: Quantity,
      unit: Type.String(),
      unitPriceCents: Cents,
      discountPercent: Type.Number(),
      category: oneOf(taxCategories),
      percent: Type.Number(),
      totalCents: Cents,
      netCents: Cents,
      /** Taken back by credit notes so far. */
      creditedQuantity: Quantity,
      creditedCents: Cents,
      creditedNetCents: Cents,
      /** It came from the shelf and can go back there. */
      fromShelf: Type.Boolean(),
    }),
  ),
  /** The invoice this credit note corrects. */
  credits: nullable(Type.Object({ id: Id, number: Type.String(), issueOn: DateOn })),
  /** Why, on a credit note. */
  reason: nullable(Type.String()),
  /** What was taken off this invoice, oldest first. */
  creditNotes: Type.Array(
    Type.Object({ id: Id, number: Type.String(), issueOn: DateOn, totalCents: Cents, reason: Type.String() }),
  ),
  payments: Type.Array(
    Type.Object({
      id: Id,
      number: Type.String(),
      direction: oneOf(["in", "out"]),
      method: Type.String(),
      amountCents: Cents,
      allocatedCents: Cents,
      receivedOn: DateOn,
      reversed: Type.Boolean(),
    }),
  ),
  issuedBy: nullable(Type.String()),
});
export type Invoice = Static<typeof Invoice>;

export const Delivery = Type.Object({
  messageId: Id,
  to: shownWith("contacts.read", Type.Array(Type.String())),
  status: oneOf(["queued", "sent", "delivered", "bounced", "failed", "cancelled"]),
  at: TimeAt,
  reason: nullable(Type.String()),
  nextTryAt: nullable(TimeAt),
});
export type Delivery = Static<typeof Delivery>;

const SendTo = closed({
  to: Type.Array(Email, { minItems: 1, maxItems: 5, message: "Enter at least one e-mail address." }),
  message: Type.Optional(text(4000)),
});

export const InvoicePreview = Type.Object({
  nextNumber: Type.String(),
  currency: Type.String(),
  netCents: Cents,
  vatCents: Cents,
  totalCents: Cents,
  groups: Type.Array(VatGroup),
  jobs: Type.Array(Type.Object({ jobId: Id, title: Type.String(), totalCents: Cents })),
  /** Jobs that need a decision first. */
  undecided: Type.Array(Type.Object({ jobId: Id, title: Type.String() })),
  dueDays: Type.Integer(),
  paymentMethodId: nullable(Id),
  email: nullable(Type.String()),
  /** Deposits of this order: allocated to the invoice when it is issued. */
  depositCents: Cents,
  /** Money of the customer on no invoice and no order, to be offered for this one. */
  creditCents: Cents,
  /** Stop issuing; each names what to do. */
  blockers: Type.Array(Type.Object({ code: Type.String(), message: Type.String() })),
  /** Issuing asks for these to be accepted. */
  warnings: Type.Array(Type.Object({ code: Type.String(), message: Type.String() })),
});
export type InvoicePreview = Static<typeof InvoicePreview>;

export const previewInvoice = route("GET", "/api/work-orders/:id/invoice-preview", {
  permission: "invoices.issue",
  summary: "What would be invoiced now, and what is in the way",
  reply: { 200: InvoicePreview },
  errors: ["not_found", "conflict"],
});

export const issueInvoice = route("POST", "/api/work-orders/:id/invoice", {
  permission: "invoices.issue",
  summary: "Issue the invoice of an order: number, PDF, stock, payment and message in one step",
  body: closed({
    dueDays: Type.Optional(Type.Integer({ minimum: 0, maximum: 365, message: "Enter 0 to 365 days." })),
    paymentMethodId: Type.Optional(nullable(Id)),
    supplyOn: Type.Optional(DateOn),
    send: Type.Optional(SendTo),
    payment: Type.Optional(
      closed({ methodId: Id, amountCents: Type.Integer({ minimum: 1, message: "Enter an amount above zero." }) }),
    ),
    /** Pays with the customer's credit as far as it reaches. */
    useCredit: Type.Optional(Type.Boolean()),
    acceptWarnings: AcceptWarnings,
  }),
  reply: { 201: Invoice },
  errors: ["not_found", "conflict", "locked", "invalid"],
});

export const creditInvoice = route("POST", "/api/invoices/:id/credit-notes", {
  permission: "invoices.credit",
  summary: "Correct an invoice: all that is left of it, or chosen lines and quantities, with parts back to the shelf",
  body: closed({
    /** Lines of the invoice; left out: everything that is left. */
    lines: Type.Optional(
      Type.Array(closed({ lineId: Id, quantity: Quantity }), {
        minItems: 1,
        maxItems: 500,
        message: "Choose at least one line.",
      }),
    ),
    reason: Type.String({ minLength: 1, maxLength: 300, message: "Say why, in up to 300 characters." }),
    /** Which of these lines go back to the shelf. */
    restock: Type.Optional(Type.Array(Id, { maxItems: 500 })),
    send: Type.Optional(SendTo),
  }),
  reply: { 201: Invoice },
  errors: ["not_found", "conflict", "invalid"],
});

export const sendInvoice = route("POST", "/api/invoices/:id/send", {
  permission: "invoices.issue",
  summary: "Mail the invoice",
  body: SendTo,
  reply: { 200: Invoice },
  errors: ["not_found", "invalid"],
});

export const listInvoices = route("GET", "/api/invoices", {
  permission: "invoices.read",
  summary: "Invoices, newest first, with totals of the filter when asked",
  query: listQuery(["-issued"], {
    state: Type.Optional(oneOf(["unpaid", "overdue", "paid", "credited"])),
    customerId: Type.Optional(Id),
    from: Type.Optional(DateOn),
    to: Type.Optional(DateOn),
  }),
  reply: {
    200: Type.Object({
      ...page(InvoiceRow).properties,
      /** Of the whole filter, when `total` is asked for. Credit notes count as what they take off. */
      sums: Type.Optional(Type.Object({ totalCents: Cents, openCents: Cents })),
    }),
  },
});

export const getInvoice = route("GET", "/api/invoices/:id", {
  permission: "invoices.read",
  summary: "One invoice with its payments",
  reply: { 200: Invoice },
  errors: ["not_found"],
});

export const getInvoicePdf = route("GET", "/api/invoices/:id/pdf", {
  permission: "invoices.read",
  summary: "The invoice as it was issued, byte for byte",
  reply: { 200: binary("application/pdf") },
  errors: ["not_found"],
});

export const listDeliveries = route("GET", "/api/invoices/:id/deliveries", {
  permission: "invoices.read",
  summary: "Every time the invoice was mailed, and what became of it",
  reply: { 200: Type.Object({ items: Type.Array(Delivery) }) },
  errors: ["not_found"],
});

const Token = Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) });

export const PublicInvoice = Type.Object({
  number: Type.String(),
  language: Type.String(),
  currency: Type.String(),
  workshop: Type.Object({ name: Type.String(), phone: nullable(Type.String()), email: nullable(Type.String()) }),
  issueOn: DateOn,
  dueOn: DateOn,
  totalCents: Cents,
  openCents: Cents,
  accounts: Type.Array(
    Type.Object({ iban: Type.String(), bic: nullable(Type.String()), bank: nullable(Type.String()) }),
  ),
});
export type PublicInvoice = Static<typeof PublicInvoice>;

export const getPublicInvoice = route("GET", "/api/public/invoices/:token", {
  whilePaused: "documents",
  permission: "public",
  summary: "An invoice through the customer's link",
  params: Token,
  attemptsPerHour: 300,
  reply: { 200: PublicInvoice },
  errors: ["gone", "not_found"],
});

export const getPublicInvoicePdf = route("GET", "/api/public/invoices/:token/pdf", {
  whilePaused: "documents",
  permission: "public",
  summary: "Its PDF",
  params: Token,
  attemptsPerHour: 300,
  reply: { 200: binary("application/pdf") },
  errors: ["gone", "not_found"],
});
