import type { WorkshopApiConfig } from "@mechanicbuddy/platform/config/workshop";

/** Address of a workshop's site: its own one where it is alone (whose origin CORS names too), else a subdomain. */
export function publicUrls(config: WorkshopApiConfig): (tenantId: string) => string {
  const { MULTI_TENANCY, PUBLIC_URL, CORS_APP_HOST, BASE_DOMAIN } = config;
  if (!MULTI_TENANCY) return () => PUBLIC_URL ?? CORS_APP_HOST ?? "http://localhost:3025";
  const base = new URL(PUBLIC_URL ?? `http://${BASE_DOMAIN}:3025`);
  return (id) => `${base.protocol}//${id}.${base.host}`;
}

/** Address mails leave from. A relay rarely takes another than that of the account it is used with. */
export function senderOf({ SMTP_FROM, SMTP_USER, BASE_DOMAIN }: WorkshopApiConfig): string {
  return SMTP_FROM ?? (SMTP_USER?.includes("@") ? SMTP_USER : `no-reply@${BASE_DOMAIN}`);
}
