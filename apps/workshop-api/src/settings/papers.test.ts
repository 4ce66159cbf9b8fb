import { crc32 } from "node:zlib";
import { getFile } from "@mechanicbuddy/contract/files";
import { getMessage } from "@mechanicbuddy/contract/messages";
import * as contract from "@mechanicbuddy/contract/settings";
import { pdfPages } from "@mechanicbuddy/documents/pdf-text";
import { closeRenderer } from "@mechanicbuddy/documents/render";
import { one } from "@mechanicbuddy/platform/database/statement";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { png } from "../estimates/testing/png.ts";
import { getPdf } from "../invoices/invoices.ts";
import { fiscalShop, issue, readyOrder } from "../invoices/testing/order.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
beforeEach(async () => {
  shop = await fiscalShop(api);
});
afterAll(async () => {
  await api.close();
  await closeRenderer();
});

/** One grey pixel, with a comment and a place in it, as a camera might write them. */
const jpeg = (aside = "") =>
  Buffer.concat([
    Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex"),
    ...(aside === "" ? [] : [segment(0xe1, `Exif\0\0${aside}`), segment(0xfe, aside)]),
    Buffer.from(
      "ffdb004300030202020202030202020303030304060404040404080606050609080a0a090809090a0c0f0c0a0b0e0b09090d110d0e0f101011100a0c12131210130f101010ffc0000b080001000101011100ffc40014000100000000000000000000000000000009ffc40014100100000000000000000000000000000000ffda0008010100003f0054dfffd9",
      "hex",
    ),
  ]);

function segment(marker: number, text: string): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length + 2);
  return Buffer.concat([Buffer.from([0xff, marker]), length, Buffer.from(text, "latin1")]);
}

/** A PNG with a text chunk before its end. */
function pngWith(text: string): Buffer {
  const whole = png(40, 20);
  const body = Buffer.from(`tEXtComment\0${text}`, "latin1");
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([whole.subarray(0, -12), length, body, sum, whole.subarray(-12)]);
}

const put = (picture: Buffer) => shop.answer(contract.putLogo, { body: { picture: picture.toString("base64") } });
const refusal = async (picture: Buffer) => {
  const { status, body } = await put(picture);
  return { status, ...(body as unknown as { code: string; detail: string }) };
};

test("a logo is printed on what is issued from then on; the invoice keeps its hash, not its bytes, and verifies", async () => {
  const before = await issue(shop, await readyOrder(shop));
  const { status, body } = await put(png(40, 20));
  expect([status, body.logoFileId]).toEqual([200, expect.any(String)]);
  const after = await issue(shop, await readyOrder(shop, { number: 1043 }));
  const pictures = async (id: string) => Buffer.from((await getPdf(shop.ctx, id)).bytes).toString("latin1");
  expect(await pictures(before.id)).not.toContain("/Subtype /Image");
  expect(await pictures(after.id)).toContain("/Subtype /Image");
  const { seller } = await one<{ seller: object }>(
    shop.ctx.db,
    sql`select snapshot -> 'seller' as seller from invoices where id = ${after.id}`,
  );
  expect(seller).toMatchObject({ logoSha256: sha256(png(40, 20)).toString("hex") });
  expect(seller).not.toHaveProperty("logo");
  expect((await shop.call(contract.deleteLogo)).logoFileId).toBeNull();
  expect((await shop.call(contract.getRequisites)).logoFileId).toBeNull();
});

test("a picture is known by its content, and what was written beside the pixels is not kept", async () => {
  for (const [picture, mediaType] of [
    [jpeg("59.4370 N, 24.7536 E"), "image/jpeg"],
    [pngWith("59.4370 N, 24.7536 E"), "image/png"],
  ] as const) {
    const { body } = await put(picture);
    const { headers, body: bytes } = await shop.answer(getFile, { params: { id: body.logoFileId as string } });
    expect(headers["content-type"]).toBe(mediaType);
    expect(Buffer.from(bytes).toString("latin1")).not.toContain("59.4370");
  }
});

test("something that is no picture, half of one or too much of one is refused with the remedy", async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const unreadable = { status: 422, code: "invalid", detail: expect.stringContaining("not a picture we can read") };
  const broken = [svg, Buffer.from("GIF89a"), png(40, 20).subarray(0, 60), jpeg().subarray(0, 100), png(5_000, 1)];
  for (const picture of broken) expect(await refusal(picture)).toMatchObject(unreadable);
  // The frame of a PNG around pixels that are none: only whoever prints it finds out.
  expect(await refusal(png(40, 20, Buffer.from("no pixels at all")))).toMatchObject(unreadable);
  expect(await refusal(Buffer.alloc(2_100_000))).toMatchObject({
    status: 413,
    code: "too_large",
    detail: "The logo has 2100 kB; at most 2000 kB are possible.",
  });
  expect(await shop.refused(contract.putLogo, { body: { picture: "x" } }, { as: "manager" })).toMatchObject({
    code: "forbidden",
    permission: "settings.fiscal",
  });
});

