import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

const good = { SESSION_SECRET: "k".repeat(44) };

test("one secret is enough to start", () => {
  const settings = readSettings(good);
  expect(settings.apiUrl.href).toBe("http://localhost:15568/");
  expect(settings.sessionKey).toHaveLength(32);
  expect(settings.publicUrl).toBeUndefined();
});

test("every fault is listed at once, and never a value", () => {
  const env = { SESSION_SECRET: "your-secret-here", MANAGEMENT_API_URL: "nowhere", PORTAL_URL: "somewhere" };
  let message = "";
  try {
    readSettings(env);
  } catch (error) {
    message = (error as Error).message;
  }
  for (const [name, value] of Object.entries(env)) {
    expect(message).toContain(name);
    expect(message).not.toContain(value);
  }
});
