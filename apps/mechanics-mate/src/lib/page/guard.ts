import { type RequestEvent, redirect } from "@sveltejs/kit";

/** Sends a visitor to the door and back here afterwards. */
export function mustBeSignedIn({ locals, url }: RequestEvent): void {
  if (locals.ctx.account !== undefined) return;
  redirect(303, `/signin?to=${encodeURIComponent(url.pathname + url.search)}`);
}

/** Where somebody wanted to go: a path of this site and nothing else. */
export function pathAfter(wanted: string | null | undefined, usual = "/dashboard"): string {
  return wanted && /^\/(?![/\\])[\w\-./?=&%]*$/.test(wanted) ? wanted : usual;
}
