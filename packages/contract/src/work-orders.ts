import Type, { type Static } from "typebox";
import { CustomerInput } from "./customers.ts";
import {
  AcceptWarnings,
  Cents,
  DateOn,
  Id,
  nullable,
  oneOf,
  PriceCents,
  Quantity,
  shownWith,
  TimeAt,
  text,
  Version,
} from "./fields.ts";
import { listQuery, page } from "./list.ts";
import { Unit } from "./parts.ts";
import { binary, closed, empty, route } from "./route.ts";
import { gateLevels, gateMoments, gates } from "./settings.ts";
import { taxCategories } from "./totals.ts";
import { VehicleInput } from "./vehicles.ts";

export const stages = ["quote", "order", "invoiced", "cancelled"] as const;
export const authorisations = ["draft", "asked", "approved", "declined", "changed", "not_needed"] as const;
export const boardCategories = ["waiting", "working", "ready", "gone"] as const;
export const lineKinds = ["labour", "part", "fee", "sublet"] as const;
export const partStatuses = ["needed", "ordered", "arrived", "installed", "returned", "dropped"] as const;
export const jobOutcomes = ["fixed", "not_fixed", "unknown"] as const;
export const jobKinds = ["repair", "service", "diagnosis", "inspection"] as const;
export const billings = ["customer", "warranty", "internal"] as const;
export const Stage = oneOf(stages);
export const Authorisation = oneOf(authorisations);

const Odometer = Type.Integer({ minimum: 0, maximum: 9_999_999, message: "Enter the reading as a whole number." });
const OdometerReason = oneOf(["instrument_changed", "earlier_typo", "unit"]);
const Discount = Type.Number({
  minimum: 0,
  maximum: 100,
  multipleOf: 0.01,
  message: "Discount is between 0 and 100 %; type a higher price as a price.",
});
const LineQuantity = Type.String({ pattern: "^-?[0-9]{1,5}(\\.[0-9]{1,3})?$", message: "Enter how many." });
const LinePrice = Type.Integer({
  minimum: 0,
  maximum: 999_999_999,
  message: "A price cannot be negative; use a discount or a credit note.",
});

export const Line = Type.Object({
  id: Id,
  version: Version,
  position: Type.Integer(),
  kind: oneOf(lineKinds),
  code: nullable(Type.String()),
  description: Type.String(),
  quantity: Quantity,
  unit: Unit,
  taxRateId: Id,
  taxPercent: Type.Number(),
  taxCategory: oneOf(taxCategories),
  partId: nullable(Id),
  storageId: nullable(Id),
  partStatus: nullable(oneOf(partStatuses)),
  /** What is free on the shelf, for part lines that name a part. */
  available: nullable(Quantity),
  employeeId: nullable(Id),
  unitPriceCents: shownWith("prices.read", PriceCents),
  discountPercent: Type.Optional(Type.Number()),
  totalCents: shownWith("prices.read", Cents),
  /** Cost of one unit, issued or typed, else as the part's stock or supplier has it. */
  costCents: shownWith("costs.read", nullable(Cents)),
  /** When somebody typed into it last. */
  updatedAt: TimeAt,
  /** Who that was; in the `current` of a conflict only. */
  updatedBy: Type.Optional(nullable(Type.String())),
});
export type Line = Static<typeof Line>;

export const Job = Type.Object({
  id: Id,
  version: Version,
  position: Type.Integer(),
  title: Type.String(),
  kind: oneOf(jobKinds),
  billing: oneOf(billings),
  complaint: nullable(Type.String()),
  cause: nullable(Type.String()),
  correction: nullable(Type.String()),
  authorisation: Authorisation,
  /** The latest decision on it, if any. */
  decision: nullable(
    Type.Object({
      decision: Type.String(),
      method: Type.String(),
      decidedAt: TimeAt,
      comment: nullable(Type.String()),
    }),
  ),
  cannedJobId: nullable(Id),
  revivedFrom: nullable(Id),
  doneAt: nullable(TimeAt),
  /** Whether it cured the complaint, as whoever finished it says; null until asked. */
  outcome: nullable(oneOf(jobOutcomes)),
  mechanics: Type.Array(Type.Object({ id: Id, name: Type.String() })),
  lines: Type.Array(Line),
  totalCents: shownWith("prices.read", Cents),
});
export type Job = Static<typeof Job>;

