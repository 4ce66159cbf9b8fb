import { createPublicKey } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { newId } from "@mechanicbuddy/platform/id";
import { newToken } from "@mechanicbuddy/platform/keys";
import { jwtVerify } from "jose";
import type { TestPlatform } from "./api.ts";

/** An instance on loopback that opens and ends visits of support, and takes each signed call once. */
export interface SupportDesk {
  /** Sessions that are open. */
  open: Set<string>;
  /** Puts a workshop on this instance. */
  house(tenant: string): Promise<void>;
  /** Answers every call with 503 while true. */
  away: boolean;
  close(): Promise<void>;
}

export async function openSupportDesk(platform: TestPlatform): Promise<SupportDesk> {
  const { publicJwk } = platform.app.platform.signer;
  const key = createPublicKey({ key: publicJwk as never, format: "jwk" });
  const seen = new Set<string>();
  const desk: SupportDesk = {
    open: new Set(),
    away: false,
    house: async (tenant) => {
      await platform.appPool.query("update tenants set instance = 'desk' where id = $1", [tenant]);
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server = createServer(async (request, response) => {
    const answer = (status: number, body?: unknown) => {
      response.writeHead(status, { "content-type": "application/json", connection: "close" });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    };
    const path = request.url ?? "";
    const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
    const checks = { audience: "desk", typ: "mb-call+jwt", currentDate: platform.clock.now() };
    const { payload } = await jwtVerify(token, key, checks);
    if (payload.sub !== `${request.method} ${path}` || seen.has(payload.jti ?? "")) return answer(401, {});
    seen.add(payload.jti ?? "");
    if (desk.away) return answer(503, { code: "unavailable" });
    const [, tenant, session] = /^\/internal\/tenants\/([^/]+)\/support-sessions(?:\/(.+))?$/.exec(path) ?? [];
    if (request.method === "DELETE")
      return desk.open.delete(session ?? "") ? answer(204) : answer(404, { code: "not_found" });
    const id = newId();
    desk.open.add(id);
    const expiresAt = new Date(platform.clock.now().getTime() + 60_000).toISOString();
    const code = newToken();
    answer(201, { id, code, url: `http://${tenant}.localhost/login/support?code=${code}`, expiresAt });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await platform.appPool.query(
    `insert into instances (id, kind, state, namespace, release, api_url, web_upstream, max_tenants, created_at)
     values ('desk', 'shared', 'closed', 'desk', 'desk', $1, 'desk:1', 100, $2)`,
    [`http://127.0.0.1:${port}`, platform.clock.now()],
  );
  return desk;
}
