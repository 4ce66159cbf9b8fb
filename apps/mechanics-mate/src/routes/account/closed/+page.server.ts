import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ url }) => {
  const on = url.searchParams.get("on") ?? "";
  return { on: /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : null };
};
