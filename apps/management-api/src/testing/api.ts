import { randomUUID } from "node:crypto";
import type { MemberRole, StaffRole } from "@mechanicbuddy/contract/management/permission";
import type { ManagementOptions, ManagementRoute } from "@mechanicbuddy/contract/management/route";
import type { Input, Reply } from "@mechanicbuddy/contract/route";
import { type SetClock, setClock } from "@mechanicbuddy/platform/clock";
import { loadConfig } from "@mechanicbuddy/platform/config";
import { managementApiConfig } from "@mechanicbuddy/platform/config/management";
import { appLogin, withClient } from "@mechanicbuddy/platform/database/bootstrap";
import { run } from "@mechanicbuddy/platform/database/statement";
import { type Cost, openTenancy } from "@mechanicbuddy/platform/database/tenancy";
import { newId } from "@mechanicbuddy/platform/id";
import { keysFrom, newToken, sha256 } from "@mechanicbuddy/platform/keys";
import { createLog } from "@mechanicbuddy/platform/log";
import { openRateLimits } from "@mechanicbuddy/platform/rate-limits";
import { workerLogger } from "@mechanicbuddy/platform/tasks/worker-log";
import { newDatabase, testRootSecret } from "@mechanicbuddy/platform/testing/ground";
import { runOnce } from "graphile-worker";
import { sql } from "kysely";
import { Pool } from "pg";
import { inject } from "vitest";
import { buildApi } from "../app.ts";
import type { Context, Platform } from "../context.ts";
import { allTasks } from "../features.ts";
import type { App } from "../http/app.ts";
import { contextOf } from "../http/handle.ts";
import type { Audience } from "../http/tokens.ts";
import { openSigner } from "../instances/signing.ts";
import { withSearchPath } from "../logins.ts";
import { openProviders } from "../providers/providers.ts";

/** What a call came back with. `body` is parsed JSON, or the bytes of a file. */
export interface Answer<Body> {
  status: number;
  body: Body;
  headers: Record<string, unknown>;
  cost: Cost;
}

/** The problem document of a refused call, loosely typed for assertions. */
export interface Refused {
  status: number;
  type: string;
  code: string;
  detail: string;
  errors?: { field: string; message: string }[];
  challenge?: string;
}

/** Somebody signed in. */
export interface Person {
  id: string;
  email: string;
  session: string;
  token: string;
}

export interface CallOptions {
  /** Who calls; nobody unless said. */
  as?: Person | { token: string };
  headers?: Record<string, string>;
}

type Given<R extends ManagementRoute> = { [K in keyof Input<R>]?: Input<R>[K] };

export interface TestPlatform {
  app: App;
  appPool: Pool;
  clock: SetClock;
  /** As a task would see it: for calling operations and stores directly. */
  ctx(): Context;
  /** Calls a route and throws unless it succeeds. */
  call<P extends string, O extends ManagementOptions>(
    route: ManagementRoute<P, O>,
    input?: Given<ManagementRoute<P, O>>,
    options?: CallOptions,
  ): Promise<Reply<ManagementRoute<P, O>>>;
  /** Calls a route and gives status, body, headers and cost, whatever they are. */
  answer<P extends string, O extends ManagementOptions>(
    route: ManagementRoute<P, O>,
    input?: Given<ManagementRoute<P, O>>,
    options?: CallOptions,
  ): Promise<Answer<Reply<ManagementRoute<P, O>>>>;
  /** Calls a route that must be refused and gives the problem. */
  refused<P extends string, O extends ManagementOptions>(
    route: ManagementRoute<P, O>,
    input?: Given<ManagementRoute<P, O>>,
    options?: CallOptions,
  ): Promise<Refused>;
  /** A customer who is signed in; with a tenant, a member of it. */
  newAccount(member?: { tenant: string; role?: MemberRole }): Promise<Person>;
  /** Somebody of the staff who is signed in with a fresh second factor. */
  newStaff(role: StaffRole): Promise<Person>;
  /** A tenant as a row, without anything behind it. */
  newTenant(tenant?: Partial<{ id: string; state: string; tier: string; instance: string }>): Promise<string>;
  /** Runs every task that is due by the test's clock, until none is left; one that fails is tried again at once. */
  runTasks(): Promise<void>;
  /** Queued and sent mails to an address, oldest first. */
  mailsTo(email: string): Promise<{ template: string; data: Record<string, unknown>; state: string }[]>;
  close(): Promise<void>;
}