export const VatGroup = Type.Object({
  category: oneOf(taxCategories),
  percent: Type.Number(),
  netCents: Cents,
  vatCents: Cents,
  grossCents: Cents,
});

/** Totals of what would be invoiced now: approved and draft jobs for the customer. */
export const OrderTotals = Type.Object({
  netCents: Cents,
  vatCents: Cents,
  totalCents: Cents,
  groups: Type.Array(VatGroup),
  /** With `costs.read`: percent of net with two decimals; null when a part's or sublet's cost is not known. */
  marginPercent: shownWith("costs.read", nullable(Type.Number())),
});

export const WorkOrder = Type.Object({
  id: Id,
  version: Version,
  number: Type.Integer(),
  stage: Stage,
  boardStatus: Type.Object({ id: Id, name: Type.String(), category: oneOf(boardCategories), since: TimeAt }),
  customer: nullable(
    Type.Object({
      id: Id,
      name: Type.String(),
      handleWithCare: Type.Boolean(),
      careNote: nullable(Type.String()),
      cashOnly: Type.Boolean(),
      language: Type.String(),
      taxTreatment: oneOf(["standard", "reverse_charge", "exempt"]),
      phone: shownWith("contacts.read", nullable(Type.String())),
      email: shownWith("contacts.read", nullable(Type.String())),
      openCents: shownWith("invoices.read", Cents),
    }),
  ),
  vehicle: nullable(
    Type.Object({ id: Id, plate: nullable(Type.String()), vin: nullable(Type.String()), label: Type.String() }),
  ),
  concern: nullable(Type.String()),
  internalNote: nullable(Type.String()),
  keyTag: nullable(Type.String()),
  customerReference: nullable(Type.String()),
  promisedAt: nullable(TimeAt),
  odometerIn: nullable(Type.Integer()),
  odometerOut: nullable(Type.Integer()),
  priceMode: shownWith("prices.read", oneOf(["net", "gross"])),
  currency: Type.String(),
  responsible: nullable(Type.Object({ id: Id, name: Type.String() })),
  orderedBy: nullable(Type.String()),
  /** Number and id of the invoice in force. */
  invoice: nullable(Type.Object({ id: Id, number: Type.String() })),
  /** Declined jobs of earlier visits that can be quoted again. */
  declinedBefore: Type.Integer(),
  jobs: Type.Array(Job),
  totals: Type.Optional(OrderTotals),
  createdAt: TimeAt,
});
export type WorkOrder = Static<typeof WorkOrder>;

export const WorkOrderRow = Type.Object({
  id: Id,
  number: Type.Integer(),
  stage: Stage,
  boardStatus: Type.Object({ name: Type.String(), category: oneOf(boardCategories) }),
  plate: nullable(Type.String()),
  vehicle: nullable(Type.String()),
  customer: nullable(Type.String()),
  concern: nullable(Type.String()),
  promisedAt: nullable(TimeAt),
  late: Type.Boolean(),
  approved: Type.Integer(),
  declined: Type.Integer(),
  undecided: Type.Integer(),
  responsible: nullable(Type.String()),
  invoiceNumber: nullable(Type.String()),
  createdAt: TimeAt,
  totalCents: shownWith("prices.read", Cents),
});
export type WorkOrderRow = Static<typeof WorkOrderRow>;

const orderFields = {
  concern: nullable(text(4000)),
  internalNote: nullable(text(4000)),
  keyTag: nullable(text(20)),
  customerReference: nullable(text(60)),
  promisedAt: nullable(TimeAt),
  odometerIn: nullable(Odometer),
  responsibleId: nullable(Id),
};
const optionalOrder = Type.Partial(Type.Object(orderFields)).properties;

