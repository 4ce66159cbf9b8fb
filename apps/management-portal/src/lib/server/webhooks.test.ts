import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { passOn } from "./webhooks.ts";

let api: Server;
const came: { url: string | undefined; signature: unknown; bytes: Buffer }[] = [];
beforeAll(async () => {
  api = createServer(async (request, response) => {
    const { url, headers } = request;
    came.push({ url, signature: headers["stripe-signature"], bytes: await buffer(request) });
    response.writeHead(400).end('{"code":"invalid"}');
  });
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
});
afterAll(() => new Promise((resolve) => api.close(resolve)));

const event = () =>
  new Request("https://mechanicbuddy.app/api/webhooks/stripe", {
    ...{ method: "POST", headers: { "stripe-signature": "t=1,v1=2" }, body: '{ "id":  "evt_1" }' },
  });

test("an event of Stripe reaches the API byte by byte, and its answer comes back", async () => {
  const reply = await passOn(event(), new URL(`http://127.0.0.1:${(api.address() as AddressInfo).port}`));
  expect([reply.status, await reply.json()]).toEqual([400, { code: "invalid" }]);
  expect(came).toEqual([
    { url: "/api/webhooks/stripe", signature: "t=1,v1=2", bytes: Buffer.from('{ "id":  "evt_1" }') },
  ]);
});

test("while the API is away Stripe is asked to come again", async () => {
  expect((await passOn(event(), new URL("http://127.0.0.1:1"))).status).toBe(503);
});
