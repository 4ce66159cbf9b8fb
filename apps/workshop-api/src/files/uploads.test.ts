import * as contract from "@mechanicbuddy/contract/files";
import { getMe } from "@mechanicbuddy/contract/identity";
import type { Context } from "@mechanicbuddy/platform/context";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as plan from "../plan/plan.ts";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import * as files from "./files.ts";
import { removeUnreferenced } from "./sweeping.ts";
import { carOrder } from "./testing/order.ts";
import { gifOf, jpegFromPhone, paperPdf, pngHeader } from "./testing/pictures.ts";

let api: TestApi;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());

const octets = { headers: { "content-type": "application/octet-stream" } };
const upload = (shop: Shop, bytes: Uint8Array, name?: string, as: "owner" | "mechanic" = "owner") =>
  shop.call(contract.uploadFile, { body: bytes, query: { name } }, { ...octets, as });
const refused = (shop: Shop, bytes: Uint8Array, name?: string) =>
  shop.refused(contract.uploadFile, { body: bytes, query: { name } }, octets);
const fetched = (shop: Shop, url: string) => api.app.fastify.inject({ url, headers: { host: `${shop.id}.localhost` } });

const notAPicture = {
  status: 422,
  code: "invalid",
  errors: [{ field: "file", message: "That is not a picture we can read." }],
};

test("a photo comes back upright, in three sizes, and no longer says where it was taken", async () => {
  const shop = await api.newShop();
  const taken = await jpegFromPhone(3_000, 2_000);
  expect((await sharp(taken).metadata()).exif?.includes("2026:03:17")).toBe(true);
  const file = await upload(shop, taken, "IMG_0042.HEIC.jpeg");
  expect(file).toMatchObject({ mediaType: "image/jpeg", width: 1_707, height: 2_560, name: "IMG_0042.HEIC.jpg" });
  expect(file.takenAt).toBe("2026-03-17T08:42:00.000Z");
  for (const size of contract.pictureSizes) {
    const { rawPayload, headers } = await fetched(shop, file.addresses[size]);
    const picture = await sharp(rawPayload).metadata();
    expect(Math.max(picture.width, picture.height)).toBe(contract.pictureSides[size]);
    expect(picture).not.toHaveProperty("exif");
    expect(rawPayload.includes("2026:03:17")).toBe(false);
    expect(headers).toMatchObject({ "content-type": "image/jpeg", "x-content-type-options": "nosniff" });
    expect(headers["content-disposition"]).toBe("inline; filename*=UTF-8''IMG_0042.HEIC.jpg");
  }
});

test("PNG, WebP and the first frame of a GIF are taken; what is transparent stays so", async () => {
  const shop = await api.newShop();
  const square = { create: { width: 40, height: 30, channels: 4, background: "#00800080" } } as const;
  const see = await upload(shop, await sharp(square).png().toBuffer());
  expect(see).toMatchObject({ mediaType: "image/webp", width: 40, height: 30 });
  expect(await upload(shop, await sharp(square).flatten().webp().toBuffer())).toMatchObject({
    mediaType: "image/jpeg",
  });
  expect(await upload(shop, await gifOf(["#ff0000", "#0000ff"]))).toMatchObject({ width: 16, height: 16 });
});

