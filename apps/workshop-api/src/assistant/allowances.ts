import type { Allowance } from "@mechanicbuddy/assistant/engine";
import type { Context } from "@mechanicbuddy/platform/context";

const DOLLAR = 1_000_000;
const caps = { order: DOLLAR, personDay: 2 * DOLLAR, workshopDay: 10 * DOLLAR, workshopMonth: 100 * DOLLAR };
const ever = { periodStart: new Date(0), periodEnd: new Date("9999-12-31T00:00:00Z") };

/** What a model may cost for this question: of the order, the person, and the workshop's day and month, by UTC. */
export function allowancesOf(ctx: Context, orderId: string | null): Allowance[] {
  const now = ctx.now();
  const at = (month: number, day: number) => new Date(Date.UTC(now.getUTCFullYear(), month, day));
  const [month, day] = [now.getUTCMonth(), now.getUTCDate()];
  const today = { periodStart: at(month, day), periodEnd: at(month, day + 1) };
  const thisMonth = { periodStart: at(month, 1), periodEnd: at(month + 1, 1) };
  const open = { messagesLimit: null };
  return [
    ...(orderId === null ? [] : [{ scope: "order", key: orderId, capMicros: caps.order, ...ever, ...open }]),
    { scope: "person-day", key: ctx.actor.userId ?? "", capMicros: caps.personDay, ...today, ...open },
    { scope: "workshop-day", key: ctx.tenant.id, capMicros: caps.workshopDay, ...today, ...open },
    { scope: "workshop-month", key: ctx.tenant.id, capMicros: caps.workshopMonth, ...thisMonth, ...open },
  ];
}
