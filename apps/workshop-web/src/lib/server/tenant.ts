/** The id a workshop may have: what a DNS label and a schema name both take. */
const tenantId = /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/;

/**
 * The workshop a host names: `localhost` is `demo`, `<id>.localhost` and `<id>.<base domain>` are `<id>`. Where one
 * workshop runs alone every host is its own. Undefined for a domain of its own: the API knows whose that is.
 */
export function tenantOf(host: string, baseDomain: string, onlyTenant: string | undefined): string | undefined {
  if (onlyTenant !== undefined) return onlyTenant;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (name === "localhost") return "demo";
  for (const domain of ["localhost", baseDomain]) {
    if (!name.endsWith(`.${domain}`)) continue;
    const id = name.slice(0, -domain.length - 1);
    if (tenantId.test(id)) return id;
  }
  return undefined;
}
