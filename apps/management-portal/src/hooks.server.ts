import { getMe, getStaffMe } from "@mechanicbuddy/contract/management/auth";
import { mayChange } from "@mechanicbuddy/ui/site/origin";
import { type RequestEvent, redirect } from "@sveltejs/kit";
import { type Handle, type HandleServerError, type ServerInit, sequence } from "@sveltejs/kit/hooks";
import { publicOrigin } from "#lib/server/addresses.ts";
import { customer, staff } from "#lib/server/api.ts";
import { doorOf, loginAddress } from "#lib/server/doors.ts";
import { errorOf } from "#lib/server/error.ts";
import { lightScript } from "#lib/server/light.ts";
import { cookieName, forget, type Kind, unseal } from "#lib/server/session.ts";
import { settings } from "#lib/server/settings.ts";
import { structured } from "#lib/server/structured.ts";
import { themeCookie, themeOf } from "#lib/theme.ts";

const largestBodyBytes = 64 * 1024;
const kinds: readonly Kind[] = ["customer", "staff"];

/** A site with wrong settings must not start. */
export const init: ServerInit = () => {
  settings();
};

const guard: Handle = ({ event, resolve }) => {
  const { request, url, cookies, locals } = event;
  locals.secure = url.protocol === "https:";
  const allowed = mayChange({
    method: request.method,
    self: url.origin,
    origin: request.headers.get("origin"),
    fetchSite: request.headers.get("sec-fetch-site"),
    hasCookie: kinds.some((kind) => cookies.get(cookieName(kind, locals.secure)) !== undefined),
  });
  if (!allowed) return new Response("Send this from the site itself.", { status: 403 });
  const length = request.headers.get("content-length");
  if (length === null && request.headers.has("transfer-encoding")) {
    return new Response("Say how long this is.", { status: 411 });
  }
  if (Number(length) > largestBodyBytes) return new Response("This is larger than the page takes.", { status: 413 });
  return resolve(event);
};

const identify: Handle = async ({ event, resolve }) => {
  const { locals, cookies, url } = event;
  locals.sessions = { customer: undefined, staff: undefined };
  locals.renewing = {};
  locals.inForm = false;
  locals.theme = themeOf(cookies.get(themeCookie));
  for (const kind of kinds) {
    const sealed = cookies.get(cookieName(kind, locals.secure));
    if (sealed === undefined) continue;
    locals.sessions[kind] = await unseal(sealed, settings().sessionKey, kind);
    if (locals.sessions[kind] === undefined) forget(cookies, kind, locals.secure);
  }
  const once = <T>(ask: () => Promise<T>) => {
    let answer: Promise<T> | undefined;
    return () => {
      answer ??= ask();
      return answer;
    };
  };
  locals.me = once(() => customer(event)(getMe));
  locals.staffMe = once(() => staff(event)(getStaffMe));
  const door = doorOf(url.pathname);
  if (door !== undefined && locals.sessions[door] === undefined) redirect(303, loginAddress(door, url));
  return resolve(event);
};

const render: Handle = async ({ event, resolve }) => {
  const { locals, url } = event;
  const density = url.pathname.startsWith("/operate") ? ' data-density="counter"' : "";
  const theme = locals.theme === "system" ? "" : ` data-theme="${locals.theme}"`;
  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html
        .replace('<html lang="en">', () => `<html lang="en"${theme}${density}>`)
        .replace("<!-- light -->", () => lightScript)
        .replace("<!-- structured -->", () => structuredOf(event)),
    preload: (asset) => asset.type === "css" || (asset.type === "font" && asset.filename.includes("next-latin-wght")),
  });
  const { headers } = response;
  headers.set("Reporting-Endpoints", 'csp="/csp-reports"');
  if (!headers.has("Content-Security-Policy")) {
    headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  return response;
};

/** Data for search engines; a block of data needs no nonce, for nothing of it runs. */
function structuredOf(event: RequestEvent): string {
  if (!["/", "/pricing"].includes(event.url.pathname)) return "";
  return `<script type="application/ld+json">${structured(publicOrigin(event))}</script>`;
}

export const handle = sequence(guard, identify, render);

export const handleError: HandleServerError = (caught) => errorOf(caught);
