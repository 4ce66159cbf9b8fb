import { type Clock, systemClock } from "./clock.ts";

export interface CacheOptions {
  /** Named in metrics and the bench, where every cache shows its ratio. */
  name: string;
  /** Past this many entries the one that was read longest ago goes. */
  maxEntries: number;
  maxAgeMs: number;
  now?: Clock;
}

export interface CacheCounts {
  name: string;
  entries: number;
  hits: number;
  misses: number;
}

/** Values that may be kept a while: never prices, stock, sessions, or anything of one person. */
export interface Cache<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  /** The kept value, or what `read` answers; callers that ask at the same time share one reading. Failures are not kept. */
  load(key: string, read: () => Promise<V>): Promise<V>;
  forget(key: string): void;
  clear(): void;
  counts(): CacheCounts;
}

/** A bounded cache for things of the instance, such as the workshop behind a host. Things of a tenant: `cachePerTenant`. */
export function cacheOfInstance<V>({ name, maxEntries, maxAgeMs, now = systemClock }: CacheOptions): Cache<V> {
  // Ordered by last use: a hit moves its entry to the end, so the first one is the one to drop.
  const entries = new Map<string, { value: V; until: number }>();
  const reading = new Map<string, Promise<V>>();
  let hits = 0;
  let misses = 0;

  const get = (key: string): V | undefined => {
    const entry = entries.get(key);
    if (entry === undefined || entry.until <= now().getTime()) {
      entries.delete(key);
      misses++;
      return undefined;
    }
    hits++;
    entries.delete(key);
    entries.set(key, entry);
    return entry.value;
  };
  const set = (key: string, value: V): void => {
    entries.delete(key);
    entries.set(key, { value, until: now().getTime() + maxAgeMs });
    const oldest = entries.keys().next().value;
    if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
  };
  const forget = (key: string): void => {
    entries.delete(key);
    // A reading under way may have seen the state from before: its answer is not kept.
    reading.delete(key);
  };

  return {
    get,
    set,
    forget,
    load: async (key, read) => {
      const kept = get(key);
      if (kept !== undefined) return kept;
      const running = reading.get(key);
      if (running !== undefined) return running;
      const started = read();
      reading.set(key, started);
      try {
        const value = await started;
        if (reading.get(key) === started) set(key, value);
        return value;
      } finally {
        if (reading.get(key) === started) reading.delete(key);
      }
    },
    clear: () => {
      entries.clear();
      reading.clear();
    },
    counts: () => ({ name, entries: entries.size, hits, misses }),
  };
}

export interface TenantCache<V> {
  get(tenantId: string, key: string): V | undefined;
  set(tenantId: string, key: string, value: V): void;
  load(tenantId: string, key: string, read: () => Promise<V>): Promise<V>;
  forget(tenantId: string, key: string): void;
  counts(): CacheCounts;
}

/** A bounded cache whose every key begins with the tenant, so one workshop can never be handed another's value. */
export function cachePerTenant<V>(options: CacheOptions): TenantCache<V> {
  const cache = cacheOfInstance<V>(options);
  // A tenant id has no slash, so the border between tenant and key is unambiguous.
  const keyOf = (tenantId: string, key: string) => `${tenantId}/${key}`;
  return {
    get: (tenantId, key) => cache.get(keyOf(tenantId, key)),
    set: (tenantId, key, value) => cache.set(keyOf(tenantId, key), value),
    load: (tenantId, key, read) => cache.load(keyOf(tenantId, key), read),
    forget: (tenantId, key) => cache.forget(keyOf(tenantId, key)),
    counts: cache.counts,
  };
}
