import { type FakePlace, type FakeServer, startFakeServer } from "./fake-server.ts";

interface Host {
  id: number;
  domain_names: string[];
  forward_host: string;
  forward_port: number;
  certificate_id: number;
  advanced_config: string;
  meta: Record<string, string>;
}

interface Certificate {
  id: number;
  nice_name: string;
  domain_names: string[];
  expires_on: string;
  /** What was uploaded. */
  pem?: string;
}

export interface FakeProxyManager extends FakeServer {
  hosts: Map<number, Host>;
  certificates: Certificate[];
}

const fault = (status: number, message: string) => ({ status, body: { error: { code: status, message } } });

/** Nginx Proxy Manager with one certificate for every name below the domain. */
export async function startFakeProxyManager({
  token,
  baseDomain,
  ...place
}: {
  token: string;
  baseDomain: string;
} & FakePlace): Promise<FakeProxyManager> {
  const hosts = new Map<number, Host>();
  const expires_on = "2036-01-01 00:00:00";
  const certificates: Certificate[] = [
    { id: 1, nice_name: baseDomain, domain_names: [baseDomain, `*.${baseDomain}`], expires_on },
  ];
  const tokens = new Set([token]);
  let count = 0;
  const server = await startFakeServer(async ({ method, path, headers, body }) => {
    const given = /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1] ?? "";
    if (!tokens.has(given)) return fault(401, "Token has expired");
    if (path === "/api/tokens") {
      const next = `${token}-renewed-${++count}`;
      tokens.add(next);
      return { status: 200, body: { token: next, expires: "2036-01-01T00:00:00.000Z" } };
    }
    if (path === "/api/nginx/certificates" && method === "POST") {
      const { nice_name } = body as Certificate;
      const made: Certificate = { id: certificates.length + 1, nice_name, domain_names: [], expires_on };
      certificates.push(made);
      return { status: 201, body: made };
    }
    if (path === "/api/nginx/certificates") return { status: 200, body: certificates };
    if (path.endsWith("/upload")) {
      const known = certificates.find(({ id }) => path === `/api/nginx/certificates/${id}/upload`);
      const pem = await ((body as FormData).get("certificate") as File).text();
      if (known === undefined) return fault(404, "Not found");
      // Its names are read from the certificate.
      Object.assign(known, { pem, domain_names: [known.nice_name.replace(/^[^:]*:/, "")] });
      return { status: 200, body: known };
    }
    const id = Number(path.split("/").at(-1));
    if (!path.startsWith("/api/nginx/proxy-hosts")) return fault(404, "Not found");
    if (method === "GET") return { status: 200, body: [...hosts.values()] };
    if (method === "POST") {
      const wanted = body as Omit<Host, "id">;
      const taken = [...hosts.values()].find((host) =>
        host.domain_names.some((name) => wanted.domain_names.includes(name)),
      );
      if (taken !== undefined) return fault(400, `${wanted.domain_names[0]} is already in use`);
      const host = { ...wanted, id: ++count };
      hosts.set(host.id, host);
      return { status: 201, body: host };
    }
    const known = hosts.get(id);
    if (known === undefined) return fault(404, "Not found");
    if (method === "DELETE") {
      hosts.delete(id);
      return { status: 200, body: true };
    }
    const changed = { ...known, ...(body as Partial<Host>) };
    hosts.set(id, changed);
    return { status: 200, body: changed };
  }, place);
  return { ...server, url: `${server.url}/api`, hosts, certificates };
}
