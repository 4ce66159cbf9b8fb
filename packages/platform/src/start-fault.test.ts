import { createServer } from "node:net";
import { Client } from "pg";
import { expect, test } from "vitest";
import { ConfigError } from "./config.ts";
import { startFault } from "./start-fault.ts";

const database = { DB_HOST: "127.0.0.1", DB_PORT: 1, DB_USER: "mechanicbuddy", DB_NAME: "mechanicbuddy" };

test("a database that is away is named with its place and how to look for it", async () => {
  const client = new Client({ host: "127.0.0.1", port: 1, user: "mechanicbuddy", password: "never-shown" });
  const error = await client.connect().catch((error: unknown) => error);
  const said = startFault(error, database);
  expect(said).toContain("The database at 127.0.0.1:1 cannot be reached (ECONNREFUSED).");
  expect(said).toContain("docker compose ps db");
});

test("a port that is taken is named", async () => {
  const first = createServer();
  await new Promise<void>((resolve) => first.listen(0, "127.0.0.1", resolve));
  const { port } = first.address() as { port: number };
  const second = createServer();
  const error = await new Promise((resolve) => second.once("error", resolve).listen(port, "127.0.0.1"));
  expect(startFault(error, { HOST: "127.0.0.1", PORT: port })).toContain(
    `Port ${port} of 127.0.0.1 is in use already.`,
  );
  await new Promise((resolve) => first.close(resolve));
});

test("missing secrets are listed, all at once", () => {
  const problems = ["JWT_SECRET is missing.", "CONSUMER_SECRET is missing."];
  for (const problem of problems) expect(startFault(new ConfigError("workshop-api", problems))).toContain(problem);
});

test("a password the database refuses, a database that is missing and one without tables each have their way out", () => {
  const refused = (code: string) => startFault(Object.assign(new Error("x"), { code }), database);
  expect(refused("28P01")).toContain("npm run doctor -- --sync-db-password");
  expect(refused("3D000")).toContain("mechanicbuddy does not exist at 127.0.0.1:1");
  expect(refused("42P01")).toContain("npm run migrate");
});
