import * as assistant from "@mechanicbuddy/contract/assistant";
import * as catalogue from "@mechanicbuddy/contract/catalogue";
import * as customers from "@mechanicbuddy/contract/customers";
import * as estimates from "@mechanicbuddy/contract/estimates";
import * as exports from "@mechanicbuddy/contract/everything";
import * as invoices from "@mechanicbuddy/contract/invoices";
import * as parts from "@mechanicbuddy/contract/parts";
import * as people from "@mechanicbuddy/contract/people";
import * as settings from "@mechanicbuddy/contract/settings";
import * as vehicles from "@mechanicbuddy/contract/vehicles";
import * as workOrders from "@mechanicbuddy/contract/work-orders";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { importTable } from "../transfer/testing/table.ts";
import { localDay } from "./days.ts";
import type { Shop } from "./shop.ts";

/** Gives a workshop one of everything; returns an id for each address that takes one: `/api/customers/` → a customer. */
export async function furnish(shop: Shop): Promise<Map<string, string>> {
  const address = {
    legalName: "Neighbour OÜ",
    registrationNo: "1",
    vatId: null,
    street: "A 1",
    city: "B",
    region: null,
  };
  const { version } = await shop.call(settings.getRequisites);
  const rest = { tradingName: null, postalCode: null, country: "EE", phone: null, email: null, website: null };
  await shop.call(settings.putRequisites, { body: { version, ...address, ...rest, accounts: [] } });
  const customer = await shop.call(customers.createCustomer, { body: { kind: "private", lastName: "Kask" } });
  const vehicle = await shop.call(vehicles.createVehicle, { body: { plate: "482 KTR", ownerId: customer.id } });
  const due = await shop.call(vehicles.createDueItem, {
    params: { id: vehicle.id },
    body: { title: "Oil", kind: "service", dueOn: "2027-03-01" },
  });
  const part = await shop.call(parts.createPart, {
    body: {
      name: "Oil filter",
      code: "HU6013Z",
      barcodes: ["4011558000000"],
      salePriceCents: 1335,
      stocked: true,
      reorderPoint: "5",
    },
  });
  const storage = await shop.call(parts.createStorage, { body: { name: "Shelf" } });
  const supplier = await shop.call(parts.createSupplier, { body: { name: "Parts Ltd" } });
  await shop.call(parts.receiveStock, {
    body: { supplierId: supplier.id, items: [{ partId: part.id, quantity: "2", costCents: 700 }] },
  });
  const { items: rates } = await shop.call(settings.listTaxRates);
  const { items: labour } = await shop.call(catalogue.listLabourRates);
  const { items: series } = await shop.call(settings.listNumberSeries);
  const { items: methods } = await shop.call(settings.listPaymentMethods);
  const { items: statuses } = await shop.call(workOrders.listBoardStatuses);
  const line = { kind: "labour" as const, description: "Work", quantity: "1", unit: "HUR" as const };
  const canned = await shop.call(catalogue.createCannedJob, {
    body: { code: "OIL", title: "Oil service", category: "Service", lines: [line] },
  });
  const visit = () =>
    shop.call(workOrders.intake, { body: { vehicleId: vehicle.id, order: {}, cannedJobIds: [canned.id] } });
  const [open, billed, refused] = [await visit(), await visit(), await visit()];
  const ended = rates.find(({ isDefault }) => !isDefault) as settings.TaxRate;
  await shop.call(workOrders.addLine, {
    params: { id: refused.jobs[0]?.id ?? "" },
    body: { kind: "fee", description: "Manual", quantity: "1", unitPriceCents: 1500, taxRateId: ended.id },
  });
  await shop.call(settings.updateTaxRate, {
    params: { id: ended.id },
    body: { version: ended.version, validUntilOn: localDay(shop.ctx.now(), -1) },
  });
  await shop.call(estimates.recordDecision, {
    params: { id: refused.jobs[0]?.id ?? "" },
    body: { decision: "declined", method: "in_person", name: "Marika Kask" },
  });
  const job = open.jobs[0] as workOrders.Job;
  const estimate = await shop.call(estimates.issueEstimate, { params: { id: open.id }, body: { jobIds: [job.id] } });
  await shop.call(workOrders.startWorkOrder, { params: { id: billed.id }, body: { orderedBy: "Marika Kask" } });
  const invoice = await shop.call(invoices.issueInvoice, {
    params: { id: billed.id },
    body: { payment: { methodId: methods[0]?.id ?? "", amountCents: 1000 } },
  });
  await shop.call(invoices.sendInvoice, { params: { id: invoice.id }, body: { to: ["marika@example.com"] } });
  const employee = await shop.call(people.createEmployee, { body: { firstName: "Uno", lastName: "Lill" } });
  const exported = await shop.call(exports.createExport);
  const imported = await importTable(shop, "Name\nTamm\n");
  const asked = await shop.call(assistant.askInOrder, {
    params: { id: open.id },
    body: { message: `P0420: ${canned.title}`, clientMessageId: newId() },
  });
  const tested = await shop.call(assistant.startTreeRun, { params: { id: open.id }, body: { tree: "misfire" } });
  const drafts = await shop.call(assistant.listSuggestions, { query: { workOrderId: open.id } });
  return new Map(
    Object.entries({
      "/api/customers/": customer.id,
      "/api/vehicles/": vehicle.id,
      "/api/due-items/": due.id,
      "/api/parts/": part.id,
      "/api/storages/": storage.id,
      "/api/suppliers/": supplier.id,
      "/api/tax-rates/": ended.id,
      "/api/labour-rates/": labour[0]?.id ?? "",
      "/api/number-series/": series[0]?.id ?? "",
      "/api/payment-methods/": methods[0]?.id ?? "",
      "/api/board-statuses/": statuses[0]?.id ?? "",
      "/api/canned-jobs/": canned.id,
      "/api/work-orders/": open.id,
      "/api/jobs/": job.id,
      "/api/lines/": job.lines[0]?.id ?? "",
      "/api/estimates/": estimate.id,
      "/api/invoices/": invoice.id,
      "/api/payments/": invoice.payments[0]?.id ?? "",
      "/api/employees/": employee.id,
      "/api/users/": shop.people.manager.userId,
      "/api/me/sessions/": shop.people.manager.userId,
      "/api/messages/": await messageOf(shop),
      "/api/files/": await fileOf(shop),
      "/api/exports/everything/": exported.id,
      "/api/imports/tables/": imported.fileId,
      "/api/imports/": imported.id,
      "/api/assistant/answers/": asked.answerId,
      "/api/tree-runs/": tested.id,
      "/api/assistant/suggestions/": drafts.items[0]?.id ?? "",
    }),
  );
}

async function messageOf(shop: Shop): Promise<string> {
  const body = {
    employeeId: shop.people.readonly.employeeId,
    username: "x1",
    email: "x1@example.com",
    role: "mechanic",
  };
  await shop.answer(people.inviteUser, { body: body as never });
  const found = await rows<{ id: string }>(shop.ctx.db, sql`select id from messages limit 1`);
  return found[0]?.id ?? newId();
}

async function fileOf(shop: Shop): Promise<string> {
  const [file] = await rows<{ id: string }>(
    shop.ctx.db,
    sql`select id from files where owner_kind = 'invoice' limit 1`,
  );
  return file?.id ?? "";
}
