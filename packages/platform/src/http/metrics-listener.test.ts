import { expect, test } from "vitest";
import { observeMail } from "../metrics.ts";
import { freePort } from "../testing/postgres.ts";
import { listenForMetrics } from "./metrics-listener.ts";

test("Prometheus reads the numbers on a port of their own, where nothing else answers", async () => {
  const port = await freePort();
  const listener = await listenForMetrics({ host: "127.0.0.1", port });
  observeMail("accepted");
  const numbers = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(numbers.headers.get("content-type")).toContain("text/plain");
  expect(await numbers.text()).toMatch(/mails_total\{outcome="accepted"\} \d/);
  expect((await fetch(`http://127.0.0.1:${port}/api/version`)).status).toBe(404);
  expect((await fetch(`http://127.0.0.1:${port}/metrics`, { method: "POST" })).status).toBe(404);
  await expect(listenForMetrics({ host: "127.0.0.1", port })).rejects.toThrow(/EADDRINUSE/);
  await listener.stop();
  await expect(fetch(`http://127.0.0.1:${port}/metrics`)).rejects.toThrow();
});
