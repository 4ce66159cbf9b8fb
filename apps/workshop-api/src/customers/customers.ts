import type {
  Customer,
  CustomerBalance,
  CustomerInput,
  CustomerMessage,
  CustomerVehicle,
  Duplicate,
  DuplicatePair,
  listCustomerHistory,
  listCustomers,
  updateCustomer,
} from "@mechanicbuddy/contract/customers";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction, may, mustHold } from "@mechanicbuddy/platform/context";
import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import * as audit from "../audit/audit.ts";
import * as search from "../search/search.ts";
import { unlessAccepted } from "../warnings.ts";
import {
  addressLine,
  blankCustomer,
  type CustomerState,
  duplicateWarnings,
  newTraits,
  personalFields,
  usageSentence,
} from "./customer.ts";
import { openCode } from "./personal-code.ts";
import { makeFindable, settled, stateOf, traitsOf, written } from "./state.ts";
import * as store from "./store.ts";
import * as lists from "./store-lists.ts";

export { nameOf } from "./customer.ts";
export { createMany, faultsOfInput, type Known as KnownCustomer, matching, phoneIsUnread } from "./importing.ts";

/** One customer, with contacts for whoever may see them. A merged customer is found as the one it went into. */
export async function get(ctx: Context, id: string): Promise<Customer> {
  const row = await store.find(ctx, id, may(ctx, "contacts.read"));
  if (row === undefined) throw notFound();
  return shown(ctx, row);
}

/** The same with contacts, whoever asks: for documents, messages and tasks, never for a reply. */
export async function getWhole(ctx: Context, id: string): Promise<Required<Customer>> {
  const row = await store.find(ctx, id, true);
  if (row === undefined) throw notFound();
  return shown(ctx, row) as Required<Customer>;
}

/** What an order needs to know about its customer. Refuses `field` of the request when there is no such customer. */
export async function mustExist(ctx: Context, id: string, field: string): Promise<store.Known> {
  const known = await store.findKnown(ctx, id);
  if (known === undefined) throw invalid({ [field]: "This customer does not exist any more. Choose another." });
  return known;
}

/** Adds a customer. Likely duplicates are a warning, which the counter may accept. */
export function create(ctx: Context, input: CustomerInput, acceptWarnings?: readonly string[]): Promise<Customer> {
  return inTransaction(ctx, async (ctx) => {
    const id = newId();
    const { language, country } = await store.defaults(ctx);
    const state = settled({ ...blankCustomer(language), ...input });
    const writing = store.insert(ctx, id, written(ctx, id, state, country));
    audit.record(ctx, { action: "customer.create", entityKind: "customer", entityId: id, after: state, personal });
    return save(ctx, { id, state, country, acceptWarnings }, writing);
  });
}

/** Changes, archives or restores a customer. Fields that are left out stay as they are. */
export function update(
  ctx: Context,
  id: string,
  { version, archived, acceptWarnings, ...fields }: Input<typeof updateCustomer>["body"],
): Promise<Customer> {
  return inTransaction(ctx, async (ctx) => {
    const [row, { country }] = await Promise.all([store.lock(ctx, id), store.defaults(ctx)]);
    if (row === undefined) throw notFound();
    if (row.version !== version) {
      throw new Refusal("conflict", `Somebody changed ${row.name} in the meantime.`, { current: shown(ctx, row) });
    }
    const before = stateOf(ctx, row);
    const state = settled({ ...before, ...fields });
    const archivedAt = archived === undefined ? row.archivedAt : archived ? ctx.now().toISOString() : null;
    const writing = store.update(ctx, id, written(ctx, id, state, country), archivedAt);
    audit.record(ctx, {
      action: "customer.update",
      entityKind: "customer",
      entityId: id,
      before: { ...before, archivedAt: row.archivedAt },
      after: { ...state, archivedAt },
      personal,
    });
    const saved = await save(ctx, { id, state, before, country, acceptWarnings }, writing);
    if (saved.name !== row.name) search.rename(ctx, await store.carriersOfName(ctx, id), row.name, saved.name);
    return saved;
  });
}

/** Deletes a customer nothing refers to. Whoever has orders, cars or documents can be archived. */
export function remove(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    // The lock makes a new order wait, so what is counted after it is all there is.
    const [row, usage] = await Promise.all([store.lock(ctx, id), store.usageOf(ctx, id)]);
    if (row === undefined) throw notFound();
    const sentence = usageSentence(usage);
    if (sentence !== undefined) throw new Refusal("in_use", sentence, { usedIn: usage.usedIn });
    audit.record(ctx, {
      action: "customer.delete",
      entityKind: "customer",
      entityId: id,
      before: stateOf(ctx, row),
      personal,
    });
    search.forget(ctx, "customer", id);
    await store.remove(ctx, id);
  });
}

