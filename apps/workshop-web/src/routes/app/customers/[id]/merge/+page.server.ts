import * as contract from "@mechanicbuddy/contract/customers";
import { mergeCustomer } from "@mechanicbuddy/contract/privacy";
import { redirect } from "@sveltejs/kit";
import { formats } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";
import { api } from "#lib/server/api.ts";
import { mergeParts, mergeRows } from "#lib/server/merge-rows.ts";
import { needs } from "#lib/server/needs.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { params, url } = event;
  await needs(event, "customers.privacy");
  const call = api(event);
  const q = url.searchParams.get("q") ?? "";
  const otherId = url.searchParams.get("with") ?? "";
  const customer = await call(contract.getCustomer, { params });
  if (otherId !== "") return { customer, ...(await sideBySide(event, customer, otherId)) };
  const [alike, found] = await Promise.all([
    call(contract.listDuplicates, { params }),
    q === "" ? undefined : call(contract.listCustomers, { query: { q, limit: 10 } }),
  ]);
  return { customer, q, alike: alike.items, found: found?.items.filter(({ id }) => id !== customer.id) };
};

/** The other beside this one: what differs, and what would come along. */
async function sideBySide(event: Parameters<PageServerLoad>[0], customer: contract.Customer, id: string) {
  const call = api(event);
  const params = { id };
  const me = await event.locals.me();
  const [other, cars, visits, balance] = await Promise.all([
    call(contract.getCustomer, { params }),
    call(contract.listCustomerVehicles, { params }),
    call(contract.listCustomerHistory, { params, query: { limit: 100 } }),
    me.permissions.includes("invoices.read") ? call(contract.getCustomerBalance, { params }) : undefined,
  ]);
  if (other.id === customer.id) redirect(303, `/app/customers/${customer.id}/merge`);
  const f = formats(me.workshop);
  return {
    other,
    rows: mergeRows(customer, other, f),
    comes: {
      vehicles: m["customers.duplicates.facts"]({ count: cars.items.length }),
      orders: visits.nextCursor
        ? m["customers.merge.many"]()
        : m["customers.merge.orders"]({ count: visits.items.length }),
      balance: balance && balance.balanceCents !== 0 ? f.money(balance.balanceCents) : undefined,
    },
  };
}

export const actions: Actions = {
  merge: (event) =>
    submit(event, async (form) => {
      const body = {
        version: form.version(),
        otherId: form.text("otherId"),
        otherVersion: form.integer("otherVersion") ?? 0,
        take: mergeParts.filter((part) => form.text(part) === "other"),
      };
      const { id } = await api(event)(mergeCustomer, { params: event.params, body, idempotencyKey: form.key });
      redirect(303, `/app/customers/${id}?merged`);
    }),
};
