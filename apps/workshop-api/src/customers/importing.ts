import { CustomerInput } from "@mechanicbuddy/contract/customers";
import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import { faultsAgainst } from "@mechanicbuddy/platform/http/validation";
import * as audit from "../audit/audit.ts";
import { blankCustomer, type CustomerState, personalFields } from "./customer.ts";
import { readPhone } from "./phone.ts";
import { makeFindable, settled, stateOf, written } from "./state.ts";
import * as store from "./store.ts";
import * as many from "./store-many.ts";

/** A customer somebody else's list means. */
export interface Known {
  id: string;
  version: number;
  state: CustomerState;
}

const schemaFaults = faultsAgainst(CustomerInput);

/** What must be corrected before the customer can be saved, one sentence per field. */
export function faultsOfInput(input: CustomerInput): { field: string; message: string }[] {
  const faults = schemaFaults(input);
  if (faults.length > 0) return faults;
  try {
    settled({ ...blankCustomer("en"), ...input });
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.extra.errors ?? [];
    throw error;
  }
}

/** True when people can read the number and the workshop's phone cannot. */
export function phoneIsUnread(typed: string, country: string | null): boolean {
  return readPhone(typed, country) === undefined;
}

/** Customers by their number elsewhere or their e-mail address, several where more than one has it. Keys are in lower case. */
export async function matching(
  ctx: Context,
  keys: { externalIds: string[]; emails: string[] },
): Promise<{ byExternalId: Map<string, Known>; byEmail: Map<string, Known[]> }> {
  const found = await many.matching(ctx, keys);
  const byExternalId = new Map<string, Known>();
  const byEmail = new Map<string, Known[]>();
  for (const row of found) {
    const known = { id: row.id, version: row.version, state: stateOf(ctx, row) };
    if (row.externalId !== null) byExternalId.set(row.externalId, known);
    for (const { address } of row.emails) {
      const email = address.toLowerCase();
      byEmail.set(email, [...(byEmail.get(email) ?? []), known]);
    }
  }
  return { byExternalId, byEmail };
}

/** Adds customers whose faults are known to be none. The statements of all of them travel together. */
export async function createMany(
  ctx: Context,
  customers: readonly { id: string; input: CustomerInput }[],
): Promise<void> {
  if (customers.length === 0) return;
  const { language, country } = await store.defaults(ctx);
  const all = customers.map(({ id, input }) => {
    const state = settled({ ...blankCustomer(language), ...input });
    return { id, ...written(ctx, id, state, country) };
  });
  const writing = many.insertMany(ctx, all);
  for (const { id, state } of all) {
    makeFindable(ctx, id, state, country);
    const after = { ...state };
    audit.record(ctx, {
      action: "customer.create",
      entityKind: "customer",
      entityId: id,
      after,
      personal: personalFields,
    });
  }
  await writing;
}
