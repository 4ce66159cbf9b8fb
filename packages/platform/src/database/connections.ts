import { Refusal } from "@mechanicbuddy/contract/problem";
import { Client, type ClientConfig } from "pg";
import type { Log } from "../log.ts";
import { columnTypes } from "./types.ts";

export interface ConnectionOptions {
  /** Login of a tenant: host, port, database, user, password. */
  loginOf: (tenantId: string) => ClientConfig;
  /** Most connections of this process over all tenants, `DB_POOL_MAX`. */
  maxTotal: number;
  /** Most connections for transactions per tenant: 1 on shared instances, 8 on dedicated ones. */
  exclusivePerTenant: number;
  log: Log;
  /** The longest statement of a transaction, `DB_STATEMENT_TIMEOUT_MS`; unlimited unless said. */
  statementTimeoutMs?: number;
  /** A connection nobody used for so long is closed. */
  idleMs?: number;
}

export interface Connections {
  /** Runs work with the tenant's shared connection. */
  withShared<T>(tenantId: string, work: (client: Client) => Promise<T>): Promise<T>;
  /** Runs work with a connection nobody else uses meanwhile; after `spoil()` it is closed instead of used again. */
  withExclusive<T>(tenantId: string, work: (client: Client, spoil: () => void) => Promise<T>): Promise<T>;
  counts(): { tenants: number; open: number; waiting: number };
  close(): Promise<void>;
}

/** One open connection; `drop` takes it out of the books once, whoever notices first that it is over. */
interface Held {
  client: Client;
  drop: () => void;
}

/** One tenant's connections: a pipelined one for single statements, and those that one transaction has to itself. */
interface Slot {
  shared: Promise<Held> | undefined;
  /** The same once it stands. */
  sharedHeld: Held | undefined;
  sharedInFlight: number;
  idle: Held[];
  exclusive: number;
  waiting: { resolve: (held: Held) => void; reject: (error: Error) => void }[];
  usedAt: number;
}

const MAX_WAITING = 32;
const SHARED_TIMEOUT_MS = 2_000;

