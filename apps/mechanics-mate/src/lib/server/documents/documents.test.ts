import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { signedIn } from "../testing/people.ts";
import { type Browser, openTestSite, origin, type TestSite } from "../testing/site.ts";
import { chunksOf } from "./chunks.ts";

let site: TestSite;
let jo: Browser;

beforeAll(async () => {
  site = await openTestSite({ DEFAULT_PLAN: "starter" });
  jo = await signedIn(site, "jo@example.com");
});
afterAll(() => site.close());

async function upload(
  browser: Browser,
  path: string,
  bytes: Uint8Array | string,
  name: string,
  more: Record<string, string> = {},
) {
  const { csrfToken } = (await browser.send("GET", "/api/auth/csrf-token")).body;
  const form = new FormData();
  form.set("file", new File([typeof bytes === "string" ? bytes : new Uint8Array(bytes)], name));
  for (const [field, value] of Object.entries(more)) form.set(field, value);
  return browser.raw(
    new Request(origin + path, { method: "POST", headers: { origin, "x-csrf-token": csrfToken }, body: form }),
  );
}
const ask = (message: string, more: object = {}) =>
  jo.send("POST", "/api/chat", { message, clientMessageId: randomUUID(), ...more }, { accept: "application/json" });

/** The smallest PDF with one line of text. */
function pdfWith(text: string): string {
  const stream = `BT /F1 12 Tf 50 700 Td (${text}) Tj ET`;
  return `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length ${stream.length}>>stream
${stream}
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF`;
}

test("a figure is given from the page of one's own document, quoted, and from nowhere else", async () => {
  expect((await ask("Torque of the wheel bolts?")).body.response).toContain("Not known");
  const added = await upload(jo, "/api/documents", pdfWith("Wheel bolts: tighten crosswise to 108 Nm."), "Vano.pdf", {
    kind: "manual",
    rights: "own",
  });
  expect(added).toMatchObject({ status: 201, body: { name: "Vano.pdf", state: "ready", pages: 1 } });
  const { body } = await ask("What is the torque of the wheel bolts?");
  expect(body.response).toContain("108 Nm");
  expect(body.blocks[0]).toMatchObject({ kind: "safety", hazard: "wheels" });
  const stranger = await signedIn(site, "stranger@example.com");
  const theirs = await stranger.send(
    "POST",
    "/api/chat",
    { message: "What is the torque of the wheel bolts?", clientMessageId: randomUUID() },
    { accept: "application/json" },
  );
  expect(theirs.body.response).not.toContain("108");
});

test("what is no text, a PDF of pictures, a broken one, or without a right is refused by field", async () => {
  const refused = async (bytes: Uint8Array | string, name: string, more: Record<string, string> = { rights: "own" }) =>
    (await upload(jo, "/api/documents", bytes, name, more)).body.errors?.[0];
  expect(await refused(new Uint8Array([0, 1, 2, 3]), "x.pdf")).toMatchObject({ field: "file" });
  expect(await refused("%PDF-1.4 broken", "x.pdf")).toMatchObject({ field: "file" });
  expect(await refused("Some text.", "x.txt", {})).toMatchObject({ field: "rights" });
  expect(await refused("Some text.", "x.txt", { rights: "own", yearFrom: "2020", yearTo: "2010" })).toMatchObject({
    field: "yearTo",
  });
  expect((await upload(jo, "/api/documents", "", "empty.txt", { rights: "own" })).body.errors[0].field).toBe("file");
});

test("a scan report is read as it is attached, and asked about with the question", async () => {
  const added = await upload(jo, "/api/attachments", "Engine\nP0300 stored\nP0171 pending", "report.txt");
  expect(added.body.codes).toEqual(["P0300", "P0171"]);
  const { body } = await ask("Explain the report", { attachmentIds: [added.body.id] });
  expect(body.response).toContain("misfire");
  expect((await ask("Explain the report", { attachmentIds: [randomUUID()] })).status).toBe(404);
});

test("a photo is made anew without what it said of place and camera; a picture that is none is refused", async () => {
  const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: "red" } })
    .withExif({ IFD0: { Copyright: "Secret place" } })
    .jpeg()
    .toBuffer();
  expect((await upload(jo, "/api/attachments", photo, "leak.jpg")).body).toMatchObject({
    mediaType: "image/webp",
    codes: [],
  });
  const broken = Buffer.concat([photo.subarray(0, 60), Buffer.alloc(40)]);
  expect((await upload(jo, "/api/attachments", broken, "leak.jpg")).body.errors[0].message).toBe(
    "That is not a picture we can read.",
  );
});

test("passages keep page and heading, are short enough to quote, and lose no word", () => {
  const long = `${"A long sentence about the cooling system. ".repeat(80)}`;
  const chunks = chunksOf(["# Cooling\n\nThermostat 06A121111A opens early. P0128.", long], true);
  expect(chunks[0]).toMatchObject({ page: 1, heading: "Cooling", codes: ["P0128", "06A121111A"] });
  expect(chunks.every(({ body }) => body.length <= 1_300)).toBe(true);
  expect(
    chunks
      .slice(1)
      .map(({ body }) => body)
      .join(" ")
      .split(/\s+/),
  ).toHaveLength(long.trim().split(/\s+/).length);
});
