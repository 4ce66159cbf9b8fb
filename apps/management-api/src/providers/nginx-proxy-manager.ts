import type { TlsPair } from "./kubernetes.ts";
import { ask, Denied, jsonOf, Trouble } from "./trouble.ts";

/** A host of the proxy, as we made it or found it. */
export interface ProxyHost {
  id: number;
  domain: string;
  /** `host:port` it forwards to. */
  upstream: string;
  certificate: number;
  /** Whose it is; undefined for hosts that are not ours. */
  tenant: string | undefined;
}

export interface ProxyManager {
  find(domain: string): Promise<ProxyHost | undefined>;
  /** All hosts that carry our mark. */
  ours(): Promise<ProxyHost[]>;
  /** Makes the host forward there with the certificate that covers it, unless it is somebody else's. Answers its id. */
  ensure(domain: string, upstream: string, tenant: string): Promise<number>;
  /** Removes the host if it is this workshop's; true when there was one. */
  remove(domain: string, tenant: string): Promise<boolean>;
  /** The certificate that covers a name, with its end. */
  certificateFor(name: string): Promise<{ id: number; endsAt: Date } | undefined>;
  /** Hands over a certificate of one name; one that was handed over before is replaced. */
  putCertificate(name: string, pair: TlsPair): Promise<void>;
}

interface Settings {
  /** `http://nginx-proxy-manager:81/api` */
  url: string;
  token: string;
  baseDomain: string;
}

interface HostRow {
  id: number;
  domain_names: string[];
  forward_host: string;
  forward_port: number;
  certificate_id: number;
  meta: { mechanicbuddy?: string };
}

interface CertificateRow {
  id: number;
  nice_name: string;
  domain_names: string[];
  expires_on: string;
}

const VENDOR = "Nginx Proxy Manager";
/** Before the name of a certificate we handed over. */
const MARK = "mechanicbuddy:";
/** The workshop of the wildcard host: all of the first instance. */
export const WILDCARD = "*";

