import type { Estimate } from "@mechanicbuddy/contract/estimates";
import type { Job, WorkOrder } from "@mechanicbuddy/contract/work-orders";
import { m } from "#lib/paraglide/messages.js";

export const decisions = ["approved", "declined"] as const;
export const decisionMethods = ["phone", "in_person", "email", "sms"] as const;

/** Jobs an estimate can ask for. */
export function askable(order: WorkOrder): Job[] {
  return order.jobs.filter(
    (job) => job.billing === "customer" && job.authorisation !== "approved" && job.lines.length > 0,
  );
}

/**
 * Chosen from the start: what was never asked, and what was asked and not answered, since a new version takes the
 * place of the one that asked it. A "no" is asked again only on purpose.
 */
export function preselected(job: Job): boolean {
  return job.authorisation === "draft" || job.authorisation === "changed" || job.authorisation === "asked";
}

/** Why a job cannot be chosen, or what to know of it before. */
export function remarkOn(job: Job): string | undefined {
  if (job.billing !== "customer") return m["estimates.job.notTheirs"]();
  if (job.authorisation === "approved") return m["estimates.job.approved"]();
  if (job.lines.length === 0) return m["estimates.job.empty"]();
  if (job.authorisation === "asked") return m["estimates.job.asked"]();
  if (job.authorisation === "changed") return m["estimates.job.changed"]();
  return job.authorisation === "declined" ? m["estimates.job.declined"]() : undefined;
}

const stateNames: Record<Estimate["state"], () => string> = {
  issued: m["estimates.state.issued"],
  sent: m["estimates.state.sent"],
  opened: m["estimates.state.opened"],
  decided: m["estimates.state.decided"],
  partly_decided: m["estimates.state.partly"],
  expired: m["estimates.state.expired"],
  replaced: m["estimates.state.replaced"],
  withdrawn: m["estimates.state.withdrawn"],
};

/** A state as people call it, and under which sign it is shown. */
export function stateOf({ state }: Pick<Estimate, "state">): { label: string; sign: string } {
  return { label: stateNames[state](), sign: state === "partly_decided" ? "opened" : state };
}

/** What the customer said to a job of this version. */
export function saidOf({ decision }: Estimate["jobs"][number]): { label: string; sign: string } {
  if (decision === "approved") return { label: m["estimates.said.yes"](), sign: "approved" };
  if (decision === "declined") return { label: m["estimates.said.no"](), sign: "declined" };
  if (decision === "revoked") return { label: m["estimates.said.revoked"](), sign: "changed" };
  return { label: m["estimates.said.open"](), sign: "asked" };
}
