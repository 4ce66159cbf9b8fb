import type { ManagementApiConfig } from "@mechanicbuddy/platform/config/management";
import type { Owner } from "@mechanicbuddy/platform/database/bootstrap";
import { loginsFrom } from "@mechanicbuddy/platform/database/logins";
import type { Keys } from "@mechanicbuddy/platform/keys";

/** The owner that migrates, the login that serves, and the platform's keys. */
export async function loginsOf(config: ManagementApiConfig): Promise<{ owner: Owner; app: Owner; keys: Keys }> {
  const { owner, app, keys } = await loginsFrom({ ...config, INSTANCE_ID: "platform" });
  return { owner, app, keys };
}

/** The runtime login, for which addresses compare without regard to case: their type and its operators stand in `extensions`. */
export function withSearchPath(login: Owner): Owner & { options: string } {
  return { ...login, options: "-c search_path=public,extensions,pg_temp" };
}