/** A page of customers by name. `q` finds what the global search finds. */
export async function list(ctx: Context, query: Input<typeof listCustomers>["query"]) {
  if (query.balance !== undefined) mustHold(ctx, "invoices.read", "Open balances need the permission invoices.read.");
  const { limit = 25, cursor, q } = query;
  const filter = { ...query, ids: search.idsOf(ctx, "customer", q) };
  const [found, total] = await Promise.all([
    lists.page(ctx, filter, { after: positionOf<lists.Position>(cursor), limit }),
    query.total ? lists.count(ctx, filter) : undefined,
  ]);
  const page = pageOf(found, limit, ({ name, id }) => cursorOf({ name, id }));
  return total === undefined ? page : { ...page, total };
}

/** Vehicles the customer owns now. */
export async function vehiclesOf(ctx: Context, id: string): Promise<{ items: CustomerVehicle[] }> {
  const [exists, items] = await Promise.all([store.exists(ctx, id), lists.vehiclesOf(ctx, id)]);
  if (!exists) throw notFound();
  return { items };
}

/** Work orders of a customer, newest first; a car's orders under another owner are not among them. */
export async function history(ctx: Context, id: string, query: Input<typeof listCustomerHistory>["query"]) {
  const { limit = 25, cursor } = query;
  const [exists, found] = await Promise.all([
    store.exists(ctx, id),
    lists.visitsOf(ctx, id, { after: positionOf<lists.VisitPosition>(cursor), limit }),
  ]);
  if (!exists) throw notFound();
  return pageOf(
    found,
    limit,
    ({ position, workOrderId }) => cursorOf({ at: position, id: workOrderId }),
    ({ position: _, ...visit }) => visit,
  );
}

/** Messages to the customer, newest first. */
export async function messagesOf(ctx: Context, id: string): Promise<{ items: CustomerMessage[] }> {
  const [exists, items] = await Promise.all([store.exists(ctx, id), lists.messagesOf(ctx, id)]);
  if (!exists) throw notFound();
  return { items };
}

/** What the customer owes in all, what of it is overdue, and money of theirs that pays no invoice yet. */
export async function balance(ctx: Context, id: string): Promise<CustomerBalance> {
  const [exists, sums] = await Promise.all([store.exists(ctx, id), lists.balanceOf(ctx, id)]);
  if (!exists) throw notFound();
  return sums;
}

/** Customers who may be the same person, the likeliest first. */
export async function duplicates(ctx: Context, id: string): Promise<{ items: Duplicate[] }> {
  const [row, { country }] = await Promise.all([store.find(ctx, id, true), store.defaults(ctx)]);
  if (row === undefined) throw notFound();
  const state = stateOf(ctx, row as store.WholeRow);
  return { items: await store.findAlike(ctx, row.id, traitsOf(state, country)) };
}

/** Everybody who may be there twice, so that it can be tidied up in one go. */
export async function duplicatePairs(ctx: Context): Promise<{ items: DuplicatePair[] }> {
  return { items: await lists.duplicatePairs(ctx) };
}

const personal = personalFields;

interface Saving {
  id: string;
  state: CustomerState;
  /** Undefined for a new customer. */
  before?: CustomerState;
  country: string | null;
  acceptWarnings: readonly string[] | undefined;
}

/**
 * Indexes, reads back and looks for duplicates in one round trip with the writing. Asking comes last, which is safe: when
 * somebody must be asked first, everything written goes with the transaction.
 */
async function save(ctx: Context, saving: Saving, writing: Promise<void>): Promise<Customer> {
  const { id, state, before, country, acceptWarnings } = saving;
  const traits = newTraits(traitsOf(state, country), before && traitsOf(before, country));
  makeFindable(ctx, id, state, country);
  const reading = Promise.all([store.find(ctx, id, may(ctx, "contacts.read")), store.findAlike(ctx, id, traits)]);
  // When the writing fails so does the reading, but only the first says why.
  reading.catch(() => undefined);
  await writing.catch(refuseTakenNumber);
  const [row, alike] = await reading;
  unlessAccepted(ctx, duplicateWarnings(alike), acceptWarnings, { kind: "customer", id });
  return shown(ctx, row as store.CustomerRow);
}

function refuseTakenNumber(error: { constraint?: string }): never {
  if (error.constraint !== "customers_external_id_key") throw error;
  throw invalid({ externalId: "Another customer has this number. Check it, or leave it out." });
}

/** Every customer is found but those who were merged into another or erased. */
export const searchSource: search.Source = {
  kind: "customer",
  things: sql`(select id from customers where merged_into is null and erased_at is null)`,
  reindex: async (ctx, id) => {
    const [row, { country }] = await Promise.all([store.lock(ctx, id), store.defaults(ctx)]);
    if (row !== undefined) makeFindable(ctx, id, stateOf(ctx, row), country, true);
  },
};

/** A row as the contract presents it; contacts appear only where they were selected. */
function shown(ctx: Context, row: store.CustomerRow): Customer {
  const { personalCode, ...fields } = row;
  if (personalCode === undefined) return fields;
  return { ...fields, personalCode: openCode(ctx, row.id, personalCode), address: addressLine(row) };
}
