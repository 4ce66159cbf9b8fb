import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestApi, type TestApi } from "../testing/shop.ts";
import * as files from "./files.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const pdf = { bytes: Buffer.from("%PDF-1.7 invoice"), mediaType: "application/pdf", name: "2026-00031.pdf" };

test("a document comes back byte for byte under its own name", async () => {
  const { ctx } = await api.newShop();
  const kept = await files.store(ctx, pdf);
  expect(kept.sha256).toBe(sha256(pdf.bytes).toString("hex"));
  expect(await files.read(ctx, kept.id)).toEqual(pdf);
});

test("a neighbour with the same document cannot read ours", async () => {
  const [shop, neighbour] = [await api.newShop(), await api.newShop()];
  const ours = await files.store(shop.ctx, pdf);
  await files.store(neighbour.ctx, pdf);
  await expect(files.read(neighbour.ctx, ours.id)).rejects.toMatchObject({ code: "not_found" });
});

test("a file hangs on one thing only", async () => {
  const { ctx } = await api.newShop();
  const invoice = { kind: "invoice", id: newId() };
  const { id } = await files.store(ctx, pdf);
  await files.own(ctx, id, invoice);
  await files.own(ctx, id, invoice);
  await expect(files.own(ctx, id, { kind: "invoice", id: newId() })).rejects.toMatchObject({ code: "not_found" });
});
