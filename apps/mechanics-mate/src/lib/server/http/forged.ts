import type { MateContext } from "../context.ts";
import { isToken } from "./api.ts";
import { cookieName } from "./cookies.ts";
import { refuseForeign, refuseWithoutToken } from "./csrf.ts";

/** Refuses a form that did not come from a page of ours. @param token what the form carries as `_csrf` */
export function refuseForged(
  { site, caller, account }: MateContext,
  request: Request,
  token: string | undefined,
): void {
  const unsafe = {
    origin: request.headers.get("origin"),
    fetchSite: request.headers.get("sec-fetch-site"),
    hasCookie: (["session", "visitor"] as const).some((kind) => caller.cookies.has(cookieName(kind, caller.isSecure))),
  };
  refuseForeign(unsafe, site.origins);
  refuseWithoutToken(unsafe, token, (given) => isToken(site, caller, account, given));
}
