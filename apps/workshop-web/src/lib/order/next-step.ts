import type { Permission } from "@mechanicbuddy/contract/permission";
import type { Job, WorkOrder } from "@mechanicbuddy/contract/work-orders";

/** What is to be done next with an order: its one primary button. */
export type NextStep = "estimate" | "answer" | "start" | "invoice" | "payment" | "handOver";

/** Jobs the customer has not been asked about as they are now. What somebody ordered without an estimate needs no asking. */
export function unasked({ jobs, orderedBy, stage }: Pick<WorkOrder, "jobs" | "orderedBy" | "stage">): Job[] {
  const isOrdered = stage === "order" && orderedBy !== null;
  return jobs.filter(
    (job) =>
      job.billing === "customer" &&
      job.lines.length > 0 &&
      (job.authorisation === "changed" || (job.authorisation === "draft" && !isOrdered)),
  );
}

/** Jobs whose answer is awaited. */
export const awaited = ({ jobs }: Pick<WorkOrder, "jobs">) => jobs.filter((job) => job.authorisation === "asked");

/** The next step this person may take; undefined when there is none, or when it is somebody else's. */
export function nextStep(order: WorkOrder, may: (permission: Permission) => boolean): NextStep | undefined {
  if (order.stage === "cancelled") return undefined;
  if (order.stage === "invoiced") {
    if ((order.customer?.openCents ?? 0) > 0 && may("payments.record")) return "payment";
    return order.boardStatus.category !== "gone" && may("work.perform") ? "handOver" : undefined;
  }
  if (unasked(order).length > 0) return may("estimates.issue") ? "estimate" : undefined;
  if (awaited(order).length > 0) return may("approvals.record") ? "answer" : undefined;
  if (order.stage === "quote") return may("work.write") ? "start" : undefined;
  return may("invoices.issue") ? "invoice" : undefined;
}
