import type { Me } from "@mechanicbuddy/contract/identity";
import type { Banner } from "@mechanicbuddy/ui/navigation";
import { times } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";

const DAY_MS = 86_400_000;

/** True while nobody works here: only the owner's page about it is open. */
export function isPaused({ plan }: Pick<Me, "plan">): boolean {
  return plan?.state === "suspended" || plan?.state === "closing";
}

/** What the plan's state has to say on every page. */
export function planBanners({ plan, role, permissions, workshop }: Me, now = Date.now()): Banner[] {
  if (plan === undefined) return [];
  const action = permissions.includes("plan.read")
    ? { href: "/app/settings/plan", label: m["plan.see.link"]() }
    : undefined;
  const banner = (tone: Banner["tone"], text: string): Banner[] => [
    { id: "plan", tone, text, ...(action === undefined ? {} : { action }) },
  ];
  if (plan.state === "read_only") return banner("wait", m["plan.readOnly.banner"]());
  if (plan.state === "past_due" && role === "owner" && plan.graceEndsAt !== undefined) {
    return banner("wait", m["plan.pastDue.banner"]({ date: times(workshop).time(plan.graceEndsAt) }));
  }
  if (plan.state === "trial" && plan.trialEndsAt !== undefined) {
    const days = Math.max(0, Math.ceil((new Date(plan.trialEndsAt).getTime() - now) / DAY_MS));
    return banner("sent", m["plan.trial.banner"]({ count: days }));
  }
  return [];
}
