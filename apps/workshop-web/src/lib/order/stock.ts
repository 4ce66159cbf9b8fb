import type { Job, Line } from "@mechanicbuddy/contract/work-orders";

/** Whether the shelf can give what a line asks for. */
export type Stock = "enough" | "short" | "on_order";

/**
 * What stands beside a part that is not here yet; undefined where the shelf has no say. An approved line has its parts held
 * back already, so for it nothing must be free beyond that.
 */
export function stockOf(line: Line, job: Pick<Job, "authorisation">): Stock | undefined {
  if (line.partStatus === "ordered") return "on_order";
  if (line.partStatus !== "needed" || line.available === null) return undefined;
  const asked = job.authorisation === "approved" || job.authorisation === "not_needed" ? 0 : Number(line.quantity);
  return Number(line.available) >= asked ? "enough" : "short";
}