test("a PDF is kept byte for byte under its own name and is saved, never shown in our name", async () => {
  const shop = await api.newShop();
  const file = await upload(shop, paperPdf, '../../insurance "claim".pdf');
  expect(file).toMatchObject({ mediaType: "application/pdf", width: null, name: '.. .. insurance "claim".pdf' });
  const { rawPayload, headers } = await fetched(shop, file.addresses.large);
  expect(rawPayload.equals(paperPdf)).toBe(true);
  expect(headers["content-disposition"]).toMatch(/^attachment; filename\*=UTF-8''[A-Za-z0-9.%'-]+$/);
});

test("what a file is called says nothing: a drawing, a page and a program under a picture's name are refused", async () => {
  const shop = await api.newShop();
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  for (const bytes of [svg, Buffer.from("<!doctype html><p>hello"), Buffer.from("MZ\u0090\0\u0003")]) {
    expect(await refused(shop, bytes, "photo.jpg")).toMatchObject(notAPicture);
  }
});

test("a file that is picture and page at once loses the page", async () => {
  const shop = await api.newShop();
  const page = Buffer.from("<script>steal()</script>");
  const both = Buffer.concat([await jpegFromPhone(64, 64), page]);
  const file = await upload(shop, both, "photo.html");
  expect(file.name).toBe("photo.jpg");
  expect((await fetched(shop, file.addresses.large)).rawPayload.includes(page)).toBe(false);
});

test("a picture or PDF that broke off on its way is refused", async () => {
  const shop = await api.newShop();
  const whole = await jpegFromPhone(800, 600);
  expect(await refused(shop, whole.subarray(0, whole.length * 0.6))).toMatchObject(notAPicture);
  expect(await refused(shop, paperPdf.subarray(0, -10))).toMatchObject(notAPicture);
});

test("a small file that unfolds to a huge picture is refused with both numbers", async () => {
  const shop = await api.newShop();
  expect(await refused(shop, pngHeader(30_000, 30_000))).toMatchObject({
    status: 413,
    detail: "The picture has 900 million pixels; at most 40 million are possible.",
  });
});

test("a picture over 10 MB and a PDF over 20 MB are refused with both numbers", async () => {
  const shop = await api.newShop();
  const noise = Buffer.concat([await jpegFromPhone(64, 64), Buffer.alloc(10.2 * 1024 * 1024)]);
  expect(await refused(shop, noise)).toMatchObject({
    status: 413,
    code: "too_large",
    detail: "The picture has 10.3 MB; at most 10 MB are possible.",
  });
  expect(await refused(shop, Buffer.concat([paperPdf, Buffer.alloc(20 * 1024 * 1024)]))).toMatchObject({
    status: 413,
    detail: "The file has 20.1 MB; at most 20 MB are possible.",
  });
});

test("nothing at all, and a file sent as text, are refused with what to do", async () => {
  const shop = await api.newShop();
  const chooseOne = { status: 422, errors: [{ field: "file", message: "Choose a file." }] };
  expect(await shop.refused(contract.uploadFile)).toMatchObject(chooseOne);
  expect(await shop.refused(contract.uploadFile, { body: { file: "x" } as never })).toMatchObject(chooseOne);
});

test("an address works for 15 minutes, in this workshop only, and cannot be made up", async () => {
  const [shop, neighbour] = [await api.newShop(), await api.newShop()];
  const { addresses } = await upload(shop, paperPdf);
  expect((await fetched(shop, addresses.large)).statusCode).toBe(200);
  expect((await fetched(neighbour, addresses.large)).statusCode).toBe(404);
  const last = addresses.large.slice(-4, -3) === "A" ? "B" : "A";
  const forged = `${addresses.large.slice(0, -4)}${last}${addresses.large.slice(-3)}`;
  expect((await fetched(shop, forged)).statusCode).toBe(404);
  const { ctx } = shop;
  const later = { ...ctx, now: () => new Date(ctx.now().getTime() + 15 * 60_000 + 1_000) };
  const token = addresses.large.split("/").at(-1) ?? "";
  await expect(files.showByAddress(later, token)).rejects.toMatchObject({ code: "gone" });
});

test("an upload is its uploader's alone until it hangs somewhere; then whoever may see that sees it", async () => {
  const shop = await api.newShop();
  const { order, job } = await carOrder(shop);
  const { id } = await upload(shop, await jpegFromPhone(64, 64), undefined, "mechanic");
  const look = (as: "mechanic" | "advisor") => shop.answer(contract.getFile, { params: { id } }, { as });
  expect((await look("mechanic")).status).toBe(200);
  expect((await look("advisor")).status).toBe(404);
  const hang = { params: { id: order.id }, body: { fileId: id, jobId: job.id, caption: "Worn pads" } };
  expect(await shop.refused(contract.hangOnWorkOrder, hang, { as: "advisor" })).toMatchObject({
    errors: [{ field: "fileId", message: "This file does not exist any more; upload it again." }],
  });
  expect(await shop.call(contract.hangOnWorkOrder, hang, { as: "mechanic" })).toMatchObject({
    jobId: job.id,
    caption: "Worn pads",
  });
  expect((await look("advisor")).status).toBe(200);
  const answer = await shop.answer(contract.listWorkOrderFiles, { params: { id: order.id } });
  expect(answer.body.items.map(({ caption }) => caption)).toEqual(["Worn pads"]);
  expect(answer.cost.roundTrips).toBe(1);
});

test("photos hang on cars and customers too, get a caption, and come down again", async () => {
  const shop = await api.newShop();
  const { order } = await carOrder(shop);
  const params = { id: order.vehicle?.id ?? "" };
  const { id } = await upload(shop, await jpegFromPhone(64, 64));
  const hung = await shop.call(contract.hangOnVehicle, { params, body: { fileId: id } });
  const on = { ...params, fileId: id };
  const written = { version: hung.version, caption: "Dent, rear left" };
  const { caption } = await shop.call(contract.captionVehicleFile, { params: on, body: written });
  expect(caption).toBe("Dent, rear left");
  expect(await shop.refused(contract.captionVehicleFile, { params: on, body: written })).toMatchObject({
    code: "conflict",
    current: { caption: "Dent, rear left" },
  });
  const elsewhere = { id: order.customer?.id ?? "", fileId: id };
  expect((await shop.answer(contract.removeCustomerFile, { params: elsewhere })).status).toBe(404);
  await shop.call(contract.removeVehicleFile, { params: on });
  expect((await shop.call(contract.listVehicleFiles, { params })).items).toEqual([]);
  const paper = await upload(shop, paperPdf, "passport.pdf");
  const customer = { id: elsewhere.id };
  await shop.call(contract.hangOnCustomer, { params: customer, body: { fileId: paper.id } });
  expect((await shop.call(contract.listCustomerFiles, { params: customer })).items).toMatchObject([{ id: paper.id }]);
});

/** What counts against the plan. */
async function storedBytes(ctx: Context): Promise<number | undefined> {
  return (await plan.view(ctx)).usage.find(({ name }) => name === "storageBytes")?.used;
}

test("what nobody hung anywhere for a day is removed, bytes and all, unless another file shares them", async () => {
  const shop = await api.newShop();
  const { ctx } = shop;
  const { order } = await carOrder(shop);
  const [kept, free, lost] = [
    await upload(shop, paperPdf),
    await upload(shop, paperPdf),
    await upload(shop, await jpegFromPhone(50, 50)),
  ];
  await shop.call(contract.hangOnWorkOrder, { params: { id: order.id }, body: { fileId: kept.id } });
  expect(await storedBytes(ctx)).toBe(kept.bytes + free.bytes + lost.bytes);
  expect(await removeUnreferenced(ctx)).toBe(0);
  const tomorrow = { ...ctx, now: () => new Date(Date.now() + 25 * 3_600_000) };
  expect(await removeUnreferenced(tomorrow)).toBe(2);
  expect(await storedBytes(ctx)).toBe(kept.bytes);
  expect((await files.read(ctx, kept.id)).bytes.equals(paperPdf)).toBe(true);
  expect((await shop.answer(contract.getFile, { params: { id: lost.id } })).status).toBe(404);
});

test("one's own photo is set, shown and removed; a PDF is no photo", async () => {
  const shop = await api.newShop();
  const as = "mechanic";
  expect(await shop.refused(contract.putMyPhoto, { body: paperPdf }, { ...octets, as })).toMatchObject(notAPicture);
  await shop.call(contract.putMyPhoto, { body: await jpegFromPhone(64, 64) }, { ...octets, as });
  const { photo } = await shop.call(getMe, {}, { as });
  expect((await fetched(shop, photo ?? "")).headers["content-type"]).toBe("image/jpeg");
  await shop.call(contract.deleteMyPhoto, {}, { as });
  expect((await shop.call(getMe, {}, { as })).photo).toBeNull();
});
