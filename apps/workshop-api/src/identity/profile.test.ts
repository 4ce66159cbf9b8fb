import * as contract from "@mechanicbuddy/contract/identity";
import { rows } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
});

const me = () => shop.call(contract.getMe, {}, { as: "mechanic" });

test("one changes one's own name and language, and nobody else's", async () => {
  const { version } = await me();
  await shop.call(contract.updateMe, { body: { version, firstName: "Jüri", language: "de" } }, { as: "mechanic" });
  expect(await me()).toMatchObject({ name: expect.stringMatching(/^Jüri /), language: "de" });
  expect((await shop.call(contract.getMe)).name).toBe("Anna Saar");
});

test("a form that is older than the account is refused with what it is now", async () => {
  const { version } = await me();
  await shop.call(contract.updateMe, { body: { version, language: "de" } }, { as: "mechanic" });
  expect(
    await shop.refused(contract.updateMe, { body: { version, language: "en" } }, { as: "mechanic" }),
  ).toMatchObject({ code: "conflict", current: { language: "de" } });
});

test("a new e-mail is told to the old one", async () => {
  const { version, email } = await me();
  await shop.call(contract.updateMe, { body: { version, email: "juri@example.org" } }, { as: "mechanic" });
  expect((await me()).email).toBe("juri@example.org");
  expect(await rows(shop.ctx.db, sql`select recipients from messages where template = 'email-changed'`)).toEqual([
    { recipients: [email] },
  ]);
});

test("whoever leaves is signed out at once and stays in the history; the last owner cannot leave", async () => {
  await shop.call(contract.leaveWorkshop, {}, { as: "mechanic" });
  expect((await shop.refused(contract.getMe, {}, { as: "mechanic" })).status).toBe(401);
  const [left] = await rows(
    shop.ctx.db,
    sql<{ gone: boolean }>`select disabled_at is not null as gone from users where id = ${shop.people.mechanic.userId}`,
  );
  expect(left).toEqual({ gone: true });
  expect((await shop.refused(contract.leaveWorkshop, {})).code).toBe("conflict");
});
