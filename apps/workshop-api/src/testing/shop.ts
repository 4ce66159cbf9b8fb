import { randomUUID } from "node:crypto";
import { type Role, roles } from "@mechanicbuddy/contract/permission";
import type { Input, Reply, Route } from "@mechanicbuddy/contract/route";
import { openActivity } from "@mechanicbuddy/platform/activity";
import { type SetClock, setClock } from "@mechanicbuddy/platform/clock";
import type { Context } from "@mechanicbuddy/platform/context";
import type { Cost } from "@mechanicbuddy/platform/database/tenancy";
import type { App } from "@mechanicbuddy/platform/http/app";
import { openPlatformCalls } from "@mechanicbuddy/platform/http/platform-calls";
import { newToken } from "@mechanicbuddy/platform/keys";
import { openRateLimits } from "@mechanicbuddy/platform/rate-limits";
import { type Ground, openGround } from "@mechanicbuddy/platform/testing/ground";
import { testPlatform } from "@mechanicbuddy/platform/testing/platform";
import { inject } from "vitest";
import { buildApi } from "../app.ts";
import { insertSession } from "../identity/store.ts";
import { type Opening, open } from "../opening/opening.ts";
import { addPerson } from "../opening/store.ts";
import { openRegistrar, type Registrar } from "../tenants/registrar.ts";

/** What a call to the API came back with. `body` is parsed JSON, or the bytes of a file. */
export interface Answer<Body> {
  status: number;
  body: Body;
  headers: Record<string, unknown>;
  cost: Cost;
}

/** The problem document of a refused call, loosely typed for assertions. */
export interface Refused {
  code: string;
  detail: string;
  requestId: string;
  errors?: { field: string; message: string }[];
  warnings?: { code: string; message: string }[];
  current?: Record<string, unknown>;
}