/** Nginx Proxy Manager's API. Hosts are found by name; those with our mark in `meta` are ours to change. */
export function proxyManager({ url, token, baseDomain }: Settings): ProxyManager {
  let bearer = token;
  let renewedAt = 0;
  const raw = async (path: string, method = "GET", body?: unknown): Promise<unknown> => {
    const answer = await ask({
      vendor: VENDOR,
      url: `${url}${path}`,
      method,
      headers: { authorization: `Bearer ${bearer}` },
      body,
    });
    if (answer.status === 204) return undefined;
    const content = (await jsonOf(VENDOR, answer)) as { error?: { message: string } };
    if (answer.ok) return content;
    if (answer.status === 401)
      throw new Denied(`${VENDOR} does not take our token any more; enter a new NPM_API_TOKEN`);
    throw new Denied(`${VENDOR} refuses: ${content.error?.message ?? `status ${answer.status}`}`);
  };
  // A pasted token dies after a day: each day it is exchanged for one that lives thirty.
  const call = async (path: string, method?: string, body?: unknown) => {
    if (Date.now() - renewedAt > 86_400_000) {
      bearer = ((await raw("/tokens?expiry=30d")) as { token: string }).token;
      renewedAt = Date.now();
    }
    return raw(path, method, body);
  };
  const hosts = async (): Promise<HostRow[]> => {
    const rows = await call("/nginx/proxy-hosts");
    if (!Array.isArray(rows)) throw new Trouble(`${VENDOR} answers in a form we do not know`);
    return rows as HostRow[];
  };
  const certificates = async () => (await call("/nginx/certificates")) as CertificateRow[];
  /** One of its own before the wildcard's, and of those the one that lasts longest. */
  const certificateFor = async (name: string) => {
    const covering = (await certificates())
      .filter(({ domain_names }) => domain_names.some((pattern) => covers(pattern, name)))
      .map(({ id, domain_names, expires_on }) => ({
        id,
        isOwn: domain_names.includes(name),
        endsAt: new Date(`${expires_on.replace(" ", "T")}Z`.replace("ZZ", "Z")),
      }));
    return covering.sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || b.endsAt.getTime() - a.endsAt.getTime())[0];
  };
  const find = async (domain: string) => {
    const row = (await hosts()).find(({ domain_names }) => domain_names.includes(domain));
    return row === undefined ? undefined : hostOf(row);
  };
  return {
    find,
    certificateFor,
    ours: async () => (await hosts()).map(hostOf).filter(({ tenant }) => tenant !== undefined),
    ensure: async (domain, upstream, tenant) => {
      const certificate = await certificateFor(domain);
      if (certificate === undefined) throw new Trouble(`${VENDOR} has no certificate for ${domain} yet`);
      const known = await find(domain);
      if (known !== undefined && known.tenant !== tenant)
        throw new Denied(`${domain} is a host that is not this workshop's`);
      if (known?.upstream === upstream && known.certificate === certificate.id) return known.id;
      const body = hostBody({ domain, upstream, tenant, certificate: certificate.id, baseDomain });
      const path = known === undefined ? "/nginx/proxy-hosts" : `/nginx/proxy-hosts/${known.id}`;
      return ((await call(path, known === undefined ? "POST" : "PUT", body)) as HostRow).id;
    },
    putCertificate: async (name, { certificate, key }) => {
      const niceName = `${MARK}${name}`;
      const known = (await certificates()).find(({ nice_name }) => nice_name === niceName);
      const wanted = { provider: "other", nice_name: niceName };
      const { id } = known ?? ((await call("/nginx/certificates", "POST", wanted)) as CertificateRow);
      const form = new FormData();
      form.set("certificate", new Blob([certificate]), "certificate.pem");
      form.set("certificate_key", new Blob([key]), "key.pem");
      await call(`/nginx/certificates/${id}/upload`, "POST", form);
    },
    remove: async (domain, tenant) => {
      const known = await find(domain);
      if (known === undefined || known.tenant !== tenant) return false;
      await call(`/nginx/proxy-hosts/${known.id}`, "DELETE");
      return true;
    },
  };
}

function hostOf({ id, domain_names, forward_host, forward_port, certificate_id, meta }: HostRow): ProxyHost {
  return {
    id,
    domain: domain_names[0] ?? "",
    upstream: `${forward_host}:${forward_port}`,
    certificate: certificate_id,
    tenant: meta.mechanicbuddy,
  };
}

interface Wanted {
  domain: string;
  upstream: string;
  tenant: string;
  certificate: number;
  baseDomain: string;
}

function hostBody({ domain, upstream, tenant, certificate, baseDomain }: Wanted) {
  const [host = "", port = "3000"] = upstream.split(":");
  return {
    domain_names: [domain],
    forward_scheme: "http",
    forward_host: host,
    forward_port: Number(port),
    certificate_id: certificate,
    ssl_forced: true,
    http2_support: true,
    block_exploits: true,
    allow_websocket_upgrade: true,
    advanced_config: tenant === WILDCARD ? extraction(baseDomain) : header(tenant),
    meta: { mechanicbuddy: tenant },
  };
}

/**
 * The guide's header extraction. Proxy Manager's own location sets headers, and nginx then drops those of the server
 * block; a location of our own switches the built-in one off.
 */
export function extraction(baseDomain: string): string {
  const pattern = baseDomain.replaceAll(".", "\\.");
  return [
    'set $tenant_id "";',
    `if ($host ~* "^([a-z0-9-]+)\\.${pattern}$") { set $tenant_id $1; }`,
    "location / { proxy_set_header X-Tenant-ID $tenant_id; include conf.d/include/proxy.conf; }",
  ].join("\n");
}

function header(tenant: string): string {
  return `location / { proxy_set_header X-Tenant-ID ${tenant}; include conf.d/include/proxy.conf; }`;
}

function covers(pattern: string, name: string): boolean {
  return pattern === name || (pattern.startsWith("*.") && name.slice(name.indexOf(".")) === pattern.slice(1));
}
