import { listWorkOrders } from "@mechanicbuddy/contract/work-orders";
import { api } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

const views = ["open", "ready", "invoiced", "overdue", "all"] as const;

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const view = views.find((one) => one === searchParams.get("view")) ?? "open";
  const q = searchParams.get("q") || undefined;
  const cursor = searchParams.get("cursor") || undefined;
  return { view, q, orders: await api(event)(listWorkOrders, { query: { view, q, cursor } }) };
};