export interface CallOptions {
  /** Who calls; the owner unless said, `null` for nobody. */
  as?: Role | null;
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

type Given<R extends Route> = { [K in keyof Input<R>]?: Input<R>[K] };

/** One workshop in a test, with a signed-in person for every role. */
export interface Shop {
  id: string;
  /** As a task would see it: for calling operations and stores directly. */
  ctx: Context;
  tokens: Record<Role, string>;
  people: Record<Role, { userId: string; employeeId: string }>;
  /** Calls a route and throws unless it succeeds. */
  call<R extends Route>(route: R, input?: Given<R>, options?: CallOptions): Promise<Reply<R>>;
  /** Calls a route and gives status, body, headers and cost, whatever they are. */
  answer<R extends Route>(route: R, input?: Given<R>, options?: CallOptions): Promise<Answer<Reply<R>>>;
  /** Calls a route that must be refused and gives the problem. */
  refused<R extends Route>(route: R, input?: Given<R>, options?: CallOptions): Promise<Refused & { status: number }>;
}

export interface TestApi {
  app: App;
  registrar: Registrar;
  ground: Ground;
  clock: SetClock;
  /** A new workshop, in euros with VAT 24 and 9 % and gross prices unless said otherwise. */
  newShop(opening?: Partial<Opening>): Promise<Shop>;
  close(): Promise<void>;
}

/** A workshop in euros with VAT 24 and 9 % and gross prices. */
export const standard: Opening = {
  name: "Sadama Auto",
  country: "EE",
  currency: "EUR",
  language: "en",
  timeZone: "Europe/Tallinn",
  distanceUnit: "km",
  priceMode: "gross",
  taxRates: [
    { code: "24", name: "VAT 24 %", percent: 24, category: "S" },
    { code: "9", name: "VAT 9 %", percent: 9, category: "S" },
  ],
  labourPriceCents: 7800,
  owner: { firstName: "Anna", lastName: "Saar", username: "anna", email: "anna@example.com" },
};

/** Signs somebody in without a password: the bearer token of a session of twelve hours. */
export async function tokenFor(
  app: App,
  ctx: Context,
  role: Role,
  person: { userId: string; employeeId: string },
): Promise<string> {
  const session = newToken();
  const expiresAt = new Date(ctx.now().getTime() + 12 * 3_600_000);
  const { userId } = person;
  await insertSession(ctx, { userId, secret: session, expiresAt, idleSeconds: 1500, remembered: false });
  const exp = Math.floor(expiresAt.getTime() / 1000);
  return app.tokens.issue({ tenantId: ctx.tenant.id, ...person, session, role, expiresAt: exp });
}

export interface TestApiOptions {
  /** True: workshops that the platform makes wait for a change of names only. */
  withSpares?: boolean;
  maxTenants?: number;
}

/** The whole API on this process's own database, as a test file's ground. */
export async function openTestApi({ withSpares = false, maxTenants = 1_000 }: TestApiOptions = {}): Promise<TestApi> {
  const ground = await openGround(inject("workshopDatabase"));
  const clock = setClock(new Date());
  const limits = openRateLimits({ appPool: ground.appPool, now: clock.now, log: ground.log });
  const costs = new Map<Route, Cost>();
  const { appPool, registry, owner, keys, migrations, log } = ground;
  const spares = { owner, keys, migrations, count: 0 };
  if (withSpares) await ground.offerSpares();
  const activity = openActivity({ appPool, now: clock.now, log });
  const registrar = openRegistrar({ appPool, registry, maxTenants, log, ...spares });
  const app = buildApi({
    registrar,
    activity,
    instance: ground.instance,
    registry: ground.registry,
    limits,
    log: ground.log,
    now: clock.now,
    instanceId: "test",
    consumerSecret: "consumer-secret-of-the-tests",
    onlyTenant: undefined,
    idleSeconds: 1500,
    version: "0.0.0-test",
    cors: { mode: "Production", appHost: undefined },
    trustedProxies: ["127.0.0.1"],
    https: false,
    platform: await openPlatformCalls({
      publicKey: testPlatform.publicKey,
      instanceId: "test",
      appPool: ground.appPool,
      now: clock.now,
    }),
    metricsToken: undefined,
    checks: {},
    stopping: () => false,
    checkReplies: true,
    onCost: (route, cost) => costs.set(route, cost),
  });
  await app.fastify.ready();

  const newShop = async (opening: Partial<Opening> = {}): Promise<Shop> => {
    const id = await ground.newTenant();
    const ctx = ground.contextOf(id, { now: clock.now });
    const owner = await open(ctx, { ...standard, ...opening });
    const people = { owner } as Shop["people"];
    const tokens = {} as Shop["tokens"];
    for (const role of roles) {
      people[role] ??= await addPerson(ctx, {
        firstName: role,
        lastName: "Tester",
        username: role,
        email: `${role}@example.com`,
        role,
        language: "en",
      });
      tokens[role] = await tokenFor(app, ctx, role, people[role]);
    }

    const answer = async <R extends Route>(route: R, input: Given<R> = {}, options: CallOptions = {}) => {
      const { as = "owner", idempotencyKey, headers = {} } = options;
      const response = await app.fastify.inject({
        method: route.method,
        url: urlOf(route, input.params, input.query),
        headers: {
          host: `${id}.localhost`,
          ...(as === null ? {} : { authorization: `Bearer ${tokens[as]}` }),
          ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
          ...headers,
        },
        ...(input.body === undefined ? {} : { payload: input.body as object }),
      });
      const isJson = String(response.headers["content-type"]).includes("json");
      return {
        status: response.statusCode,
        body: (isJson ? response.json() : response.rawPayload) as Reply<R>,
        headers: response.headers,
        cost: costs.get(route) as Cost,
      };
    };
    return {
      id,
      ctx,
      tokens,
      people,
      answer,
      call: async (route, input, options) => {
        const { status, body } = await answer(route, input, options);
        if (status >= 400) throw new Error(`${route.method} ${route.path} answered ${status}: ${JSON.stringify(body)}`);
        return body;
      },
      refused: async (route, input, options) => {
        const { status, body } = await answer(route, input, options);
        if (status < 400) throw new Error(`${route.method} ${route.path} was not refused: ${JSON.stringify(body)}`);
        return { ...(body as unknown as Refused), status };
      },
    };
  };
  return {
    app,
    registrar,
    ground,
    clock,
    newShop,
    close: async () => {
      await app.fastify.close();
      await registrar.close();
      await activity.close();
      await limits.close();
      await ground.close();
    },
  };
}

export function urlOf(route: Route, params: Record<string, unknown> = {}, query: Record<string, unknown> = {}): string {
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? randomUUID())),
  );
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)] as [string, string]],
    ),
  ).toString();
  return search === "" ? path : `${path}?${search}`;
}
