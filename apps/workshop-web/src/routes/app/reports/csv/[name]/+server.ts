import { getMoneyCsv, getOrdersCsv } from "@mechanicbuddy/contract/reports";
import { error } from "@sveltejs/kit";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

export const GET: RequestHandler = (event) => {
  const { searchParams } = event.url;
  const query = { from: searchParams.get("from") || undefined, to: searchParams.get("to") || undefined };
  const { name } = event.params;
  if (name === "orders") return file(event, getOrdersCsv, { query });
  if (name === "revenue" || name === "vat") return file(event, getMoneyCsv, { params: { name }, query });
  error(404);
};
