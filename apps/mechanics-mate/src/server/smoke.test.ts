import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { watch } from "./smoke.ts";

test("a site that is watched for an hour is looked at every half minute, and what failed in between is counted", async () => {
  let round = 0;
  const site = createServer((request, response) => {
    if (request.method === "HEAD") round++;
    response.statusCode = request.url === "/health/ready" && round === 2 ? 503 : 200;
    response.end(response.statusCode === 503 ? '{"missing":["database"]}' : '{"csrfToken":"x"}');
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  const lines: string[] = [];
  let now = 0;
  const isFine = await watch(
    `http://127.0.0.1:${(site.address() as AddressInfo).port}`,
    (line) => void lines.push(line),
    {
      forMs: 3_600_000,
      everyMs: 30_000,
      now: () => now,
      pause: async (ms) => {
        now += ms;
      },
    },
  );
  site.close();
  expect(isFine).toBe(false);
  expect(lines).toContain("✓ the token has one key");
  expect(lines).toContain("✗ everything needed is ready: failed 1 of 121 times, last: missing: database");
  expect(lines.at(-1)).toMatch(/^121 rounds, \d+ checks, \d+ failed; half took \d+ ms, 95 of 100 \d+ ms\.$/);
});
