import * as contract from "@mechanicbuddy/contract/customers";
import { listCustomerEstimates } from "@mechanicbuddy/contract/estimates";
import { listCustomerFiles } from "@mechanicbuddy/contract/files";
import type { Me } from "@mechanicbuddy/contract/identity";
import { listInvoices } from "@mechanicbuddy/contract/invoices";
import { listPayments } from "@mechanicbuddy/contract/payments";
import type { Permission } from "@mechanicbuddy/contract/permission";
import type { RequestEvent } from "@sveltejs/kit";
import { stateOf } from "#lib/estimates/choices.ts";
import { formats, times } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";
import { api } from "./api.ts";

export type TabKey = "vehicles" | "work" | "documents" | "payments" | "messages" | "files" | "details";

/** In reading order, with what each needs beside `customers.read`. */
const tabs: { key: TabKey; need?: Permission; label: () => string }[] = [
  { key: "vehicles", label: m["customers.tab.vehicles"] },
  { key: "work", label: m["customers.tab.work"] },
  { key: "documents", need: "work.read", label: m["customers.tab.documents"] },
  { key: "payments", need: "invoices.read", label: m["customers.tab.payments"] },
  { key: "messages", need: "messages.read", label: m["customers.tab.messages"] },
  { key: "files", label: m["customers.tab.files"] },
  { key: "details", label: m["customers.tab.details"] },
];

/** The tabs somebody may see; the first one is the page's own address. */
export function tabsFor(event: RequestEvent, me: Me, vehicles: number) {
  const seen = tabs.filter(({ need }) => need === undefined || me.permissions.includes(need));
  // A file's form without script comes back to the page without its tab.
  const asked = event.url.searchParams.get("tab") ?? (/^\?\/\w*File/.test(event.url.search) ? "files" : null);
  const tab = seen.find(({ key }) => key === asked)?.key ?? "vehicles";
  const views = seen.map(({ key, label }) => ({
    href: key === "vehicles" ? event.url.pathname : `${event.url.pathname}?tab=${key}`,
    label: label(),
    count: key === "vehicles" ? vehicles : undefined,
    current: key === tab,
  }));
  return { tab, views };
}

type Visits = { items: contract.CustomerVisit[]; nextCursor: string | null };

async function visitsOf(event: RequestEvent, id: string, me: Me, limit: number) {
  const f = times(me.workshop);
  const cursor = event.url.searchParams.get("cursor") ?? undefined;
  const found: Visits = await api(event)(contract.listCustomerHistory, { params: { id }, query: { cursor, limit } });
  return { visits: found.items.map((visit) => ({ ...visit, when: f.time(visit.at) })), nextCursor: found.nextCursor };
}

/** A table of a customer's papers: written here, so that the page loads no script for it. */
export interface Papers {
  title: string;
  empty: string;
  columns: { key: string; heading: string; kind?: "number"; priority?: number }[];
  rows: { id: string; href: string; cells: Record<string, string | undefined> }[];
  /** Where all of them are. */
  more?: string;
}

const number = { key: "number", heading: () => m["customers.documents.number"](), priority: 1 };

async function invoicesOf(event: RequestEvent, id: string, me: Me): Promise<Papers> {
  const f = formats(me.workshop);
  const { currency } = me.workshop;
  const { items } = await api(event)(listInvoices, { query: { customerId: id, limit: 100 } });
  return {
    title: m["customers.documents.title"](),
    empty: m["customers.documents.empty"](),
    columns: [
      { ...number, heading: number.heading() },
      { key: "on", heading: m["customers.documents.on"]() },
      { key: "total", heading: m["customers.documents.total"]({ currency }), kind: "number", priority: 2 },
      { key: "open", heading: m["customers.documents.open"]({ currency }), kind: "number", priority: 3 },
    ],
    rows: items.map((row) => ({
      id: row.id,
      href: `/app/invoices/${row.id}`,
      cells: {
        number: row.number,
        on: f.date(row.issueOn),
        total: f.amount(row.kind === "credit_note" ? -row.totalCents : row.totalCents),
        open: row.kind === "credit_note" ? undefined : f.amount(row.openCents),
      },
    })),
    more: `/app/invoices?view=all&customer=${id}`,
  };
}

