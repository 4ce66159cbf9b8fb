import { csrfToken, me } from "@mechanicbuddy/contract/mate/auth";
import type { LayoutServerLoad } from "./$types";

export const load: LayoutServerLoad = async ({ locals, url }) => {
  const { account } = locals.ctx;
  const [token, mine] = await Promise.all([
    locals.call(csrfToken),
    account === undefined ? undefined : locals.call(me),
  ]);
  return { csrfToken: token.csrfToken, me: mine, theme: locals.theme, path: url.pathname };
};
