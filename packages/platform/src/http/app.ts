import type { Route } from "@mechanicbuddy/contract/route";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Activity } from "../activity.ts";
import type { Context, Instance } from "../context.ts";
import type { Registry } from "../database/registry.ts";
import type { Cost, Tenancy } from "../database/tenancy.ts";
import type { Log } from "../log.ts";
import type { RateLimits } from "../rate-limits.ts";
import type { PlatformCalls } from "./platform-calls.ts";
import type { Tokens } from "./tokens.ts";

/** Everything a route handler is registered with; `createApp` builds it. */
export interface App {
  readonly fastify: FastifyInstance;
  readonly instance: Instance;
  readonly tenancy: Tenancy;
  readonly registry: Registry;
  readonly tokens: Tokens;
  readonly limits: RateLimits;
  readonly now: () => Date;
  readonly log: Log;
  /** Proves that a site calls: `CONSUMER_SECRET`. */
  readonly consumerSecret: string;
  /** The tenant of a call that names none, where one workshop runs alone. */
  readonly onlyTenant: string | undefined;
  /** Absent where nobody but the workshop decides. */
  readonly platform: PlatformCalls | undefined;
  /** Knows when somebody of a workshop last worked. */
  readonly activity: Activity;
  /** Keeps a call of somebody of the operator in the workshop's own audit. @param outcome `ok`, or the code of the refusal */
  readonly noteSupport: (ctx: Context, request: FastifyRequest, outcome: string) => Promise<void>;
  /** Contracts registered so far, the source of `/openapi.json`. */
  readonly routes: Route[];
  /** In tests, every reply is checked against its contract. */
  readonly checkReplies: boolean;
  /** Told what each request cost the database. */
  readonly onCost: (route: Route, cost: Cost) => void;
}
