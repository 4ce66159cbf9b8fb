import * as contract from "@mechanicbuddy/contract/imports";
import type { Answer, Shop } from "../../testing/shop.ts";
import { rollBack, run } from "../running.ts";

/** Uploads a table as a browser would. */
export function upload(
  shop: Shop,
  bytes: string | Buffer,
  options: { kind?: contract.ImportKind; name?: string; as?: "mechanic" } = {},
): Promise<Answer<contract.ImportTable>> {
  const { kind = "customers", name = "list.csv", as = "owner" } = options;
  return shop.answer(
    contract.uploadImportTable,
    { query: { name, kind }, body: Buffer.from(bytes) as never },
    { as, headers: { "content-type": "application/octet-stream" } },
  );
}

/** Uploads a table, takes its columns as recognised, and runs it to its end. */
export async function importTable(
  shop: Shop,
  bytes: string | Buffer,
  { kind = "customers", mode = "run" }: { kind?: contract.ImportKind; mode?: "dry" | "run" } = {},
): Promise<contract.Import> {
  const { body: table, status } = await upload(shop, bytes, { kind });
  if (status !== 201) throw new Error(JSON.stringify(table));
  const mapping = table.columns.flatMap(({ field }, column) => (field === null ? [] : [{ column, field }]));
  const { id } = await shop.call(contract.createImport, { body: { fileId: table.fileId, kind, mapping, mode } });
  await run(shop.ctx, id);
  return shop.call(contract.getImport, { params: { id } });
}

export async function takeBack(shop: Shop, id: string): Promise<contract.Import> {
  await shop.call(contract.rollBackImport, { params: { id } });
  await rollBack(shop.ctx, id);
  return shop.call(contract.getImport, { params: { id } });
}

export const rowsOf = (shop: Shop, id: string, query: { level?: "ok" | "warning" | "error"; kept?: boolean } = {}) =>
  shop.call(contract.listImportRows, { params: { id }, query: { limit: 100, ...query } });
