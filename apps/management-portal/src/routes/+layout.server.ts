import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = ({ locals, url }) => ({
  signedIn: locals.sessions.customer !== undefined,
  theme: locals.theme,
  path: url.pathname,
});
