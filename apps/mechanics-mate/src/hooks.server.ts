import { MateRefusal, mateProblemCodes } from "@mechanicbuddy/contract/mate/problem";
import { isRedirect } from "@sveltejs/kit";
import type { Handle, HandleServerError } from "@sveltejs/kit/hooks";
import { themeOf } from "#lib/page/theme.ts";
import { refuseForged } from "./lib/server/http/forged.ts";
import { refusalOf } from "./lib/server/http/problem.ts";

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

export const handle: Handle = async ({ event, resolve }) => {
  const parts = event.platform?.req.mate;
  if (parts === undefined) throw new Error("Pages are served by the server of the site, not by themselves");
  const { api, caller } = parts;
  const { locals, request, cookies } = event;
  const ctx = await api.contextOf(caller);
  locals.ctx = ctx;
  locals.call = (route, input = {}) => api.call(ctx, route, input);
  locals.theme = themeOf(cookies.get("mate_theme"));
  if (!safe.has(request.method)) {
    try {
      refuseForged(ctx, request, await tokenIn(request));
    } catch (error) {
      if (!(error instanceof MateRefusal)) throw error;
      return new Response(error.message, { status: mateProblemCodes[error.code].status });
    }
  }
  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('<html lang="en-GB">', () =>
        locals.theme === "system" ? '<html lang="en-GB">' : `<html lang="en-GB" data-theme="${locals.theme}">`,
      ),
    preload: (asset) =>
      asset.type === "js" ||
      asset.type === "css" ||
      (asset.type === "font" && asset.filename.includes("next-latin-wght")),
  });
  for (const line of ctx.setCookies) response.headers.append("set-cookie", line);
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  return response;
};

/** The token a form carries. The body is read from a copy: the page reads it again. */
async function tokenIn(request: Request): Promise<string | undefined> {
  const field = (await request.clone().formData()).get("_csrf");
  return typeof field === "string" ? field : undefined;
}

export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (isRedirect(error)) return { message: "" };
  if (kind !== "unknown") return { message: error.message };
  const refusal = refusalOf(error);
  const { ctx } = event.locals;
  if (refusal.code === "internal") ctx?.log.error({ err: error, requestId: ctx.requestId }, "a page failed");
  return { message: refusal.message, code: refusal.code, reference: ctx?.requestId };
};
