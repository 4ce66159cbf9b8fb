import Type, { type Static } from "typebox";
import { AcceptWarnings, Cents, DateOn, Id, nullable, oneOf, TimeAt, text } from "./fields.ts";
import { listQuery, page } from "./list.ts";
import { binary, closed, route } from "./route.ts";

const Amount = Type.Integer({ minimum: 1, maximum: 999_999_999_999, message: "Enter an amount above zero." });

export const Payment = Type.Object({
  id: Id,
  number: Type.String(),
  direction: oneOf(["in", "out"]),
  method: Type.Object({ id: Id, name: Type.String(), kind: Type.String() }),
  amountCents: Cents,
  roundingCents: Cents,
  receivedOn: DateOn,
  reference: nullable(Type.String()),
  customer: nullable(Type.Object({ id: Id, name: Type.String() })),
  workOrder: nullable(Type.Object({ id: Id, number: Type.Integer() })),
  /** As the invoice sees it: what gives money back has them below zero. */
  allocations: Type.Array(Type.Object({ invoiceId: Id, number: Type.String(), amountCents: Cents })),
  /** Money that came in, was not given back and is on no invoice. */
  unallocatedCents: Cents,
  /** A deposit with something left, kept for its order: not credit yet. */
  held: Type.Boolean(),
  /** Number of the row that undid this one. */
  reversedBy: nullable(Type.String()),
  /** Number of the row this one undoes. */
  reverses: nullable(Type.String()),
  /** Number of the payment this one gave money of back. */
  refunds: nullable(Type.String()),
  /** Why it was reversed or refunded. */
  reason: nullable(Type.String()),
  createdAt: TimeAt,
});
export type Payment = Static<typeof Payment>;

export const listPayments = route("GET", "/api/payments", {
  permission: "invoices.read",
  summary: "Payments, newest first",
  query: listQuery(["-received"], {
    customerId: Type.Optional(Id),
    invoiceId: Type.Optional(Id),
    workOrderId: Type.Optional(Id),
    unallocated: Type.Optional(Type.Boolean()),
    from: Type.Optional(DateOn),
    to: Type.Optional(DateOn),
  }),
  reply: { 200: page(Payment) },
});

export const getPayment = route("GET", "/api/payments/:id", {
  permission: "invoices.read",
  summary: "One payment with what it pays",
  reply: { 200: Payment },
  errors: ["not_found"],
});

export const getReceiptPdf = route("GET", "/api/payments/:id/receipt.pdf", {
  permission: "invoices.read",
  summary: "The receipt: what changed hands, when, how and for what, as it was booked",
  reply: { 200: binary("application/pdf") },
  errors: ["not_found"],
});

const Allocations = Type.Array(closed({ invoiceId: Id, amountCents: Amount }), { maxItems: 100 });

export const recordPayment = route("POST", "/api/payments", {
  permission: "payments.record",
  summary: "Record money received, for one or several invoices; the rest becomes the customer's credit",
  body: closed({
    methodId: Id,
    amountCents: Amount,
    receivedOn: Type.Optional(DateOn),
    reference: Type.Optional(nullable(text(100))),
    customerId: Type.Optional(nullable(Id)),
    allocations: Allocations,
    acceptWarnings: AcceptWarnings,
  }),
  reply: { 201: Payment },
  errors: ["invalid", "conflict", "not_found"],
});

export const allocatePayment = route("POST", "/api/payments/:id/allocations", {
  permission: "payments.record",
  summary: "Use credit or a left-over deposit for invoices of the same customer",
  body: closed({ allocations: Allocations }),
  reply: { 201: Payment },
  errors: ["not_found", "conflict", "invalid"],
});

export const payFromCredit = route("POST", "/api/invoices/:id/pay-from-credit", {
  permission: "payments.record",
  summary: "Use the customer's credit for this invoice as far as it reaches, the oldest first",
  reply: { 201: Type.Object({ usedCents: Cents, openCents: Cents }) },
  errors: ["not_found", "conflict"],
});

export const moveToCredit = route("POST", "/api/payments/:id/move-to-credit", {
  permission: "payments.record",
  summary: "Make a deposit the customer's credit: it is not kept for its order any more",
  body: closed({ reason: text(300) }),
  reply: { 201: Payment },
  errors: ["not_found", "conflict", "invalid"],
});

export const recordDeposit = route("POST", "/api/work-orders/:id/deposits", {
  permission: "payments.record",
  summary: "Record a deposit on an order; it is allocated when the invoice is issued",
  body: closed({ methodId: Id, amountCents: Amount, reference: Type.Optional(nullable(text(100))) }),
  reply: { 201: Payment },
  errors: ["not_found", "conflict", "invalid"],
});

export const reversePayment = route("POST", "/api/payments/:id/reverse", {
  permission: "payments.refund",
  summary: "Undo a mistyped payment by a counter-row; both stay",
  body: closed({ reason: text(300) }),
  reply: { 201: Payment },
  errors: ["not_found", "conflict"],
});

export const refundPayment = route("POST", "/api/payments/:id/refund", {
  permission: "payments.refund",
  summary: "Give money back, at most what came in",
  body: closed({ amountCents: Amount, methodId: Id, reason: text(300) }),
  reply: { 201: Payment },
  errors: ["not_found", "conflict", "invalid"],
});

export const Debtor = Type.Object({
  customer: nullable(Type.Object({ id: Id, name: Type.String() })),
  openCents: Cents,
  overdueCents: Cents,
  oldestDueOn: DateOn,
  invoices: Type.Integer(),
});
export type Debtor = Static<typeof Debtor>;

export const listReceivables = route("GET", "/api/receivables", {
  permission: "invoices.read",
  summary: "Who owes what, overdue first",
  reply: { 200: Type.Object({ items: Type.Array(Debtor), openCents: Cents, overdueCents: Cents }) },
});
