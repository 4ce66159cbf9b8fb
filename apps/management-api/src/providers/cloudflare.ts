import { ask, Denied, jsonOf, Trouble } from "./trouble.ts";

/** A CNAME of our zone. */
export interface DnsRecord {
  id: string;
  name: string;
  target: string;
  /** Whose it is: `mechanicbuddy:<workshop>`; anything else is somebody else's record. */
  comment: string;
}

/** The records of the workshops in the zone of the platform's domain. */
export interface DnsZone {
  /** The CNAME of a name, whoever made it. */
  find(name: string): Promise<DnsRecord | undefined>;
  /** All records that carry our mark. */
  ours(): Promise<DnsRecord[]>;
  /** Makes the record say this, unless it is somebody else's. Answers its id. */
  ensure(name: string, target: string, tenant: string): Promise<string>;
  /** Removes the record if it is this workshop's; true when there was one. */
  remove(name: string, tenant: string): Promise<boolean>;
}

interface Settings {
  /** `https://api.cloudflare.com/client/v4` */
  url: string;
  token: string;
  zone: string;
  proxied: boolean;
}

interface Envelope {
  success: boolean;
  result: unknown;
  errors?: { code: number; message: string }[];
  result_info?: { page: number; total_pages: number };
}

interface Row {
  id: string;
  name: string;
  type: string;
  content: string;
  comment: string | null;
}

const VENDOR = "Cloudflare";
const MARK = "mechanicbuddy:";

/** The zone at Cloudflare (API v4). Only records with our comment are ever changed. */
export function cloudflareZone({ url, token, zone, proxied }: Settings): DnsZone {
  const call = async (path: string, method = "GET", body?: unknown): Promise<Envelope> => {
    const answer = await ask({
      vendor: VENDOR,
      url: `${url}/zones/${zone}/dns_records${path}`,
      method,
      headers: { authorization: `Bearer ${token}` },
      body,
    });
    const envelope = (await jsonOf(VENDOR, answer)) as Partial<Envelope>;
    if (typeof envelope.success !== "boolean") throw new Trouble(`${VENDOR} answers in a form we do not know`);
    if (!envelope.success) {
      const [fault] = envelope.errors ?? [];
      throw new Denied(`${VENDOR} refuses: ${fault?.message ?? `status ${answer.status}`}`);
    }
    return envelope as Envelope;
  };
  const find = async (name: string) => {
    const { result } = await call(`?type=CNAME&name=${encodeURIComponent(name)}`);
    const [row] = result as Row[];
    return row === undefined ? undefined : recordOf(row);
  };
  const write = async (path: string, method: string, name: string, target: string, tenant: string) => {
    const comment = `${MARK}${tenant}`;
    const { result } = await call(path, method, { type: "CNAME", name, content: target, ttl: 1, proxied, comment });
    return (result as Row).id;
  };
  return {
    find,
    ours: async () => {
      const found: DnsRecord[] = [];
      for (let page = 1, pages = 1; page <= pages; page++) {
        const { result, result_info } = await call(`?type=CNAME&per_page=100&page=${page}`);
        found.push(...(result as Row[]).map(recordOf).filter(({ comment }) => comment.startsWith(MARK)));
        pages = result_info?.total_pages ?? 1;
      }
      return found;
    },
    ensure: async (name, target, tenant) => {
      const known = await find(name);
      if (known === undefined) return write("", "POST", name, target, tenant);
      if (known.comment !== `${MARK}${tenant}`) throw new Denied(`${name} is a record that is not this workshop's`);
      if (known.target === target) return known.id;
      return write(`/${known.id}`, "PATCH", name, target, tenant);
    },
    remove: async (name, tenant) => {
      const known = await find(name);
      if (known === undefined || known.comment !== `${MARK}${tenant}`) return false;
      await call(`/${known.id}`, "DELETE");
      return true;
    },
  };
}

function recordOf({ id, name, content, comment }: Row): DnsRecord {
  return { id, name, target: content, comment: comment ?? "" };
}
