import { randomInt } from "node:crypto";
import { listCannedJobs } from "@mechanicbuddy/contract/catalogue";
import { createCustomer } from "@mechanicbuddy/contract/customers";
import { issueEstimate } from "@mechanicbuddy/contract/estimates";
import type { Input, Reply, Route, RouteOptions, TypedRoute } from "@mechanicbuddy/contract/route";
import { createVehicle, type VehicleInput } from "@mechanicbuddy/contract/vehicles";
import {
  addJob,
  addLine,
  createWorkOrder,
  getWorkOrder,
  intake,
  startWorkOrder,
  type WorkOrder,
} from "@mechanicbuddy/contract/work-orders";
import { linkIn, mailTo } from "./mails.ts";

/** What happened before a journey begins, and what the journey left behind: through the API, in Liis's name. */
export async function api<Path extends `/${string}`, Options extends RouteOptions>(
  route: TypedRoute<Path, Options>,
  call: Partial<Input<TypedRoute<Path, Options>>> = {},
  token = process.env.E2E_TOKEN ?? "",
): Promise<Reply<TypedRoute<Path, Options>>> {
  const response = await fetch(addressOf(route, call), {
    method: route.method,
    headers: { authorization: `Bearer ${token}`, ...(call.body ? { "content-type": "application/json" } : {}) },
    body: call.body ? JSON.stringify(call.body) : undefined,
  });
  if (!response.ok) throw new Error(`${route.method} ${route.path}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? null : await response.json()) as never;
}

/** The address of a call, on the host whose workshop the token belongs to: the API asks no host of a token. */
function addressOf(route: Route, { params = {}, query = {} }: { params?: object; query?: object }): string {
  const values = params as Record<string, string>;
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  return `http://127.0.0.1:${process.env.API_PORT}${path}?${new URLSearchParams(query as Record<string, string>)}`;
}

/** A plate no other car has. */
export function newPlate(): string {
  const letter = () => "ABDEFGHJKLMNPRSTVXYZ"[randomInt(20)];
  return `${randomInt(100, 1000)} ${letter()}${letter()}${letter()}`;
}

/** A Volkswagen's VIN no other car has; position 9 holds a letter, as outside North America. */
export function newVin(): string {
  return `WVWZZZ1KZAW${randomInt(100_000, 1_000_000)}`;
}

/** A surname no other customer has. */
export function newName(): string {
  const letters = Array.from({ length: 6 }, () => "aeiouklmnprst"[randomInt(13)]).join("");
  return `K${letters}`;
}

export interface Car {
  vehicleId: string;
  customerId: string;
  plate: string;
  /** "Kati Kask" */
  owner: string;
  email: string;
}

/** Brings a car of a new customer, known to the workshop. */
export async function knownCar(vehicle: VehicleInput = {}): Promise<Car> {
  const lastName = newName();
  const email = `${lastName.toLowerCase()}@example.com`;
  const customer = await api(createCustomer, {
    body: {
      kind: "private",
      firstName: "Kati",
      lastName,
      phone: `+37255${randomInt(10_000, 100_000)}`,
      emails: [{ address: email, label: null, isPrimary: true }],
      acceptWarnings: ["duplicate_customer"],
    },
  });
  const plate = newPlate();
  const { id } = await api(createVehicle, {
    body: { plate, make: "Volkswagen", model: "Golf VII", ...vehicle, ownerId: customer.id },
  });
  return { vehicleId: id, customerId: customer.id, plate, owner: customer.name, email };
}

/** Takes a known car in, with canned jobs by their titles. */
export async function openOrder(car: Car, ...cannedTitles: string[]): Promise<WorkOrder> {
  const { items } = await api(listCannedJobs, { query: { limit: 50 } });
  const cannedJobIds = cannedTitles.map((title) => {
    const found = items.find((one) => one.title === title);
    if (found === undefined) throw new Error(`The demo has no canned job “${title}”`);
    return found.id;
  });
  return api(intake, {
    body: {
      vehicleId: car.vehicleId,
      customerId: car.customerId,
      order: { concern: "grinds when braking", source: "counter" },
      cannedJobIds,
    },
  });
}

/** Mails the customer an estimate of all jobs, and brings the link that arrived. */
export async function askedByMail(order: WorkOrder, car: Car): Promise<string> {
  const jobIds = order.jobs.map((job) => job.id);
  const { number } = await api(issueEstimate, {
    params: { id: order.id },
    body: { jobIds, send: { to: [car.email] } },
  });
  return linkIn(await mailTo(car.email, new RegExp(number)));
}

/** The same in the neighbour's name: Anna of Brightside Motors. */
export const neighbour: typeof api = (route, call) => api(route, call, process.env.E2E_NEIGHBOUR_TOKEN);

/** A started order at the neighbour's with one job, and a line of labour for each number of hours. */
export async function neighboursOrder(hours: string[]): Promise<WorkOrder> {
  const { id } = await neighbour(createWorkOrder, { body: { concern: "whistles under load" } });
  const job = await neighbour(addJob, { params: { id }, body: { title: "Hose" } });
  for (const quantity of hours) {
    const line = { kind: "labour", description: "Replace the hose", quantity } as const;
    await neighbour(addLine, { params: { id: job.id }, body: line });
  }
  await neighbour(startWorkOrder, { params: { id }, body: { orderedBy: "Anna Saar" } });
  return neighbour(getWorkOrder, { params: { id } });
}
