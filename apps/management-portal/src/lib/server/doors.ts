import type { Kind } from "./session.ts";

/** Pages of the operator that are open before anybody is signed in. */
const staffDoors = /^\/operate\/(login|accept|reset)(\/|$)/;

/** Who must be signed in to open an address; undefined where anyone may. */
export function doorOf(pathname: string): Kind | undefined {
  if (/^\/operate(\/|$)/.test(pathname)) return staffDoors.test(pathname) ? undefined : "staff";
  return /^\/(workshops|account|invitation)(\/|$)/.test(pathname) ? "customer" : undefined;
}

/** Where somebody begins once they are signed in. */
export const homes: Record<Kind, string> = { customer: "/workshops", staff: "/operate" };

/** The sign-in page of a door, with the way back. */
export function loginAddress(kind: Kind, url: URL): string {
  const login = kind === "staff" ? "/operate/login" : "/login";
  const back = `${url.pathname}${url.search}`;
  return back === homes[kind] ? login : `${login}?next=${encodeURIComponent(back)}`;
}
