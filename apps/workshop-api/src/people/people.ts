import type { createEmployee, Employee, listEmployees, updateEmployee } from "@mechanicbuddy/contract/people";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import type { Context } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import * as settings from "../settings/settings.ts";
import { end, refuseLastOwner } from "./accounts.ts";
import { mayChange } from "./authority.ts";
import * as store from "./store.ts";
import * as userStore from "./user-store.ts";

const personal = ["firstName", "lastName", "name", "email", "phone", "address", "note"] as const;

export function list(ctx: Context, query: Input<typeof listEmployees>["query"]) {
  return store.list(ctx, query);
}

export async function get(ctx: Context, id: string): Promise<Employee> {
  const employee = await store.find(ctx, id);
  if (employee === undefined) throw notFound();
  return employee;
}

/** A person a body names in `field`, who still works here. */
export async function mustExist(ctx: Context, id: string, field: string): Promise<Employee> {
  const employee = await store.find(ctx, id);
  if (employee === undefined) throw invalid({ [field]: "This person does not exist any more. Choose another." });
  if (!employee.active)
    throw invalid({ [field]: `${employee.name} left on ${employee.activeUntilOn}. Choose another.` });
  return employee;
}

/** Adds a person; most need no account. */
export async function create(ctx: Context, given: Input<typeof createEmployee>["body"]): Promise<Employee> {
  const id = newId();
  const [locationId] = await Promise.all([settings.locationId(ctx), refuseUnknownRate(ctx, given.labourRateId)]);
  const [, after] = await Promise.all([store.insert(ctx, id, locationId, given), get(ctx, id)]);
  record(ctx, "employee.create", undefined, after);
  return after;
}

/** Changes a person. A last day in the past ends the employment: the account is disabled with the same act. */
export async function update(
  ctx: Context,
  id: string,
  { version, ...change }: Input<typeof updateEmployee>["body"],
): Promise<Employee> {
  const [before] = await Promise.all([get(ctx, id), refuseUnknownRate(ctx, change.labourRateId)]);
  const isLastDay = change.activeUntilOn !== undefined && change.activeUntilOn !== before.activeUntilOn;
  const user = isLastDay && before.user !== null ? await userStore.findOf(ctx, id) : undefined;
  if (user !== undefined) {
    mayChange(ctx, user);
    if (change.activeUntilOn !== null) await refuseLastOwner(ctx, user);
  }
  if (!(await store.update(ctx, id, version, change))) {
    throw new Refusal("conflict", `${before.name} was changed meanwhile.`, { current: await get(ctx, id) });
  }
  const changed = await get(ctx, id);
  if (user !== undefined && !changed.active) await end(ctx, user);
  record(ctx, "employee.update", before, changed);
  return user !== undefined && !changed.active ? get(ctx, id) : changed;
}

/** Deletes a person nothing refers to. */
export async function remove(ctx: Context, id: string): Promise<void> {
  const [before, usedIn] = await Promise.all([get(ctx, id), store.findUses(ctx, id)]);
  if (usedIn.length > 0) {
    throw new Refusal("in_use", `${before.name} stands in the shop's history. Enter the last day instead.`, { usedIn });
  }
  await store.remove(ctx, id);
  record(ctx, "employee.delete", before, undefined);
}

async function refuseUnknownRate(ctx: Context, id: string | null | undefined): Promise<void> {
  if (id === null || id === undefined || (await store.hasLabourRate(ctx, id))) return;
  throw invalid({ labourRateId: "This labour rate does not exist any more. Choose another." });
}

function record(ctx: Context, action: string, before: Employee | undefined, after: Employee | undefined): void {
  const facts = (employee: Employee | undefined) => {
    if (employee === undefined) return undefined;
    const { user: _, active: __, ...own } = employee;
    return own;
  };
  const entityId = after?.id ?? before?.id;
  audit.record(ctx, {
    action,
    entityKind: "employee",
    entityId,
    before: facts(before),
    after: facts(after),
    personal,
  });
}
