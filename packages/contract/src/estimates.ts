import Type, { type Static } from "typebox";
import { Cents, DateOn, Email, Id, Language, nullable, oneOf, shownWith, TimeAt, text, Version } from "./fields.ts";
import { ShownPicture } from "./files.ts";
import { binary, closed, route } from "./route.ts";
import { VatGroup } from "./work-orders.ts";

/** Derived, never stored: what became of an estimate. */
export const EstimateState = oneOf([
  "issued",
  "sent",
  "opened",
  "decided",
  "partly_decided",
  "expired",
  "replaced",
  "withdrawn",
]);

const EstimateJob = Type.Object({
  jobId: Id,
  title: Type.String(),
  /** What the customer pays for this job alone, VAT included. */
  totalCents: shownWith("prices.read", Cents),
  /** The latest decision on this version. */
  decision: nullable(oneOf(["approved", "declined", "revoked"])),
  decidedAt: nullable(TimeAt),
  /** The job was edited since this version was issued. */
  changed: Type.Boolean(),
});

export const Estimate = Type.Object({
  id: Id,
  number: Type.String(),
  workOrderId: Id,
  version: Version,
  state: EstimateState,
  issuedAt: TimeAt,
  validUntilOn: DateOn,
  language: Type.String(),
  netCents: shownWith("prices.read", Cents),
  vatCents: shownWith("prices.read", Cents),
  totalCents: shownWith("prices.read", Cents),
  jobs: Type.Array(EstimateJob),
  /** Number of the newest version, when this is not it. */
  replacedBy: nullable(Type.String()),
  /** Addresses its links were mailed to. */
  sentTo: shownWith("contacts.read", Type.Array(Type.String())),
  firstOpenedAt: nullable(TimeAt),
});
export type Estimate = Static<typeof Estimate>;

const SendTo = closed({
  to: Type.Array(Email, { minItems: 1, maxItems: 5, message: "Enter at least one e-mail address." }),
  /** The sender's own words; `{{link}}` stands where the link belongs. */
  message: Type.Optional(text(4000)),
});

export const issueEstimate = route("POST", "/api/work-orders/:id/estimates", {
  permission: "estimates.issue",
  summary: "Freeze the chosen jobs into the next version, with PDF; send it at once if asked",
  body: closed({
    jobIds: Type.Array(Id, { minItems: 1, maxItems: 100, message: "Choose at least one job." }),
    validUntilOn: Type.Optional(DateOn),
    showVehicle: Type.Optional(Type.Boolean()),
    language: Type.Optional(Language),
    send: Type.Optional(SendTo),
  }),
  reply: { 201: Estimate },
  errors: ["not_found", "conflict", "locked", "invalid"],
});

export const sendEstimate = route("POST", "/api/estimates/:id/send", {
  permission: "estimates.issue",
  summary: "Mail the estimate with a link to decide",
  body: SendTo,
  reply: { 200: Estimate },
  errors: ["not_found", "conflict", "invalid"],
});

export const linkEstimate = route("POST", "/api/estimates/:id/link", {
  permission: "estimates.issue",
  summary: "A fresh link to hand over by other means; shown once",
  reply: { 201: Type.Object({ url: Type.String() }) },
  errors: ["not_found", "conflict"],
});

export const withdrawEstimate = route("POST", "/api/estimates/:id/withdraw", {
  permission: "estimates.issue",
  summary: "Withdraw an estimate nobody decided",
  reply: { 200: Estimate },
  errors: ["not_found", "conflict"],
});

export const listEstimates = route("GET", "/api/work-orders/:id/estimates", {
  permission: "work.read",
  summary: "Versions of an order's estimate, newest first",
  reply: { 200: Type.Object({ items: Type.Array(Estimate) }) },
  errors: ["not_found"],
});

const estimatesOf = (whose: string) =>
  ({
    permission: "work.read",
    summary: `The newest hundred estimates of ${whose}`,
    reply: { 200: Type.Object({ items: Type.Array(Estimate) }) },
    errors: ["not_found"],
  }) as const;

export const listCustomerEstimates = route("GET", "/api/customers/:id/estimates", estimatesOf("a customer's orders"));
export const listVehicleEstimates = route("GET", "/api/vehicles/:id/estimates", estimatesOf("a vehicle's orders"));

export const getEstimate = route("GET", "/api/estimates/:id", {
  permission: "work.read",
  summary: "One estimate",
  reply: { 200: Estimate },
  errors: ["not_found"],
});

export const getEstimatePdf = route("GET", "/api/estimates/:id/pdf", {
  permission: "prices.read",
  summary: "The estimate as it was issued",
  reply: { 200: binary("application/pdf") },
  errors: ["not_found"],
});

