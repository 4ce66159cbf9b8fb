import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = ({ url }) => ({
  interval: url.searchParams.get("paid") === "yearly" ? ("year" as const) : ("month" as const),
});
