import { createPublicKey } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { newId } from "@mechanicbuddy/platform/id";
import { decodeJwt, jwtVerify } from "jose";
import type { TestPlatform } from "./api.ts";

interface Workshop {
  companyName: string;
  version: number;
  state: string;
  /** How often it was ordered: once is enough, more does no harm. */
  ordered: number;
  lastActiveAt: string | null;
}

/** A workshop system on loopback that speaks the internal contract, site included. */
export interface TestInstance {
  id: string;
  url: string;
  workshops: Map<string, Workshop>;
  /** Orders to make a workshop that were answered. */
  made: string[];
  /** Answers with this status instead, so many times. */
  fail(status: number, times: number): void;
  close(): Promise<void>;
}

interface Options {
  id?: string;
  maxTenants?: number;
  state?: string;
  /** Where it listens; a free port unless said. */
  port?: number;
  /** False leaves its row to the platform. */
  isRegistered?: boolean;
}

/** Starts an instance and registers it as shared. */
export async function openTestInstance(
  platform: TestPlatform,
  { id = "free-tier", maxTenants = 100, state = "open", port: wanted = 0, isRegistered = true }: Options = {},
): Promise<TestInstance> {
  const { publicJwk } = platform.app.platform.signer;
  const key = createPublicKey({ key: publicJwk as never, format: "jwk" });
  const seen = new Set<string>();
  const workshops = new Map<string, Workshop>();
  const made: string[] = [];
  const failures: number[] = [];

  const activity = (tenant: string, { version, lastActiveAt }: Workshop) => ({
    ...{ tenant, lastActiveAt, users: 1, workOrders: 0, storageBytes: 0 },
    ...{ schemaVersion: "0190", entitlementVersion: version },
  });
  const entitle = async (tenant: string, document: string) => {
    const workshop = workshops.get(tenant);
    if (workshop === undefined) return undefined;
    const { payload } = await jwtVerify(document, key, { audience: id, typ: "mb-entitlement+jwt" });
    const { version, state } = payload.entitlement as { version: number; state: string };
    if (version > workshop.version) Object.assign(workshop, { version, state });
    return workshop.version;
  };

  async function answer(method: string, path: string, body: Record<string, unknown>): Promise<[number, unknown?]> {
    const [, tenant = "", rest = ""] = /^\/internal\/tenants\/([^/]+)\/?(.*)$/.exec(path) ?? [];
    if (path === "/internal/version") return [200, { version: "1.0.0", instance: id }];
    if (path === "/internal/registration") return [204];
    if (path === "/internal/activity")
      return [200, { items: [...workshops].map(([name, each]) => activity(name, each)) }];
    const workshop = workshops.get(tenant);
    if (method === "PUT" && rest === "") {
      const known = workshop !== undefined;
      const now = workshop ?? {
        companyName: String(body.companyName),
        version: 0,
        state: "active",
        ordered: 0,
        lastActiveAt: null,
      };
      now.ordered++;
      workshops.set(tenant, now);
      made.push(tenant);
      await entitle(tenant, String(body.document));
      return [200, { tenant, schemaVersion: "0190", created: !known }];
    }
    if (rest === "purge") {
      if (workshop !== undefined && workshop.state !== "closing")
        return [409, { code: "conflict", detail: "not closing" }];
      const removed = workshops.delete(tenant) ? [`schema tenant_${tenant}`, `login tenant_${tenant}`] : [];
      return [200, { removed, absent: [] }];
    }
    if (workshop === undefined) return [404, { code: "not_found", detail: "It may have been deleted." }];
    if (rest === "activity") return [200, activity(tenant, workshop)];
    if (["entitlement", "suspend", "resume"].includes(rest)) {
      return [200, { version: await entitle(tenant, String(body.document)) }];
    }
    if (rest === "export") return [202, { export: newId() }];
    if (rest === "sample-data/remove") return [200, { removed: 7, kept: 2 }];
    if (rest === "handovers") {
      const expiresAt = new Date(platform.clock.now().getTime() + 60_000).toISOString();
      return [201, { code: "code", url: `http://${tenant}.localhost/login/handover?code=code`, expiresAt }];
    }
    return [404, { code: "not_found", detail: rest }];
  }

  const server = createServer(async (request, response) => {
    const send = (status: number, body?: unknown, type = "application/json") => {
      response.writeHead(status, { "content-type": type, connection: "close" });
      response.end(body === undefined ? undefined : type === "application/json" ? JSON.stringify(body) : String(body));
    };
    try {
      const failure = failures.shift();
      if (failure !== undefined) return send(failure, { code: "unavailable" });
      const path = request.url ?? "";
      if (path === "/login") {
        const name = (request.headers.host ?? "").split(".")[0] ?? "";
        const workshop = workshops.get(name);
        return send(
          workshop === undefined ? 404 : 200,
          `<h1>${workshop?.companyName.replaceAll("&", "&amp;") ?? "?"}</h1>`,
          "text/html",
        );
      }
      const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
      await jwtVerify(token, key, { audience: id, typ: "mb-call+jwt", currentDate: platform.clock.now() });
      const { sub, jti } = decodeJwt(token);
      if (sub !== `${request.method} ${path}` || seen.has(String(jti))) return send(401, {});
      seen.add(String(jti));
      const hasBody = Number(request.headers["content-length"] ?? 0) > 0;
      const [status, body] = await answer(
        request.method ?? "GET",
        path,
        hasBody ? ((await json(request)) as Record<string, unknown>) : {},
      );
      send(status, body);
    } catch (error) {
      send(500, { code: "internal", detail: String(error) });
    }
  });
  await new Promise<void>((resolve) => server.listen(wanted, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const namespace = `mechanicbuddy-${id}`;
  if (isRegistered)
    await platform.appPool.query(
      `insert into instances (id, kind, state, namespace, release, api_url, web_upstream, max_tenants, created_at)
     values ($1, 'shared', $2, $3, $3, $4, $5, $6, $7)`,
      [id, state, namespace, `http://127.0.0.1:${port}`, `127.0.0.1:${port}`, maxTenants, platform.clock.now()],
    );
  return {
    id,
    url: `http://127.0.0.1:${port}`,
    workshops,
    made,
    fail: (status, times) => failures.push(...Array(times).fill(status)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
