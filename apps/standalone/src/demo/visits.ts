import type { Context } from "@mechanicbuddy/platform/context";
import * as board from "@mechanicbuddy/workshop-api/board/board";
import * as estimates from "@mechanicbuddy/workshop-api/estimates/estimates";
import * as invoices from "@mechanicbuddy/workshop-api/invoices/invoices";
import * as jobs from "@mechanicbuddy/workshop-api/jobs/jobs";
import { setPartStatus } from "@mechanicbuddy/workshop-api/jobs/part-status";
import { takeIn } from "@mechanicbuddy/workshop-api/work-orders/intake";
import { getJob } from "@mechanicbuddy/workshop-api/work-orders/work-orders";
import { oddButFine } from "./odd.ts";
import type { Random } from "./random.ts";
import type { Shelves } from "./shelves.ts";
import { demoCanned, demoConcerns } from "./stock.ts";

/** A car and whose it is. */
export interface KnownCar {
  vehicleId: string;
  customerId: string;
  customerName: string;
  email: string | undefined;
  odometer: number;
}

export interface Visiting {
  random: Random;
  shelves: Shelves;
  columns: Map<string, string>;
  mechanics: readonly string[];
  advisor: string;
}

/** The same workshop at another moment: history is written by the same operations, with the clock set back. */
export function at(ctx: Context, moment: Date): Context {
  return { ...ctx, now: () => moment };
}

export async function columnsOf(ctx: Context): Promise<Map<string, string>> {
  const { items } = await board.listStatuses(ctx);
  return new Map(items.map((status) => [status.name, status.id]));
}

/** Takes a car in with one of the usual complaints. */
export async function arrive(ctx: Context, visit: Visiting, car: KnownCar, n: number, promisedAt: Date) {
  const [concern, code, cause] = demoConcerns[n % demoConcerns.length] as (typeof demoConcerns)[number];
  const cannedId = visit.shelves.cannedByCode.get(code);
  const order = await takeIn(ctx, {
    vehicleId: car.vehicleId,
    customerId: car.customerId,
    order: {
      concern,
      odometerIn: car.odometer,
      keyTag: String(1 + (n % 40)),
      promisedAt: promisedAt.toISOString(),
      responsibleId: visit.advisor,
      source: n % 4 === 0 ? "phone" : "counter",
    },
    cannedJobIds: cannedId === undefined ? [] : [cannedId],
    acceptWarnings: oddButFine,
  });
  const job = order.jobs[0];
  if (job === undefined) throw new Error("A demo visit needs its canned job");
  const correction = demoCanned.find((one) => one.code === code)?.correction ?? null;
  return { order, job, cause, correction };
}
export type Arrived = Awaited<ReturnType<typeof arrive>>;

export async function moveTo(ctx: Context, visit: Visiting, { order }: Arrived, column: string): Promise<void> {
  const statusId = visit.columns.get(column);
  if (statusId === undefined) throw new Error(`The demo board has no column ${column}`);
  await board.move(ctx, order.id, { statusId });
}

/** The customer says yes at the counter, and a mechanic is put on the job. */
export async function agree(ctx: Context, visit: Visiting, arrived: Arrived, car: KnownCar, n: number): Promise<void> {
  await estimates.recordDecision(ctx, arrived.job.id, {
    decision: "approved",
    method: "in_person",
    name: car.customerName,
  });
  const mechanic = visit.mechanics[n % visit.mechanics.length];
  const { version } = await jobOf(ctx, arrived.job.id);
  await jobs.update(ctx, arrived.job.id, { version, mechanicIds: mechanic === undefined ? [] : [mechanic] });
}

/** Moves the parts of the job on to where they are now. */
export async function bringParts(ctx: Context, { job }: Arrived, status: "ordered" | "arrived" | "installed") {
  for (const line of job.lines) {
    if (line.kind === "part") await setPartStatus(ctx, line.id, { status, acceptWarnings: oddButFine });
  }
}

/** The mechanic writes what was wrong and what was done. */
export async function finish(ctx: Context, { job, cause, correction }: Arrived): Promise<void> {
  const { version } = await jobOf(ctx, job.id);
  await jobs.record(ctx, job.id, { version, cause, correction, done: true });
}

/** Sends the estimate by mail, as the button on the order does. */
export async function ask(ctx: Context, { order, job }: Arrived, car: KnownCar): Promise<void> {
  const send = car.email === undefined ? undefined : { to: [car.email] };
  await estimates.issue(ctx, order.id, { jobIds: [job.id], ...(send && { send }) });
}

/** Invoices the order; `paidShare` of 100 is paid at once. */
export async function invoice(ctx: Context, { order }: Arrived, methodId: string, paidShare: number): Promise<void> {
  const { totalCents } = await invoices.preview(ctx, order.id);
  const amountCents = Math.round((totalCents * paidShare) / 100);
  await invoices.issue(ctx, order.id, {
    ...(amountCents > 0 ? { payment: { methodId, amountCents } } : {}),
    acceptWarnings: oddButFine,
  });
}

async function jobOf(ctx: Context, jobId: string): Promise<{ version: number }> {
  return getJob(ctx, jobId);
}