async function estimatesOf(event: RequestEvent, id: string, me: Me): Promise<Papers> {
  const f = formats(me.workshop);
  const { items } = await api(event)(listCustomerEstimates, { params: { id } });
  return {
    title: m["customers.estimates.title"](),
    empty: m["customers.estimates.empty"](),
    columns: [
      { ...number, heading: number.heading() },
      { key: "on", heading: m["customers.documents.on"]() },
      { key: "state", heading: m["customers.estimates.state"](), priority: 3 },
      {
        key: "total",
        heading: m["customers.documents.total"]({ currency: me.workshop.currency }),
        kind: "number",
        priority: 2,
      },
    ],
    rows: items.map((row) => ({
      id: row.id,
      href: `/app/work/${row.workOrderId}/estimate`,
      cells: {
        number: row.number,
        on: f.time(row.issuedAt),
        state: stateOf(row).label,
        total: row.totalCents === undefined ? undefined : f.amount(row.totalCents),
      },
    })),
  };
}

async function paymentsOf(event: RequestEvent, id: string, me: Me): Promise<Papers> {
  const f = formats(me.workshop);
  const { currency } = me.workshop;
  const { items } = await api(event)(listPayments, { query: { customerId: id, limit: 100 } });
  return {
    title: m["customers.payments.title"](),
    empty: m["customers.payments.empty"](),
    columns: [
      { ...number, heading: number.heading() },
      { key: "on", heading: m["customers.documents.on"]() },
      { key: "method", heading: m["customers.payments.method"](), priority: 3 },
      { key: "amount", heading: m["customers.payments.amount"]({ currency }), kind: "number", priority: 2 },
      { key: "free", heading: m["customers.payments.free"]({ currency }), kind: "number" },
    ],
    rows: items.map((row) => ({
      id: row.id,
      href: `/app/invoices/payments/${row.id}`,
      cells: {
        number: row.number,
        on: f.date(row.receivedOn),
        method: row.method.name,
        amount: f.amount(row.direction === "out" ? -row.amountCents : row.amountCents),
        free: row.unallocatedCents === 0 ? undefined : f.amount(row.unallocatedCents),
      },
    })),
    more: `/app/invoices/payments?customer=${id}`,
  };
}

async function messagesOf(event: RequestEvent, id: string, me: Me): Promise<Papers> {
  const f = times(me.workshop);
  const { items } = await api(event)(contract.listCustomerMessages, { params: { id } });
  return {
    title: m["customers.messages.title"](),
    empty: m["customers.messages.empty"](),
    columns: [
      { key: "subject", heading: m["messages.column.subject"](), priority: 1 },
      { key: "to", heading: m["messages.column.to"](), priority: 3 },
      { key: "state", heading: m["messages.column.state"](), priority: 2 },
      { key: "when", heading: m["messages.column.when"]() },
    ],
    rows: items.map(({ id, subject, to, status, at }) => ({
      id,
      href: `/app/messages/${id}`,
      cells: {
        subject: subject ?? undefined,
        to: to?.join(", "),
        state: m[`messages.state.${status}`](),
        when: f.time(at),
      },
    })),
  };
}

/** Estimates, and invoices for whoever may see them. */
async function documentsOf(event: RequestEvent, id: string, me: Me) {
  const [estimates, papers] = await Promise.all([
    estimatesOf(event, id, me),
    me.permissions.includes("invoices.read") ? invoicesOf(event, id, me) : undefined,
  ]);
  return papers === undefined ? { papers: estimates } : { papers, estimates };
}

/** What the chosen tab shows; nothing is asked for the others. */
export async function tabContent(event: RequestEvent, tab: TabKey, id: string, me: Me) {
  const params = { id };
  switch (tab) {
    case "vehicles":
      return { work: await visitsOf(event, id, me, 5) };
    case "work":
      return { work: await visitsOf(event, id, me, 25) };
    case "documents":
      return documentsOf(event, id, me);
    case "payments":
      return { papers: await paymentsOf(event, id, me) };
    case "messages":
      return { papers: await messagesOf(event, id, me) };
    case "files":
      return { files: (await api(event)(listCustomerFiles, { params })).items };
    case "details":
      return { consents: (await api(event)(contract.listConsents, { params })).items };
  }
}
