import type { Warning } from "@mechanicbuddy/contract/problem";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { type Gate, type GateRule, gates } from "@mechanicbuddy/contract/settings";
import type { GateState } from "@mechanicbuddy/contract/work-orders";
import type { Context } from "@mechanicbuddy/platform/context";
import { unlessAccepted } from "../warnings.ts";
import { findGateFacts, type GateFacts } from "./gates-store.ts";

interface Check {
  place: GateState["place"];
  /** What is missing and what to do. */
  message: string;
  /** The first job it is about, true without one; false when it is settled. */
  open: (facts: GateFacts, now: Date) => string | boolean;
}

const checks: Record<Gate, Check> = {
  odometer_in: {
    place: "order",
    message: "Enter the odometer reading on arrival.",
    open: ({ hasVehicle, odometerIn }) => hasVehicle && odometerIn === null,
  },
  odometer_out: {
    place: "order",
    message: "Enter the odometer reading on leaving.",
    open: ({ hasVehicle, odometerOut }) => hasVehicle && odometerOut === null,
  },
  cause_correction: {
    place: "job",
    message: "Write cause and correction of each job.",
    open: ({ unwrittenJobId }) => unwrittenJobId ?? false,
  },
  mechanic_on_labour: {
    place: "job",
    message: "Say who does each job that has labour.",
    open: ({ unmannedJobId }) => unmannedJobId ?? false,
  },
  parts_settled: {
    place: "job",
    message: "Mark each part as installed, returned or dropped.",
    open: ({ unsettledJobId }) => unsettledJobId ?? false,
  },
  contact_reachable: {
    place: "customer",
    message: "Enter a phone number or an e-mail address of the customer.",
    open: ({ customerId, isReachable }) => customerId !== null && !isReachable,
  },
  promise_kept: {
    place: "order",
    message: "The promised time has passed: agree a new one.",
    open: ({ promisedAt, isReady }, now) => promisedAt !== null && !isReady && Date.parse(promisedAt) < now.getTime(),
  },
};

/** Every gate the workshop has switched on, with whether it still stands open. */
export async function listGates(ctx: Context, orderId: string): Promise<{ items: GateState[] }> {
  const facts = await findGateFacts(ctx, orderId);
  if (facts === undefined) throw notFound();
  return { items: statesOf(facts, ctx.now()) };
}

/** What still stands open before one of the two moments. Reads only, so it may travel with other statements. */
export async function openGates(ctx: Context, orderId: string, before: GateRule["before"]): Promise<GateState[]> {
  const facts = await findGateFacts(ctx, orderId);
  if (facts === undefined) return [];
  return statesOf(facts, ctx.now()).filter((state) => state.open && state.before === before);
}

/** Open gates as warnings to accept; those that block are in the way. */
export function gateWarnings(states: readonly GateState[]): Warning[] {
  return states.filter(({ level }) => level === "warn").map(({ gate, message }) => ({ code: `gate_${gate}`, message }));
}

/** Refuses while a gate blocks, and until open ones that warn are accepted. */
export function passGates(
  ctx: Context,
  orderId: string,
  states: readonly GateState[],
  accepted: readonly string[] | undefined,
): void {
  const blocking = states.find(({ level }) => level === "block");
  if (blocking !== undefined) throw new Refusal("conflict", blocking.message);
  unlessAccepted(ctx, gateWarnings(states), accepted, { kind: "work_order", id: orderId });
}

function statesOf(facts: GateFacts, now: Date): GateState[] {
  return gates.flatMap((gate) => {
    const rule = facts.gates[gate];
    if (rule === undefined) return [];
    const { place, message, open } = checks[gate];
    const found = open(facts, now);
    const jobId = typeof found === "string" ? found : null;
    return [{ gate, ...rule, open: found !== false, message, place, jobId }];
  });
}
