import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

const good = { SERVER_SECRET: "s".repeat(44), SESSION_SECRET: "k".repeat(44) };

test("two secrets are enough to start", () => {
  const settings = readSettings(good);
  expect(settings.apiUrl.href).toBe("http://localhost:15567/");
  expect(settings.sessionKey).toHaveLength(32);
  expect(settings.onlyTenant).toBe("main");
});

test("every fault is listed at once, and never a value", () => {
  const env = {
    SERVER_SECRET: "your-secret-here",
    SESSION_SECRET: "",
    API_URL: "nowhere",
    NEXT_PUBLIC_SESSION_TIMEOUT: "x",
  };
  let message = "";
  try {
    readSettings(env);
  } catch (error) {
    message = (error as Error).message;
  }
  for (const name of Object.keys(env)) expect(message).toContain(name);
  expect(message).not.toContain("your-secret-here");
  expect(message).not.toContain("nowhere");
});

test("one workshop alone has every host, unless many are served", () => {
  expect(readSettings({ ...good, TENANT_ID: "acme" }).onlyTenant).toBe("acme");
  expect(readSettings({ ...good, MULTI_TENANCY: "true" }).onlyTenant).toBeUndefined();
});
