import { getMe } from "@mechanicbuddy/contract/identity";
import { mayChange } from "@mechanicbuddy/ui/site/origin";
import { redirect } from "@sveltejs/kit";
import { type Handle, type HandleServerError, type ServerInit, sequence } from "@sveltejs/kit/hooks";
import { loginAddress } from "#lib/login-address.ts";
import { api } from "#lib/server/api.ts";
import { bodyFault } from "#lib/server/body-limit.ts";
import { errorOf } from "#lib/server/error.ts";
import { lightScriptOf } from "#lib/server/light.ts";
import { localeOf, withLocale } from "#lib/server/locale.ts";
import { lookAttributes } from "#lib/server/look.ts";
import { cookieName, endSession, unseal } from "#lib/server/session.ts";
import { settings } from "#lib/server/settings.ts";
import { tenantOf } from "#lib/server/tenant.ts";

/** A site with wrong settings must not start. */
export const init: ServerInit = () => {
  settings();
};

/** Requests passed on to the API carry no cookie, so nothing can be forged with them. */
const passedOn = /^\/(api\/|openapi\.json$|docs(\/|$))/;

const guard: Handle = ({ event, resolve }) => {
  const { request, url, cookies } = event;
  event.locals.secure = url.protocol === "https:";
  const allowed = mayChange({
    method: request.method,
    self: url.origin,
    origin: request.headers.get("origin"),
    fetchSite: request.headers.get("sec-fetch-site"),
    hasCookie: cookies.get(cookieName("session", event.locals.secure)) !== undefined,
  });
  if (!allowed && !passedOn.test(url.pathname)) return new Response("Send this from the site itself.", { status: 403 });
  const fault = bodyFault(event.route.id, request.headers);
  if (fault === 413) return new Response("This is larger than the page takes.", { status: 413 });
  if (fault === 411) return new Response("Say how long this is.", { status: 411 });
  return resolve(event);
};

const identify: Handle = async ({ event, resolve }) => {
  const { locals, cookies, url } = event;
  const { sessionKey, baseDomain, onlyTenant } = settings();
  locals.tenant = tenantOf(url.host, baseDomain, onlyTenant);
  const sealed = cookies.get(cookieName("session", locals.secure));
  locals.session = sealed === undefined ? undefined : await unseal(sealed, sessionKey, locals.tenant ?? url.host);
  if (sealed !== undefined && locals.session === undefined) endSession(cookies, locals.secure);
  let me: ReturnType<App.Locals["me"]> | undefined;
  locals.me = () => {
    if (locals.session === undefined) redirect(303, loginAddress(url));
    me ??= api(event)(getMe);
    return me;
  };
  return resolve(event);
};

const render: Handle = ({ event, resolve }) => {
  const { locals, request, url } = event;
  locals.locale = localeOf(url.pathname, request.headers.get("accept-language"));
  return withLocale(locals, async () => {
    const response = await resolve(event, {
      transformPageChunk: ({ html }) =>
        html
          .replace('<html lang="en">', () => `<html lang="${locals.locale}" ${lookAttributes(event)}>`)
          .replace("<!-- light -->", () => lightScriptOf(url.pathname, html)),
      preload: (asset) =>
        asset.type === "js" ||
        asset.type === "css" ||
        (asset.type === "font" && asset.filename.includes("next-latin-wght")),
    });
    const { headers } = response;
    headers.set("Reporting-Endpoints", 'csp="/csp-reports"');
    if (!headers.has("Content-Security-Policy")) {
      headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
    const page = headers.get("Content-Type")?.startsWith("text/html") ?? false;
    if (!headers.has("Cache-Control") || (page && locals.session !== undefined))
      headers.set("Cache-Control", "no-store");
    return response;
  });
};

export const handle = sequence(guard, identify, render);

export const handleError: HandleServerError = (caught) => errorOf(caught);
