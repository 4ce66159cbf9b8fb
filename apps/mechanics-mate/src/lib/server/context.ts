import type { Engine } from "@mechanicbuddy/assistant/engine";
import type { MateAccess } from "@mechanicbuddy/contract/mate/access";
import type { Db } from "@mechanicbuddy/platform/database/statement";
import type { Keys } from "@mechanicbuddy/platform/keys";
import type { Log } from "@mechanicbuddy/platform/log";
import type { MateVariables } from "../../server/config.ts";
import type { Behalf, Database } from "../../server/database.ts";
import type { Payments } from "./billing/stripe.ts";
import type { Health } from "./health/health.ts";
import type { Limits } from "./http/limits.ts";
import type { LogWriter } from "./logs/writer.ts";

/** What one running server offers to every operation; `main.ts` builds it. */
export interface Site {
  readonly database: Database;
  readonly keys: Keys;
  readonly config: MateVariables;
  /** Origins of the site; the first is the one links lead to. */
  readonly origins: readonly string[];
  readonly isProduction: boolean;
  readonly limits: Limits;
  readonly logs: LogWriter;
  readonly health: Health;
  /** Undefined where nothing is sold. */
  readonly payments: Payments | undefined;
  /** Aborted once the process is asked to end: nothing long begins any more, streams tell their readers to come again. */
  readonly stopping: AbortSignal;
  /** Writes answers; set right after the site is built, because it takes contexts of it. */
  readonly engine: Engine<MateContext>;
  readonly log: Log;
  /** Tells a fault of ours to the error tracker, if there is one. */
  readonly report: (error: unknown, tags?: Record<string, string>) => void;
  readonly now: () => Date;
  readonly version: string;
}

/** Who is signed in, as one statement found it. */
export interface Account {
  readonly userId: string;
  readonly email: string;
  readonly name: string | null;
  readonly emailVerified: boolean;
  readonly register: "technician" | "owner";
  readonly locale: "en-GB" | "en-US";
  readonly version: number;
  readonly adminRole: "support" | "operator" | null;
  readonly hasFactor: boolean;
  readonly subscription: {
    id: string;
    planId: string;
    status: string;
    periodEnd: string | null;
    cancelAtPeriodEnd: boolean;
  } | null;
  readonly access: MateAccess;
  readonly session: { id: string; provenAt: Date; factorPassed: boolean; endsAt: Date };
}

/** What the request says about its sender. */
export interface Caller {
  readonly ip: string;
  /** /24 of IPv4, /48 of IPv6: what is kept of an address. */
  readonly ipBlock: string;
  readonly userAgent: string | null;
  readonly isSecure: boolean;
  readonly cookies: ReadonlyMap<string, string>;
}

/** The first argument of every operation. */
export interface MateContext {
  readonly site: Site;
  readonly db: Db;
  readonly now: () => Date;
  readonly log: Log;
  readonly requestId: string;
  readonly caller: Caller;
  /** Undefined for visitors. */
  readonly account?: Account;
  /** What background work does, which may see the rows of everybody. */
  readonly purpose?: Extract<Behalf, { purpose: string }>["purpose"];
  /** Cookies to set with the reply. */
  readonly setCookies: string[];
  /** True inside `inTransaction`. */
  readonly transactional: boolean;
}

/** One transaction; inside one it joins. Content of the signed-in account is visible in it, and of nobody else. */
export function inTransaction<T>(ctx: MateContext, work: (ctx: MateContext) => Promise<T>): Promise<T> {
  if (ctx.transactional) return work(ctx);
  const { account, purpose } = ctx;
  const behalf = account !== undefined ? { userId: account.userId } : purpose !== undefined ? { purpose } : undefined;
  return ctx.site.database.transaction((db) => work({ ...ctx, db, transactional: true }), behalf);
}

/** The account of a request that came through a guarded route. */
export function accountOf(ctx: MateContext): Account {
  if (ctx.account === undefined) throw new Error("This route must ask for a session");
  return ctx.account;
}
