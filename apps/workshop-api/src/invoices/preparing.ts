import type { InvoicePreview, issueInvoice } from "@mechanicbuddy/contract/invoices";
import { formatDocumentNumber } from "@mechanicbuddy/contract/number-pattern";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { documentTotals } from "@mechanicbuddy/contract/totals";
import type { GateState } from "@mechanicbuddy/contract/work-orders";
import type { Context } from "@mechanicbuddy/platform/context";
import * as payments from "../payments/payments.ts";
import * as settings from "../settings/settings.ts";
import * as workOrders from "../work-orders/work-orders.ts";
import { billable, blockersOf, type Draft, dueDaysOf, warningsOf } from "./invoice.ts";
import * as store from "./store.ts";

export type Request = Input<typeof issueInvoice>["body"];

/** A draft with what only issuing needs. */
export interface Prepared extends Draft {
  facts: store.Facts;
  funds: payments.Funds;
  methods: payments.Method[];
  /** What the workshop wants settled before it invoices, and is not. */
  openGates: GateState[];
}

/**
 * Reads what an invoice of the order would be, in one round trip. The statements run one after the other, so what
 * follows the lock sees what happened while it waited.
 * @param lock true when it is issued: nobody changes the order until the transaction ends
 */
export async function prepare(
  ctx: Context,
  orderId: string,
  { supplyOn }: Pick<Request, "supplyOn">,
  lock: boolean,
): Promise<Prepared> {
  const [, source, shop, requisites, facts, funds, methods, openGates] = await Promise.all([
    lock ? workOrders.lockForInvoicing(ctx, orderId) : undefined,
    workOrders.documentOf(ctx, orderId),
    settings.get(ctx),
    settings.getRequisites(ctx),
    store.findFacts(ctx, orderId, supplyOn ?? null),
    payments.fundsFor(ctx, orderId),
    payments.methods(ctx),
    workOrders.openGates(ctx, orderId, "invoice"),
  ]);
  if (facts.inForce !== null) {
    throw new Refusal("conflict", `Order ${source.order.number} is invoiced as ${facts.inForce}.`);
  }
  const { today, customerOpenCents, unfitRates } = facts;
  if (supplyOn !== undefined && supplyOn > today) {
    throw invalid({ supplyOn: "The supply cannot lie ahead of today; choose today or an earlier day." });
  }
  const { billed, undecided } = billable(source.jobs, shop);
  return {
    source,
    settings: shop,
    requisites,
    billed,
    undecided,
    totals: documentTotals({
      priceMode: source.order.priceMode,
      taxTreatment: source.customer?.taxTreatment ?? "standard",
      lines: billed.flatMap((job) => job.lines),
    }),
    today,
    supplyOn: supplyOn ?? today,
    depositCents: funds.depositCents,
    customerOpenCents,
    unfitRates,
    facts,
    funds,
    methods,
    openGates,
  };
}

/** What would be invoiced now, and what is in the way. */
export async function preview(ctx: Context, orderId: string): Promise<InvoicePreview> {
  const draft = await prepare(ctx, orderId, {}, false);
  const { source, totals, billed, undecided, facts, funds } = draft;
  const named = (job: workOrders.DocumentJob) => ({ jobId: job.id, title: job.title });
  return {
    nextNumber: formatDocumentNumber(facts.series.pattern, { n: facts.series.next, date: facts.today }),
    currency: source.order.currency,
    netCents: totals.netCents,
    vatCents: totals.vatCents,
    totalCents: totals.totalCents,
    groups: totals.groups,
    jobs: billed.map((job) => ({ ...named(job), totalCents: job.totalCents })),
    undecided: undecided.map(named),
    dueDays: dueDaysOf(undefined, draft),
    paymentMethodId: usableMethod(draft)?.id ?? null,
    email: source.customer?.email ?? null,
    depositCents: funds.depositCents,
    creditCents: funds.creditCents,
    blockers: [...blockersOf(draft), ...blockingGates(draft)],
    warnings: [...warningsOf(draft, false), ...workOrders.gateWarnings(draft.openGates)],
  };
}

/** Gates that stop the invoice, as its other blockers are named. */
export function blockingGates({ openGates }: Prepared): { code: string; message: string }[] {
  return openGates
    .filter(({ level }) => level === "block")
    .map(({ gate, message }) => ({ code: `gate_${gate}`, message }));
}

/** The shop's usual method, unless it was retired. */
export function usableMethod({ methods, settings: { paymentMethodId } }: Prepared): payments.Method | undefined {
  return methods.find((method) => method.id === paymentMethodId && method.active);
}
