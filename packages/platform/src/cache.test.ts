import { expect, test } from "vitest";
import { cacheOfInstance, cachePerTenant } from "./cache.ts";
import { setClock } from "./clock.ts";

const clock = setClock("2026-01-01T00:00:00Z");
const small = { name: "plans", maxEntries: 2, maxAgeMs: 1_000, now: clock.now };

test("one workshop is never handed what was kept for another under the same key", () => {
  const cache = cachePerTenant<string>(small);
  cache.set("acme", "plan", "gold");
  expect(cache.get("bolt", "plan")).toBeUndefined();
  expect(cache.get("acme", "plan")).toBe("gold");
  cache.set("a", "b-c", "x");
  expect(cache.get("a-b", "c")).toBeUndefined();
});

test("what was kept is asked for again when its time is over", () => {
  const cache = cacheOfInstance<number>(small);
  cache.set("a", 1);
  clock.advance(999);
  expect(cache.get("a")).toBe(1);
  clock.advance(1);
  expect(cache.get("a")).toBeUndefined();
});

test("a full cache lets go of what nobody used for longest", () => {
  const cache = cacheOfInstance<number>(small);
  cache.set("a", 1);
  cache.set("b", 2);
  cache.get("a");
  cache.set("c", 3);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([1, undefined, 3]);
  expect(cache.counts()).toEqual({ name: "plans", entries: 2, hits: 3, misses: 1 });
});

test("many who ask at once share one look-up, and a failed one is not kept", async () => {
  const cache = cacheOfInstance<number>(small);
  let reads = 0;
  const read = async () => {
    reads++;
    if (reads === 1) throw new Error("away");
    return reads;
  };
  const failed = await Promise.allSettled([cache.load("a", read), cache.load("a", read)]);
  expect(failed.map((result) => result.status)).toEqual(["rejected", "rejected"]);
  expect(await Promise.all([cache.load("a", read), cache.load("a", read)])).toEqual([2, 2]);
  expect(reads).toBe(2);
});

test("a look-up that began before a change does not bring the old state back", async () => {
  const cache = cacheOfInstance<string>(small);
  let answer: (value: string) => void = () => undefined;
  const loading = cache.load("a", () => new Promise((resolve) => (answer = resolve)));
  cache.forget("a");
  answer("old");
  expect(await loading).toBe("old");
  expect(cache.get("a")).toBeUndefined();
});