export const getEvidence = route("GET", "/api/estimates/:id/evidence", {
  permission: "approvals.record",
  summary: "ZIP with PDF, snapshot, decisions, signature, chain part and how to check it",
  reply: { 200: binary("application/zip") },
  errors: ["not_found"],
});

export const recordDecision = route("POST", "/api/jobs/:id/decisions", {
  permission: "approvals.record",
  summary: "Record a decision the customer gave by word, phone or mail",
  body: closed({
    decision: oneOf(["approved", "declined"]),
    method: oneOf(["in_person", "phone", "email", "sms"]),
    name: text(200),
    /** The number called, for a phone call. */
    saidTo: Type.Optional(text(200)),
    comment: Type.Optional(text(1000)),
  }),
  reply: { 201: Type.Object({ jobId: Id, authorisation: Type.String() }) },
  errors: ["not_found", "conflict", "locked", "invalid"],
});

const Token = Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) });

/** What the customer's page shows; personal data of nobody else. */
export const PublicEstimate = Type.Object({
  state: oneOf(["open", "answered", "expired", "withdrawn"]),
  /** The newest version: the link of an older one leads on to it. */
  number: Type.String(),
  /** The version the link was made for, when a newer one has taken its place: the page says so above the new one. */
  replacedNumber: nullable(Type.String()),
  language: Type.String(),
  currency: Type.String(),
  priceMode: oneOf(["net", "gross"]),
  workshop: Type.Object({
    name: Type.String(),
    phone: nullable(Type.String()),
    email: nullable(Type.String()),
    address: nullable(Type.String()),
  }),
  customerName: nullable(Type.String()),
  vehicle: nullable(Type.Object({ plate: nullable(Type.String()), label: Type.String() })),
  validUntilOn: DateOn,
  jobs: Type.Array(
    Type.Object({
      jobId: Id,
      title: Type.String(),
      complaint: nullable(Type.String()),
      cause: nullable(Type.String()),
      correction: nullable(Type.String()),
      lines: Type.Array(
        Type.Object({
          description: Type.String(),
          quantity: Type.String(),
          unit: Type.String(),
          totalCents: Cents,
          taxPercent: Type.Number(),
        }),
      ),
      /** With VAT, what the customer pays for this job. */
      grossCents: Cents,
      vatCents: Cents,
      decision: nullable(
        Type.Object({ decision: oneOf(["approved", "declined"]), at: TimeAt, name: nullable(Type.String()) }),
      ),
      /** Edited by the workshop since; cannot be decided on this version. */
      changed: Type.Boolean(),
      /** What the workshop has photographed on this job. */
      photos: Type.Array(ShownPicture),
    }),
  ),
  groups: Type.Array(VatGroup),
  totalCents: Cents,
  vatCents: Cents,
});
export type PublicEstimate = Static<typeof PublicEstimate>;

const publicLink = {
  permission: "public",
  params: Token,
  attemptsPerHour: 30,
  errors: ["gone", "not_found"],
} as const;

export const getPublicEstimate = route("GET", "/api/public/estimates/:token", {
  whilePaused: "documents",
  ...publicLink,
  summary: "An estimate through the customer's link",
  reply: { 200: PublicEstimate },
});

export const getPublicEstimatePdf = route("GET", "/api/public/estimates/:token/pdf", {
  whilePaused: "documents",
  ...publicLink,
  summary: "Its PDF",
  reply: { 200: binary("application/pdf") },
});

export const markEstimateOpened = route("POST", "/api/public/estimates/:token/opened", {
  ...publicLink,
  summary: "The page was shown to a person",
  reply: { 204: Type.Null() },
});

export const askForFreshPrice = route("POST", "/api/public/estimates/:token/fresh-price", {
  ...publicLink,
  summary: "The customer asks the workshop to renew an estimate that has expired",
  reply: { 204: Type.Null() },
  errors: ["gone", "conflict"],
});

export const decideEstimate = route("POST", "/api/public/estimates/:token/decisions", {
  ...publicLink,
  summary: "The customer's answer, job by job",
  body: closed({
    /** The version that was on the screen: the answer is refused when a newer one has replaced it. */
    number: text(40),
    name: Type.String({ minLength: 1, maxLength: 200, message: "Enter your name." }),
    decisions: Type.Array(
      closed({
        jobId: Id,
        decision: oneOf(["approved", "declined"]),
        comment: Type.Optional(text(1000)),
      }),
      { minItems: 1, maxItems: 100, message: "Answer at least one job." },
    ),
    /** Drawn signature as PNG of at most 200 kB, base64; or left out and the typed name signs. */
    signaturePng: Type.Optional(Type.String({ minLength: 1 })),
  }),
  reply: { 201: PublicEstimate },
  errors: ["gone", "not_found", "conflict", "invalid", "too_large"],
});