export const intake = route("POST", "/api/intake", {
  beginsNew: true,
  permission: "work.write",
  summary: "Take a car in: customer, vehicle and order in one step",
  body: closed({
    customerId: Type.Optional(Id),
    customer: Type.Optional(CustomerInput),
    vehicleId: Type.Optional(Id),
    vehicle: Type.Optional(VehicleInput),
    order: closed({
      ...optionalOrder,
      odometerReason: Type.Optional(OdometerReason),
      source: Type.Optional(oneOf(["counter", "phone"])),
    }),
    cannedJobIds: Type.Optional(Type.Array(Id, { maxItems: 20 })),
    reviveJobIds: Type.Optional(Type.Array(Id, { maxItems: 20 })),
    acceptWarnings: AcceptWarnings,
  }),
  reply: { 201: WorkOrder },
  errors: ["invalid", "conflict", "plan_limit"],
});

export const lookUp = route("GET", "/api/intake/look-up", {
  permission: "work.write",
  summary: "What a plate, VIN, phone or name finds at the counter, with owner, declined work and due items",
  query: closed({ q: Type.String({ minLength: 1, maxLength: 100 }) }),
  reply: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          /** The plate or VIN is exactly what was typed. */
          exact: Type.Boolean(),
          vehicle: nullable(
            Type.Object({ id: Id, plate: nullable(Type.String()), vin: nullable(Type.String()), label: Type.String() }),
          ),
          customer: nullable(
            Type.Object({
              id: Id,
              name: Type.String(),
              phone: shownWith("contacts.read", nullable(Type.String())),
              openCents: shownWith("invoices.read", Cents),
              handleWithCare: Type.Boolean(),
              careNote: nullable(Type.String()),
              cashOnly: Type.Boolean(),
            }),
          ),
          lastVisitAt: nullable(TimeAt),
          odometer: nullable(Type.Integer()),
          declined: Type.Array(
            Type.Object({
              jobId: Id,
              title: Type.String(),
              declinedAt: TimeAt,
              totalCents: shownWith("prices.read", Cents),
            }),
          ),
          due: Type.Array(Type.Object({ title: Type.String(), dueOn: nullable(DateOn) })),
          openOrder: nullable(Type.Object({ id: Id, number: Type.Integer() })),
        }),
      ),
    }),
  },
});

export const listWorkOrders = route("GET", "/api/work-orders", {
  permission: "work.read",
  summary: "Work orders, newest first",
  query: listQuery(["-created"], {
    stage: Type.Optional(Stage),
    /**
     * `open` is quote and order together; `ready` is open on a ready column; `today` is promised for today and not
     * ready yet; `asked` waits for a customer's answer.
     */
    view: Type.Optional(oneOf(["open", "today", "asked", "ready", "invoiced", "overdue", "all"])),
    statusId: Type.Optional(Id),
    mechanicId: Type.Optional(Id),
    customerId: Type.Optional(Id),
    vehicleId: Type.Optional(Id),
    authorisation: Type.Optional(Authorisation),
    partId: Type.Optional(Id),
    openedFrom: Type.Optional(DateOn),
    openedTo: Type.Optional(DateOn),
    invoicedFrom: Type.Optional(DateOn),
    invoicedTo: Type.Optional(DateOn),
  }),
  reply: { 200: page(WorkOrderRow) },
});

export const createWorkOrder = route("POST", "/api/work-orders", {
  beginsNew: true,
  permission: "work.write",
  summary: "Open an order, with or without customer and vehicle",
  body: closed({
    ...optionalOrder,
    customerId: Type.Optional(nullable(Id)),
    vehicleId: Type.Optional(nullable(Id)),
    acceptWarnings: AcceptWarnings,
  }),
  reply: { 201: WorkOrder },
  errors: ["invalid", "conflict"],
});

export const getWorkOrder = route("GET", "/api/work-orders/:id", {
  permission: "work.read",
  summary: "One order with jobs, lines and totals",
  reply: { 200: WorkOrder },
  errors: ["not_found"],
});

