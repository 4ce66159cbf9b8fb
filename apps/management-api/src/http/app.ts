import type { AnyManagementRoute } from "@mechanicbuddy/contract/management/route";
import type { Cost } from "@mechanicbuddy/platform/database/tenancy";
import type { Log } from "@mechanicbuddy/platform/log";
import type { RateLimits } from "@mechanicbuddy/platform/rate-limits";
import type { FastifyInstance } from "fastify";
import type { Platform } from "../context.ts";
import type { Tokens } from "./tokens.ts";

/** Everything a route handler is registered with. */
export interface App {
  readonly fastify: FastifyInstance;
  readonly platform: Platform;
  readonly tokens: Tokens;
  readonly limits: RateLimits;
  readonly now: () => Date;
  readonly log: Log;
  /** Bearer of whoever may ask for routing decisions. */
  readonly routingKey: string;
  /** Contracts registered so far, the source of `/openapi.json`. */
  readonly routes: AnyManagementRoute[];
  /** In tests, every reply is checked against its contract. */
  readonly checkReplies: boolean;
  /** Told what each request cost the database. */
  readonly onCost: (route: AnyManagementRoute, cost: Cost) => void;
}
