import type { WorkshopApiConfig } from "@mechanicbuddy/platform/config/workshop";

/** Address of a workshop's site: its own one where it is alone, else a subdomain. */
export function publicUrls(config: WorkshopApiConfig): (tenantId: string) => string {
  const { MULTI_TENANCY, PUBLIC_URL, BASE_DOMAIN } = config;
  if (!MULTI_TENANCY) return () => PUBLIC_URL ?? "http://localhost:3025";
  const base = new URL(PUBLIC_URL ?? `http://${BASE_DOMAIN}:3025`);
  return (id) => `${base.protocol}//${id}.${base.host}`;
}