export const getJobCardPdf = route("GET", "/api/work-orders/:id/job-card.pdf", {
  permission: "work.read",
  summary: "The card that goes with the car: what to do, without prices, and a code that opens the order",
  reply: { 200: binary("application/pdf") },
  errors: ["not_found"],
});

export const updateWorkOrder = route("PATCH", "/api/work-orders/:id", {
  permission: "work.write",
  summary: "Change the order's facts",
  body: closed({
    version: Version,
    ...optionalOrder,
    odometerOut: Type.Optional(nullable(Odometer)),
    odometerReason: Type.Optional(OdometerReason),
    customerId: Type.Optional(nullable(Id)),
    vehicleId: Type.Optional(nullable(Id)),
    acceptWarnings: AcceptWarnings,
  }),
  reply: { 200: WorkOrder },
  errors: ["not_found", "conflict", "locked", "invalid"],
});

export const deleteWorkOrder = route("DELETE", "/api/work-orders/:id", {
  permission: "work.write",
  summary: "Delete an order nothing was done on",
  reply: { 204: empty },
  errors: ["not_found", "in_use", "locked"],
});

export const startWorkOrder = route("POST", "/api/work-orders/:id/start", {
  permission: "work.write",
  summary: "Start without an estimate; records who ordered the work",
  body: closed({ orderedBy: text(200) }),
  reply: { 200: WorkOrder },
  errors: ["not_found", "conflict"],
});

export const cancelWorkOrder = route("POST", "/api/work-orders/:id/cancel", {
  permission: "work.write",
  summary: "Cancel with a reason; refused while parts are installed or a deposit is held",
  body: closed({ reason: text(500) }),
  reply: { 200: WorkOrder },
  errors: ["not_found", "conflict", "locked"],
});

export const reopenWorkOrder = route("POST", "/api/work-orders/:id/reopen", {
  permission: "work.write",
  summary: "Open a cancelled order again",
  reply: { 200: WorkOrder },
  errors: ["not_found", "conflict"],
});

export const copyWorkOrder = route("POST", "/api/work-orders/:id/copy", {
  beginsNew: true,
  permission: "work.write",
  summary: "A new order with the same jobs and lines, at today's prices or the same ones",
  body: closed({ prices: Type.Optional(oneOf(["today", "same"])) }),
  reply: { 201: WorkOrder },
  errors: ["not_found"],
});

export const moveWorkOrder = route("POST", "/api/work-orders/:id/move", {
  permission: "work.perform",
  summary: "Move the car on the board",
  body: closed({ statusId: Id, acceptWarnings: AcceptWarnings }),
  reply: { 200: Type.Object({ boardStatus: WorkOrder.properties.boardStatus, fromStatusId: Id }) },
  errors: ["not_found", "invalid", "conflict"],
});

export const GateState = Type.Object({
  gate: oneOf(gates),
  level: oneOf(gateLevels),
  before: oneOf(gateMoments),
  /** False once it is settled. */
  open: Type.Boolean(),
  message: Type.String(),
  /** Where it is put right: the order's facts, a job, the customer. */
  place: oneOf(["order", "job", "customer"]),
  jobId: nullable(Id),
});
export type GateState = Static<typeof GateState>;

export const listGates = route("GET", "/api/work-orders/:id/gates", {
  permission: "work.read",
  summary: "What this workshop wants settled before the car is ready or invoiced, and what still is not",
  reply: { 200: Type.Object({ items: Type.Array(GateState) }) },
  errors: ["not_found"],
});

export const addNote = route("POST", "/api/work-orders/:id/notes", {
  permission: "work.perform",
  summary: "Write a note on an order",
  body: closed({ text: text(4000) }),
  reply: { 201: Type.Object({ id: Id, text: Type.String(), at: TimeAt, by: nullable(Type.String()) }) },
  errors: ["not_found", "invalid"],
});

