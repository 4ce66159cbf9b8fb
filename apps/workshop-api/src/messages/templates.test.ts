import { listAudit } from "@mechanicbuddy/contract/audit";
import {
  getMessage,
  listMessages,
  listMessageTemplates,
  ownTemplateKinds,
  saveMessageTemplate,
  tryMessageTemplate,
} from "@mechanicbuddy/contract/messages";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { queue } from "./messages.ts";
import { variablesOf } from "./template.ts";
import { trial } from "./templates.ts";
import { wordings } from "./words/words.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const own = {
  kind: "receipt" as const,
  language: "en" as const,
  subject: "Paid: {{documentNumber}}",
  body: "Thanks {{customerName}}",
};
const receiptIn = async (of: Shop) => {
  const { items } = await of.call(listMessageTemplates, { query: { language: "en" } });
  return items.find(({ kind }) => kind === "receipt");
};

test("a workshop words its receipts itself, and has the usual words back with one call", async () => {
  const neighbour = await api.newShop();
  const usual = await receiptIn(shop);
  expect(usual).toMatchObject({ version: null, subject: usual?.usual.subject });
  const saved = await shop.call(saveMessageTemplate, { body: own }, { as: "manager" });
  expect(saved).toMatchObject({ subject: own.subject, version: 1, usual: usual?.usual });
  await queue(shop.ctx, {
    template: "receipt",
    language: "en",
    to: ["ann@example.com"],
    about: { kind: "payment", id: shop.people.owner.userId },
    variables: { customerName: "Ann", documentNumber: "R7", total: "1.00" },
  });
  expect((await shop.call(listMessages)).items[0]?.subject).toBe("Paid: R7");
  expect((await receiptIn(neighbour))?.version).toBeNull();
  const back = await shop.call(saveMessageTemplate, { body: { kind: "receipt", language: "en", version: 1 } });
  expect(back).toMatchObject({ version: null, subject: usual?.subject });
  const { items } = await shop.call(listAudit, { query: { entityKind: "template" } });
  expect(items.map(({ action }) => action)).toEqual(["template.reset", "template.update"]);
});

test("a name a text cannot know is refused with the nearest one it does", async () => {
  const refused = (body: object) => shop.refused(saveMessageTemplate, { body: { ...own, ...body } });
  expect((await refused({ body: "Dear {{custmerName}}" })).errors).toEqual([
    { field: "body", message: "{{custmerName}} is not known; did you mean {{customerName}}?" },
  ]);
  expect((await refused({ subject: "{{validUntilOn}}" })).errors?.[0]?.field).toBe("subject");
  expect((await refused({ body: undefined })).errors).toEqual([{ field: "body", message: "Enter a text." }]);
});

test("of two who change one text the second hears what the first wrote", async () => {
  await shop.call(saveMessageTemplate, { body: own });
  const late = await shop.refused(saveMessageTemplate, { body: { ...own, subject: "Other" } });
  expect(late).toMatchObject({ code: "conflict", current: { subject: own.subject, version: 1 } });
});

test("a trial shows the text with values, saves nothing, and comes by mail when asked", async () => {
  const shown = await shop.call(tryMessageTemplate, { body: { ...own, body: "{{customerName}}: {{total}}" } });
  expect(shown).toEqual({ subject: "Paid: 2026-00042", body: "Mari Tamm: 248.00", mailedTo: null });
  expect((await shop.call(listMessages)).items).toEqual([]);
  const { mailedTo } = await shop.call(tryMessageTemplate, { body: { ...own, mail: true } }, { as: "manager" });
  const [mail] = (await shop.call(listMessages)).items;
  expect(mail).toMatchObject({ to: [mailedTo], subject: "Paid: 2026-00042" });
  expect((await shop.call(getMessage, { params: { id: mail?.id ?? "" } })).body).toBe("Thanks Mari Tamm");
  expect((await receiptIn(shop))?.version).toBeNull();
});

test("the product's own texts name nothing their kind cannot know, in every language", () => {
  for (const [language, texts] of Object.entries(wordings)) {
    for (const kind of ownTemplateKinds) {
      const filled = trial(shop.ctx, { kind, language: language as "en", ...texts[kind] }, "Test Garage");
      expect(filled.subject).not.toBe("");
      expect(variablesOf[kind]).toContain("link");
    }
  }
});
