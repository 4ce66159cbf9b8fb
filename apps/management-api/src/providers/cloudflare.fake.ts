import { randomUUID } from "node:crypto";
import { type FakePlace, type FakeServer, startFakeServer } from "./fake-server.ts";

interface Row {
  id: string;
  type: string;
  name: string;
  content: string;
  ttl: number;
  proxied: boolean;
  comment: string | null;
}

export interface FakeCloudflare extends FakeServer {
  records: Map<string, Row>;
}

const ok = (result: unknown, more: object = {}) => ({
  status: 200,
  body: { success: true, errors: [], messages: [], result, ...more },
});
const fault = (status: number, code: number, message: string) => ({
  status,
  body: { success: false, errors: [{ code, message }], messages: [], result: null },
});

/** Cloudflare's DNS records of one zone, with its error envelope. */
export async function startFakeCloudflare({
  token,
  zone,
  ...place
}: { token: string; zone: string } & FakePlace): Promise<FakeCloudflare> {
  const records = new Map<string, Row>();
  const base = `/zones/${zone}/dns_records`;
  const server = await startFakeServer(({ method, path, query, headers, body }) => {
    if (headers.authorization !== `Bearer ${token}`) return fault(403, 10000, "Authentication error");
    if (!path.startsWith(base)) return fault(404, 7003, "Could not route to the zone, perhaps its id is wrong");
    const id = path.slice(base.length + 1);
    if (method === "GET") {
      const name = query.get("name");
      const all = [...records.values()].filter((row) => name === null || row.name === name);
      const size = Number(query.get("per_page") ?? 20);
      const page = Number(query.get("page") ?? 1);
      const info = { page, per_page: size, count: all.length, total_pages: Math.max(1, Math.ceil(all.length / size)) };
      return ok(all.slice((page - 1) * size, page * size), { result_info: info });
    }
    if (method === "POST") {
      const given = body as Omit<Row, "id">;
      if ([...records.values()].some((row) => row.name === given.name)) {
        return fault(400, 81053, "An A, AAAA, or CNAME record with that host already exists.");
      }
      const row = { ...given, id: randomUUID().replaceAll("-", "") };
      records.set(row.id, row);
      return ok(row);
    }
    const known = records.get(id);
    if (known === undefined) return fault(404, 81044, "Record does not exist.");
    if (method === "DELETE") {
      records.delete(id);
      return ok({ id });
    }
    const changed = { ...known, ...(body as Partial<Row>) };
    records.set(id, changed);
    return ok(changed);
  }, place);
  return { ...server, records };
}