export const discountLines = route("POST", "/api/work-orders/:id/discount", {
  permission: "work.write",
  summary: "Give the chosen lines one discount",
  body: closed({ lineIds: Type.Array(Id, { minItems: 1, maxItems: 500 }), discountPercent: Discount }),
  reply: { 200: WorkOrder },
  errors: ["not_found", "conflict", "forbidden", "locked", "invalid"],
});

const jobFields = {
  title: text(120),
  kind: oneOf(jobKinds),
  billing: oneOf(billings),
  complaint: nullable(text(4000)),
  cause: nullable(text(4000)),
  correction: nullable(text(4000)),
  mechanicIds: Type.Array(Id, { maxItems: 10 }),
};
const optionalJob = Type.Partial(Type.Object(jobFields)).properties;

export const addJob = route("POST", "/api/work-orders/:id/jobs", {
  permission: "work.write",
  summary: "Add a job: an own one, a canned one at today's prices, or a declined one again",
  body: closed({ ...optionalJob, cannedJobId: Type.Optional(Id), reviveJobId: Type.Optional(Id) }),
  reply: { 201: Job },
  errors: ["not_found", "conflict", "locked", "invalid"],
});

export const updateJob = route("PATCH", "/api/jobs/:id", {
  permission: "work.write",
  summary: "Change a job",
  body: closed({
    version: Version,
    ...optionalJob,
    position: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  }),
  reply: { 200: Job },
  errors: ["not_found", "conflict", "locked", "invalid"],
});

export const deleteJob = route("DELETE", "/api/jobs/:id", {
  permission: "work.write",
  summary: "Delete a job that was never asked for",
  reply: { 204: empty },
  errors: ["not_found", "conflict", "locked"],
});

export const recordResult = route("PATCH", "/api/jobs/:id/result", {
  permission: "work.perform",
  summary: "Write cause and correction, mark the job done or not",
  body: closed({
    version: Version,
    cause: Type.Optional(nullable(text(4000))),
    correction: Type.Optional(nullable(text(4000))),
    done: Type.Optional(Type.Boolean()),
    /** A job that is fixed becomes a verified fix for others to find. */
    outcome: Type.Optional(nullable(oneOf(jobOutcomes))),
  }),
  reply: { 200: Job },
  errors: ["not_found", "conflict", "locked"],
});

const lineFields = {
  kind: oneOf(lineKinds),
  code: nullable(text(60)),
  description: Type.String({ minLength: 1, maxLength: 300, message: "Describe the line." }),
  quantity: LineQuantity,
  unit: Unit,
  unitPriceCents: LinePrice,
  discountPercent: Discount,
  taxRateId: Id,
  costCents: nullable(PriceCents),
  partId: nullable(Id),
  storageId: nullable(Id),
  employeeId: nullable(Id),
};
const optionalLine = Type.Partial(Type.Object(lineFields)).properties;

export const addLine = route("POST", "/api/jobs/:id/lines", {
  permission: "work.write",
  summary: "Add a line; what is left out comes from the part, the labour rate or the customer's discount",
  body: closed({ ...optionalLine, kind: lineFields.kind, quantity: LineQuantity }),
  reply: { 201: Line },
  errors: ["not_found", "conflict", "forbidden", "locked", "invalid"],
});

export const updateLine = route("PATCH", "/api/lines/:id", {
  permission: "work.write",
  summary: "Change a line, or move it to another job of the order",
  body: closed({ version: Version, ...optionalLine, jobId: Type.Optional(Id) }),
  reply: { 200: Line },
  errors: ["not_found", "conflict", "forbidden", "locked", "invalid"],
});

export const deleteLine = route("DELETE", "/api/lines/:id", {
  permission: "work.write",
  summary: "Delete a line",
  reply: { 204: empty },
  errors: ["not_found", "locked", "conflict"],
});

export const orderLines = route("PUT", "/api/jobs/:id/lines/order", {
  permission: "work.write",
  summary: "Set the order of a job's lines; all ids must be there",
  body: closed({ lineIds: Type.Array(Id, { maxItems: 500 }) }),
  reply: { 204: empty },
  errors: ["not_found", "conflict", "locked"],
});