test("a file is shown to whoever may see what it hangs on, sandboxed, and to no neighbour", async () => {
  const invoice = await issue(shop, await readyOrder(shop));
  const { pdf } = await one<{ pdf: string }>(
    shop.ctx.db,
    sql`select pdf_file_id as pdf from invoices where id = ${invoice.id}`,
  );
  const { status, headers } = await shop.answer(getFile, { params: { id: pdf } }, { as: "accountant" });
  expect([status, headers]).toMatchObject([
    200,
    {
      "content-type": "application/pdf",
      "content-disposition": `inline; filename*=UTF-8''${invoice.number}.pdf`,
      "content-security-policy": "sandbox; default-src 'none'",
      "x-content-type-options": "nosniff",
    },
  ]);
  const refused = await shop.refused(getFile, { params: { id: pdf } }, { as: "mechanic" });
  expect(refused).toMatchObject({ code: "forbidden", permission: "invoices.read" });
  const neighbour = await api.newShop();
  expect(await neighbour.refused(getFile, { params: { id: pdf } })).toMatchObject({ code: "not_found" });
  const { logoFileId } = (await put(png(40, 20))).body;
  const logo = await shop.answer(getFile, { params: { id: logoFileId as string } }, { as: "mechanic" });
  expect(logo.status).toBe(200);
});

test("a sample of each document shows the settings of now, and its number says that it is none", async () => {
  const { version } = await shop.call(contract.getSettings);
  await shop.call(contract.updateSettings, {
    body: { version, language: "de", invoiceNote: "Danke!", estimateNote: "Wir fragen vorher.", lateFeeText: "8 %" },
  });
  const textOf = async (document: "estimate" | "invoice") =>
    pdfPages(await shop.call(contract.sampleDocument, { params: { document } })).join("\n");
  const invoice = await textOf("invoice");
  for (const words of ["Rechnung", "(Muster)", "Sadama Auto", "Danke!", "8 %", "Max Mustermann"]) {
    expect(invoice).toContain(words);
  }
  const estimate = await textOf("estimate");
  for (const words of ["Kostenvoranschlag", "(Muster)", "Wir fragen vorher."]) expect(estimate).toContain(words);
  const { next } = await one<{ next: number }>(shop.ctx.db, sql`select next from number_series where kind = 'invoice'`);
  expect(next).toBe(1);
  const net = await fiscalShop(api, { priceMode: "net" });
  expect(await net.answer(contract.sampleDocument, { params: { document: "invoice" } })).toMatchObject({ status: 200 });
});

test("a preview prints what is typed and not saved, for whoever may change settings, and saves nothing", async () => {
  const before = await shop.call(contract.getSettings);
  const document = "invoice" as const;
  const body = {
    document,
    settings: { language: "de", invoiceNote: "Bis bald!" },
    requisites: { legalName: "Hafen Auto GmbH", street: "Kai 3" },
  } as const;
  const text = pdfPages(await shop.call(contract.previewDocument, { body })).join("\n");
  for (const words of ["Rechnung", "(Muster)", "Hafen Auto GmbH", "Kai 3", "Bis bald!"]) expect(text).toContain(words);
  expect(await shop.call(contract.getSettings)).toEqual(before);
  expect((await shop.call(contract.getRequisites)).legalName).toBe("Sadama Auto");
  const saved = pdfPages(await shop.call(contract.previewDocument, { body: { document } })).join("\n");
  expect(saved).not.toContain("Hafen");
  expect((await shop.answer(contract.previewDocument, { body }, { as: "advisor" })).status).toBe(403);
  const refused = await shop.refused(contract.previewDocument, { body: { document, settings: { dueDays: 999 } } });
  expect(refused.errors?.[0]?.field).toBe("settings.dueDays");
});

test("a test mail goes to oneself through the outbox", async () => {
  const { messageId, to } = await shop.call(contract.sendTestEmail, {}, { as: "manager" });
  expect(to).toBe("manager@example.com");
  expect(await shop.call(getMessage, { params: { id: messageId } })).toMatchObject({
    to: ["manager@example.com"],
    subject: "Test mail from Sadama Auto",
    status: "queued",
    body: expect.stringContaining("can send mail"),
  });
});
