import { Pool } from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { setClock } from "./clock.ts";
import { addressKey, limitHeaders, openRateLimits, type RateLimits } from "./rate-limits.ts";
import { type Ground, openGround } from "./testing/ground.ts";

let ground: Ground;
beforeAll(async () => {
  ground = await openGround(inject("platformDatabase"));
});
afterAll(() => ground.close());

const clock = setClock("2026-03-29T10:00:10Z");

/** A replica of its own: nothing shared but the database. It merges when the test says so. */
function replica(appPool = ground.appPool): RateLimits {
  return openRateLimits({ appPool, now: clock.now, log: ground.log, mergeMs: 3_600_000 });
}

const signIn = { scope: "sign-in", limit: 10, windowSeconds: 60 };

test("of fifty sign-ins at the same moment on two servers exactly ten are let through", async () => {
  const [one, two] = [replica(), replica()];
  const tries = Array.from({ length: 50 }, (_, n) => (n % 2 ? one : two).takeAttempt({ ...signIn, key: "acme:ann" }));
  const states = await Promise.all(tries);
  expect(states.filter((state) => state.allowed)).toHaveLength(10);
  expect(
    states
      .filter((state) => state.allowed)
      .map((state) => state.remaining)
      .sort((a, b) => a - b),
  ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("whoever was refused may try again when the time that was named is over", async () => {
  const limits = replica();
  const attempt = { scope: "reset", key: "acme:bob", limit: 1, windowSeconds: 60 };
  clock.set("2026-03-29T10:00:10Z");
  expect((await limits.takeAttempt(attempt)).allowed).toBe(true);
  const refused = await limits.takeAttempt(attempt);
  expect(refused).toEqual({ allowed: false, limit: 1, remaining: 0, retryAfterSeconds: 50 });
  expect(limitHeaders(refused)).toEqual({
    "RateLimit-Limit": "1",
    "RateLimit-Remaining": "0",
    "RateLimit-Reset": "50",
    "Retry-After": "50",
  });
  clock.advance(refused.retryAfterSeconds * 1000);
  expect((await limits.takeAttempt(attempt)).allowed).toBe(true);
});

test("one person's attempts cost nobody else any, and one thing's none of another", async () => {
  const limits = replica();
  const attempt = { scope: "link", key: "acme:203.0.113.9", limit: 1, windowSeconds: 60 };
  await limits.takeAttempt(attempt);
  expect((await limits.takeAttempt({ ...attempt, key: "bolt:203.0.113.9" })).allowed).toBe(true);
  expect((await limits.takeAttempt({ ...attempt, scope: "signup" })).allowed).toBe(true);
});

test("while the database is away sign-in stays shut and browsing goes on", async () => {
  const nowhere = new Pool({ host: "127.0.0.1", port: 1, user: "x", database: "x" });
  const limits = replica(nowhere);
  await expect(limits.takeAttempt({ ...signIn, key: "acme:ann" })).rejects.toThrow();
  const browsing = { scope: "requests", key: "acme:s1", limit: 2, windowSeconds: 60 };
  expect([1, 2, 3].map(() => limits.takeRequest(browsing).allowed)).toEqual([true, true, false]);
  await limits.close();
  await nowhere.end();
});

test("two servers count one session's requests together once they have compared notes", async () => {
  const [one, two] = [replica(), replica()];
  const request = { scope: "requests", key: "acme:s2", limit: 10, windowSeconds: 60 };
  for (let n = 0; n < 6; n++) one.takeRequest(request);
  expect(two.takeRequest(request).remaining).toBe(9);
  await one.close();
  await two.close();
  // Both merged; the one that merged last has seen everything.
  expect(two.takeRequest(request).remaining).toBe(2);
  expect([two.takeRequest(request), two.takeRequest(request), two.takeRequest(request)].map((s) => s.allowed)).toEqual([
    true,
    true,
    false,
  ]);
});

test("the tables of limits hold neither addresses nor session secrets, and forget windows that are over", async () => {
  const limits = replica();
  clock.set("2026-03-29T11:00:00Z");
  await limits.takeAttempt({ ...signIn, key: "acme:carla@example.com" });
  limits.takeRequest({ scope: "requests", key: "acme:secret-of-a-session", limit: 10, windowSeconds: 60 });
  const forgetful = replica();
  await limits.close();
  const kept = async () =>
    JSON.stringify([
      (await ground.appPool.query("select * from instance.rate_limits where ends_at = '2026-03-29T11:01:00Z'")).rows,
      (await ground.appPool.query("select * from instance.request_counts where ends_at = '2026-03-29T11:01:00Z'")).rows,
    ]);
  expect(JSON.parse(await kept())).toEqual([[expect.anything()], [expect.anything()]]);
  expect(await kept()).not.toMatch(/carla|secret/);
  clock.set("2026-03-29T11:05:00Z");
  await forgetful.close();
  expect(JSON.parse(await kept())).toEqual([[], []]);
});

test("a workshop's own database login can neither read nor reset its limits", async () => {
  const { db } = ground.contextOf(await ground.newTenant());
  for (const text of ["select * from instance.rate_limits", "delete from instance.request_counts"]) {
    await expect(db.run({ text, values: [] })).rejects.toThrow(/permission denied/);
  }
});

test("all addresses of one household count as one", () => {
  expect(addressKey("203.0.113.9")).toBe("203.0.113.9");
  expect(addressKey("::ffff:203.0.113.9")).toBe("203.0.113.9");
  expect(addressKey("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
  expect(addressKey("2001:0DB8:0001:0002::1")).toBe("2001:db8:1:2::/64");
  expect(addressKey("2001:db8:1:3::1")).not.toBe(addressKey("2001:db8:1:2::1"));
  expect(addressKey("::1")).toBe("0:0:0:0::/64");
  expect(addressKey("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(addressKey("2001:db8::192.0.2.1")).toBe("2001:db8:0:0::/64");
});