/** The platform's whole API on a database of its own, as a test file's ground. */
export async function openTestPlatform(settings: object = {}): Promise<TestPlatform> {
  const { server, template } = inject("managementDatabase");
  const name = `${template}_${process.pid}_${randomUUID().slice(0, 8)}`;
  const owner = { ...server.owner, database: name };
  await newDatabase(server, name, template);
  await withClient(owner, (client) => client.query(`grant connect on database "${name}" to "${appLogin(owner.user)}"`));
  const login = withSearchPath({ ...owner, user: appLogin(owner.user), password: server.appPassword });
  const config = {
    ...loadConfig(managementApiConfig, {
      env: {
        NODE_ENV: "test",
        DB_HOST: "127.0.0.1",
        JWT_SECRET: testRootSecret,
        DB_NAME: name,
        DB_USER: "x",
        DB_PASSWORD: "x",
      },
    }),
    ...settings,
  };
  const log = createLog({ level: "error" });
  const clock = setClock(new Date());
  const appPool = new Pool({ ...login, max: 6 });
  const lost = (error: Error) => log.warn({ err: error }, "a database connection was lost");
  appPool.on("error", lost);
  appPool.on("connect", (client) => client.on("error", lost));
  const tenancy = openTenancy({ loginOf: () => login, maxTotal: 20, exclusivePerTenant: 8, log });
  const keys = keysFrom(testRootSecret, "platform");
  const signer = openSigner(keys, config.PLATFORM_SIGNING_KEY);
  const platform: Platform = { config, keys, tenancy, signer, providers: openProviders(config) };
  const limits = openRateLimits({ appPool, now: clock.now, log, schema: "public" });
  const costs = new Map<string, Cost>();
  const app = buildApi({
    platform,
    limits,
    log,
    now: clock.now,
    version: "0.0.0-test",
    trustedProxies: ["127.0.0.1"],
    checks: {},
    stopping: () => false,
    checkReplies: true,
    onCost: (route, cost) => costs.set(`${route.method} ${route.path}`, cost),
  });
  await app.fastify.ready();
  const ctx = () => contextOf(app, { kind: "task" }, "test");
  let people = 0;

  const signIn = async (audience: Audience, id: string, email: string): Promise<Person> => {
    const session = newId();
    const column = audience === "portal-staff" ? "staff" : "account";
    const now = clock.now();
    await run(
      ctx().db,
      sql`insert into sessions (id, ${sql.ref(column)}, secret_hash, user_agent, address, created_at, last_used_at,
          expires_at, factor_at)
        values (${session}, ${id}, ${sha256(newToken())}, 'test', '127.0.0.1', ${now}, ${now},
          ${new Date(now.getTime() + 12 * 3_600_000)}, ${now})`,
    );
    return { id, email, session, token: (await app.tokens.issue({ audience, subject: id, session })).token };
  };

  const answer: TestPlatform["answer"] = async (route, input = {}, { as, headers = {} } = {}) => {
    const given = input as { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };
    const path = route.path.replace(/:([A-Za-z]+)/g, (_, key: string) => encodeURIComponent(given.params?.[key] ?? ""));
    const query = new URLSearchParams(
      Object.entries(given.query ?? {}).flatMap(([key, value]): [string, string][] =>
        value === undefined ? [] : [[key, String(value)]],
      ),
    );
    const response = await app.fastify.inject({
      method: route.method,
      url: query.size === 0 ? path : `${path}?${query}`,
      headers: { ...(as === undefined ? {} : { authorization: `Bearer ${as.token}` }), ...headers },
      ...(given.body === undefined ? {} : { payload: given.body as object }),
    });
    const isJson = /json/.test(String(response.headers["content-type"]));
    return {
      status: response.statusCode,
      body: (isJson ? response.json() : response.rawPayload) as never,
      headers: response.headers,
      cost: costs.get(`${route.method} ${route.path}`) ?? { statements: 0, roundTrips: 0, texts: [] },
    };
  };

  return {
    app,
    appPool,
    clock,
    ctx,
    answer,
    call: async (route, input, options) => {
      const { status, body } = await answer(route, input, options);
      if (status >= 400) throw new Error(`${route.method} ${route.path} answered ${status}: ${JSON.stringify(body)}`);
      return body;
    },
    refused: async (route, input, options) => {
      const { status, body } = await answer(route, input, options);
      if (status < 400) throw new Error(`${route.method} ${route.path} was not refused but answered ${status}`);
      return { ...(body as object), status } as Refused;
    },
    newAccount: async (member) => {
      const id = newId();
      const email = `person${++people}@example.com`;
      await run(
        ctx().db,
        sql`insert into accounts (id, email, name, created_at) values (${id}, ${email}, 'Anna Saar', ${clock.now()})`,
      );
      if (member !== undefined) {
        await run(
          ctx().db,
          sql`insert into memberships (account, tenant, role, since)
            values (${id}, ${member.tenant}, ${member.role ?? "owner"}, ${clock.now()})`,
        );
      }
      return signIn("portal-customer", id, email);
    },
    newStaff: async (role) => {
      const id = newId();
      const email = `${role}${++people}@platform.example`;
      await run(
        ctx().db,
        sql`with person as (
            insert into staff (id, email, name, role, created_at) values (${id}, ${email}, ${role}, ${role}, ${clock.now()})
          )
          insert into factors (id, staff, kind, secret, created_at, confirmed_at)
          values (${newId()}, ${id}, 'totp', ${Buffer.from("sealed")}, ${clock.now()}, ${clock.now()})`,
      );
      return signIn("portal-staff", id, email);
    },
    newTenant: async ({ id = `shop${++people}`, state = "active", tier = "free", instance } = {}) => {
      await run(
        ctx().db,
        sql`insert into tenants (id, company_name, contact_name, locale, country, state, tier, instance, created_at)
          values (${id}, 'Sadama Auto', 'Anna Saar', 'en', 'EE', ${state}, ${tier}, ${instance ?? null}, ${clock.now()})`,
      );
      return id;
    },
    runTasks: async () => {
      const list = Object.fromEntries(
        allTasks().map(({ name, handle }) => [
          name,
          (payload: unknown) => handle(ctx(), (payload ?? {}) as Record<string, unknown>, undefined),
        ]),
      );
      // No worker lives between two runs: what is still locked was left behind by the last one.
      const makeDue = () =>
        appPool.query(
          `update graphile_worker._private_jobs set run_at = least($1, now()), locked_at = null, locked_by = null
            where (run_at <= $1 or last_error is not null) and attempts < max_attempts`,
          [clock.now()],
        );
      while (((await makeDue()).rowCount ?? 0) > 0) {
        await runOnce({ pgPool: appPool, taskList: list, noHandleSignals: true, logger: workerLogger(log) });
      }
    },
    mailsTo: async (email) => {
      const { rows } = await appPool.query(
        "select template, data, state from mails where recipient = $1 order by created_at, id",
        [email],
      );
      return rows;
    },
    close: async () => {
      await app.fastify.close();
      await limits.close();
      await tenancy.close();
      await appPool.end();
      await withClient(server.superuser, (client) => client.query(`drop database "${name}" with (force)`));
    },
  };
}
