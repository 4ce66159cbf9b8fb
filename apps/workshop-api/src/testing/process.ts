import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ground, testRootSecret } from "@mechanicbuddy/platform/testing/ground";

/** The environment in which a process of its own works on the database of a test. */
export function environmentOf({ owner, app }: Pick<Ground, "owner" | "app">): Record<string, string | undefined> {
  return {
    PATH: process.env.PATH,
    NODE_ENV: "test",
    LOG_LEVEL: "error",
    METRICS_PORT: "0",
    // Each start compiles the same files.
    NODE_COMPILE_CACHE: join(tmpdir(), "mechanicbuddy-compiled"),
    DB_HOST: owner.host,
    DB_PORT: String(owner.port),
    DB_NAME: owner.database,
    DB_USER: owner.user,
    DB_PASSWORD: owner.password,
    DB_APP_PASSWORD: app.password,
    JWT_SECRET: testRootSecret,
    INSTANCE_ID: "test",
    CONSUMER_SECRET: Buffer.alloc(32, 7).toString("base64"),
    MULTI_TENANCY: "true",
  };
}