/** Opens, shares, caps and closes the connections of all tenants of this process. */
export function openConnections(options: ConnectionOptions): Connections {
  const { loginOf, maxTotal, exclusivePerTenant, log, statementTimeoutMs, idleMs = 60_000 } = options;
  const slots = new Map<string, Slot>();
  let open = 0;

  const slotOf = (tenantId: string): Slot => {
    let slot = slots.get(tenantId);
    if (slot === undefined) {
      slot = {
        shared: undefined,
        sharedHeld: undefined,
        sharedInFlight: 0,
        idle: [],
        exclusive: 0,
        waiting: [],
        usedAt: 0,
      };
      slots.set(tenantId, slot);
    }
    slot.usedAt = Date.now();
    return slot;
  };

  const connect = async (tenantId: string, extra: ClientConfig, onDrop: (held: Held) => void): Promise<Held> => {
    if (open >= maxTotal) dropLeastUsed();
    if (open >= maxTotal) throw busy();
    open++;
    const config = {
      ...loginOf(tenantId),
      ...extra,
      types: columnTypes,
      pipeline: true,
      connectionTimeoutMillis: 5_000,
    };
    const client = new Client(config);
    let dropped = false;
    const held: Held = {
      client,
      drop: () => {
        if (dropped) return;
        dropped = true;
        open--;
        onDrop(held);
        client.end().catch((error: Error) => log.debug({ err: error }, "closing a database connection failed"));
      },
    };
    client.on("error", (error) => log.warn({ err: error, tenant: tenantId }, "database connection lost"));
    client.on("end", held.drop);
    try {
      await client.connect();
    } catch (error) {
      held.drop();
      throw error;
    }
    return held;
  };

  /** Idle connections of the tenant that was away longest go first, those for transactions before shared ones. */
  const dropLeastUsed = () => {
    const byAge = [...slots.values()].sort((a, b) => a.usedAt - b.usedAt);
    const idle = byAge.find((slot) => slot.idle.length > 0);
    if (idle !== undefined) idle.idle[0]?.drop();
    // At once: whoever makes room counts what is open right afterwards.
    else byAge.find((slot) => slot.sharedHeld !== undefined && slot.sharedInFlight === 0)?.sharedHeld?.drop();
  };

  const openShared = (tenantId: string, slot: Slot): Promise<Held> => {
    const opening: Promise<Held> = connect(tenantId, { statement_timeout: SHARED_TIMEOUT_MS }, () => {
      if (slot.shared !== opening) return;
      slot.shared = undefined;
      slot.sharedHeld = undefined;
    });
    opening.then(
      (held) => {
        if (slot.shared === opening) slot.sharedHeld = held;
      },
      () => {
        if (slot.shared === opening) slot.shared = undefined;
      },
    );
    return opening;
  };

  const openExclusive = async (tenantId: string, slot: Slot): Promise<Held> => {
    slot.exclusive++;
    let counted = true;
    const uncount = () => {
      if (counted) slot.exclusive--;
      counted = false;
    };
    try {
      return await connect(tenantId, { statement_timeout: statementTimeoutMs }, (held) => {
        slot.idle = slot.idle.filter((other) => other !== held);
        uncount();
      });
    } catch (error) {
      uncount();
      throw error;
    }
  };

  const take = (tenantId: string, slot: Slot): Promise<Held> => {
    const idle = slot.idle.pop();
    if (idle !== undefined) return Promise.resolve(idle);
    if (slot.exclusive < exclusivePerTenant) return openExclusive(tenantId, slot);
    if (slot.waiting.length >= MAX_WAITING) return Promise.reject(busy());
    return new Promise((resolve, reject) => slot.waiting.push({ resolve, reject }));
  };

  const release = (tenantId: string, slot: Slot, held: Held, spoiled: boolean) => {
    slot.usedAt = Date.now();
    const usable = !spoiled && held.client.getTransactionStatus() === "I";
    if (!usable) held.drop();
    const next = slot.waiting.shift();
    if (next === undefined) {
      if (usable) slot.idle.push(held);
    } else if (usable) next.resolve(held);
    else take(tenantId, slot).then(next.resolve, next.reject);
  };

  const sweep = setInterval(() => {
    const before = Date.now() - idleMs;
    for (const [tenantId, slot] of slots) {
      if (slot.usedAt > before || slot.sharedInFlight > 0) continue;
      for (const held of [...slot.idle]) held.drop();
      slot.sharedHeld?.drop();
      if (slot.exclusive === 0 && slot.shared === undefined) slots.delete(tenantId);
    }
  }, idleMs / 2);
  sweep.unref();

  return {
    withShared: async (tenantId, work) => {
      const slot = slotOf(tenantId);
      slot.shared ??= openShared(tenantId, slot);
      slot.sharedInFlight++;
      try {
        return await work((await slot.shared).client);
      } finally {
        slot.sharedInFlight--;
      }
    },
    withExclusive: async (tenantId, work) => {
      const slot = slotOf(tenantId);
      const held = await take(tenantId, slot);
      let spoiled = false;
      try {
        return await work(held.client, () => {
          spoiled = true;
        });
      } finally {
        release(tenantId, slot, held, spoiled);
      }
    },
    counts: () => ({
      tenants: slots.size,
      open,
      waiting: [...slots.values()].reduce((sum, slot) => sum + slot.waiting.length, 0),
    }),
    close: async () => {
      clearInterval(sweep);
      const all = [...slots.values()];
      slots.clear();
      const shared = await Promise.allSettled(all.map((slot) => slot.shared));
      for (const result of shared) if (result.status === "fulfilled") result.value?.drop();
      for (const slot of all) for (const held of [...slot.idle]) held.drop();
    },
  };
}

function busy(): Refusal {
  return new Refusal("unavailable", "This workshop is very busy right now. Try again in a moment.", { retryAfter: 1 });
}
