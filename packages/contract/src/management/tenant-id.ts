/** Names a workshop may never have: our own hosts, and words that would mislead. */
export const reservedTenantIds: ReadonlySet<string> = new Set(
  (
    "www api app admin mail smtp status docs blog auth login static cdn argocd grafana free-tier system internal " +
    "staging test localhost"
  ).split(" "),
);

/** Also the name of a Helm release and a host: letters, digits and single dashes, 3 to 32 characters. */
export const tenantIdPattern = "^(?=.{3,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$";

/** Why a name cannot be a workshop's, as a sentence; undefined when its form is good. `demo` is given by staff only. */
export function tenantIdFault(id: string, byStaff = false): string | undefined {
  if (!new RegExp(tenantIdPattern).test(id)) {
    return "Use 3 to 32 small letters, digits and single dashes, beginning with a letter.";
  }
  if (reservedTenantIds.has(id) || (id === "demo" && !byStaff)) return "This address is not available.";
  return undefined;
}

/** A proposal from a company's name: `Ångström & Sons Ltd` becomes `angstrom-sons-ltd`. Empty when nothing is left. */
export function proposedTenantId(companyName: string): string {
  const plain = companyName
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 32)
    .replace(/-+$/, "");
  return plain.length < 3 ? "" : plain;
}