export const setPartStatus = route("PATCH", "/api/lines/:id/part-status", {
  permission: "work.perform",
  summary: "Move a part line on: needed, ordered, arrived, installed; returned or dropped",
  body: closed({ status: oneOf(partStatuses), acceptWarnings: AcceptWarnings }),
  reply: { 200: Line },
  errors: ["not_found", "conflict", "locked", "invalid"],
});

export const TimelineEntry = Type.Object({
  at: TimeAt,
  kind: oneOf(["opened", "moved", "note", "estimate", "decision", "invoice", "payment", "message", "change", "stage"]),
  by: nullable(Type.String()),
  /** Words or number of what happened, such as a column's name or a document's number. */
  subject: nullable(Type.String()),
  detail: nullable(Type.String()),
  link: nullable(Type.Object({ kind: Type.String(), id: Id })),
});

export const listTimeline = route("GET", "/api/work-orders/:id/history", {
  permission: "work.read",
  summary: "What happened to an order, newest first",
  reply: { 200: Type.Object({ items: Type.Array(TimelineEntry) }) },
  errors: ["not_found"],
});

export const BoardCard = Type.Object({
  id: Id,
  number: Type.Integer(),
  plate: nullable(Type.String()),
  vehicle: nullable(Type.String()),
  customer: nullable(Type.String()),
  concern: nullable(Type.String()),
  promisedAt: nullable(TimeAt),
  late: Type.Boolean(),
  stage: Stage,
  approved: Type.Integer(),
  declined: Type.Integer(),
  undecided: Type.Integer(),
  asked: Type.Boolean(),
  partsWaiting: Type.Integer(),
  responsible: nullable(Type.String()),
  mechanicIds: Type.Array(Id),
  since: TimeAt,
  totalCents: shownWith("prices.read", Cents),
});
export type BoardCard = Static<typeof BoardCard>;

export const getBoard = route("GET", "/api/board", {
  permission: "work.read",
  summary: "The board: columns with their cars",
  query: closed({ mechanicId: Type.Optional(Id) }),
  reply: {
    200: Type.Object({
      columns: Type.Array(
        Type.Object({
          id: Id,
          name: Type.String(),
          category: oneOf(boardCategories),
          colour: Type.String(),
          cards: Type.Array(BoardCard),
        }),
      ),
    }),
  },
});

const statusFields = {
  name: text(40),
  category: oneOf(boardCategories),
  colour: Type.String({ pattern: "^#[0-9a-f]{6}$", message: "Choose a colour." }),
};
export const BoardStatus = Type.Object({
  id: Id,
  version: Version,
  position: Type.Integer(),
  ...statusFields,
  archivedAt: nullable(TimeAt),
});
export const listBoardStatuses = route("GET", "/api/board-statuses", {
  permission: "work.read",
  summary: "Columns of the board",
  reply: { 200: Type.Object({ items: Type.Array(BoardStatus) }) },
});
export const getBoardStatus = route("GET", "/api/board-statuses/:id", {
  permission: "work.read",
  summary: "One column of the board",
  reply: { 200: BoardStatus },
  errors: ["not_found"],
});
export const createBoardStatus = route("POST", "/api/board-statuses", {
  permission: "settings.write",
  summary: "Add a column",
  body: closed(statusFields),
  reply: { 201: BoardStatus },
  errors: ["invalid"],
});
export const updateBoardStatus = route("PATCH", "/api/board-statuses/:id", {
  permission: "settings.write",
  summary: "Rename, recolour, reorder or archive a column",
  body: closed({
    version: Version,
    ...Type.Partial(Type.Object(statusFields)).properties,
    position: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    archived: Type.Optional(Type.Boolean()),
  }),
  reply: { 200: BoardStatus },
  errors: ["not_found", "conflict", "in_use", "invalid"],
});
export const deleteBoardStatus = route("DELETE", "/api/board-statuses/:id", {
  permission: "settings.write",
  summary: "Delete a column no car ever stood in",
  reply: { 204: empty },
  errors: ["not_found", "in_use", "conflict"],
});
