import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, vi } from "vitest";
import { openErrorReporter } from "./errors-reporter.ts";
import type { Log } from "./log.ts";

function quiet() {
  const warn = vi.fn();
  const log: Log = { debug: vi.fn(), info: vi.fn(), warn, error: vi.fn(), child: () => log };
  return { log, warn };
}

const about = { release: "1.0.0", environment: "test" };

test("without an error tracker nothing is sent and nothing said", async () => {
  const { log, warn } = quiet();
  const reporter = await openErrorReporter({ dsn: undefined, ...about, log });
  reporter.report(new Error("x"));
  await reporter.close(10);
  expect(warn).not.toHaveBeenCalled();
});

test("a mistyped address of the error tracker does not prevent a start", async () => {
  for (const dsn of ["nonsense", "https://sentry.example.com", "your-dsn"]) {
    const { log, warn } = quiet();
    const reporter = await openErrorReporter({ dsn, ...about, log });
    reporter.report(new Error("x"));
    expect(warn).toHaveBeenCalledOnce();
    expect(JSON.stringify(warn.mock.calls)).not.toContain(dsn);
  }
});

test("the error tracker learns what broke, but no customer's data and no password", async () => {
  const received: string[] = [];
  const server = createServer((request, response) => {
    request.on("data", (bytes: Buffer) => received.push(bytes.toString()));
    request.on("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { log } = quiet();
  const reporter = await openErrorReporter({ dsn: `http://key@127.0.0.1:${port}/1`, ...about, log });
  const error = Object.assign(new Error('invalid input for type uuid: "Ann Miller"'), { code: "22P02" });
  reporter.report(error, { route: "/api/customers/:id" });
  reporter.report(new Error("cannot reach postgres://mb:geheim@db/mb"));
  await reporter.close(2_000);
  server.close();
  const sent = received.join("");
  expect(sent).toContain("/api/customers/:id");
  expect(sent).toContain("invalid input for type uuid");
  expect(sent).not.toMatch(/Ann Miller|geheim/);
});
