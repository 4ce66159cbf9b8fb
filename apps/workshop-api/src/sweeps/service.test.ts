import { testPlatform } from "@mechanicbuddy/platform/testing/platform";
import { afterAll, beforeAll, expect, test } from "vitest";
import { contractRoutes } from "../testing/contract-routes.ts";
import { openTestApi, type Shop, type TestApi, urlOf } from "../testing/shop.ts";

let api: TestApi;
let shop: Shop;
beforeAll(async () => {
  api = await openTestApi();
  shop = await api.newShop();
});
afterAll(() => api.close());

test("each route of the platform refuses whoever is not the platform, and a call it has taken before", async () => {
  const routes = (await contractRoutes()).filter(({ permission }) => permission === "service");
  expect(routes.length).toBeGreaterThan(12);
  for (const route of routes) {
    const url = urlOf(route, { id: shop.id });
    const action = `${route.method} ${url}`;
    const now = api.clock.now();
    const used = await testPlatform.signCall(action, { now });
    await api.app.platform?.verifyCall(used, action);
    const late = new Date(now.getTime() - 120_000);
    const wrong: Record<string, string | undefined> = {
      nobody: undefined,
      "an owner": shop.tokens.owner,
      "a call for another instance": await testPlatform.signCall(action, { now, instance: "elsewhere" }),
      "a call for another action": await testPlatform.signCall(`${action}-2`, { now }),
      "a late call": await testPlatform.signCall(action, { now: late }),
      "a call taken before": used,
    };
    for (const [who, token] of Object.entries(wrong)) {
      const answer = await api.app.fastify.inject({
        method: route.method,
        url,
        headers: {
          host: `${shop.id}.localhost`,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(route.body === undefined ? {} : { payload: {} }),
      });
      expect([action, who, answer.statusCode]).toEqual([action, who, 401]);
    }
  }
});
