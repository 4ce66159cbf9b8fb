import type { putRegistration } from "@mechanicbuddy/contract/internal";
import type { Input } from "@mechanicbuddy/contract/route";
import type { App } from "@mechanicbuddy/platform/http/app";
import { seal } from "@mechanicbuddy/platform/keys";
import type { Registrar } from "./registrar.ts";

/** The key the token is sealed with, and the place it is bound to. */
export const purpose = "platform-token";
export const place = "instance:registration";

/** Keeps by which token and where this instance calls the platform back; the token is sealed with the instance's key. */
export async function register(
  app: App,
  registrar: Registrar,
  { token, platformUrl }: Input<typeof putRegistration>["body"],
): Promise<null> {
  const sealed = seal(app.instance.keys.derive(purpose), place, token);
  await registrar.keepRegistration(sealed, platformUrl, app.now());
  return null;
}
