import { redirect } from "@sveltejs/kit";
import type { RequestHandler } from "./$types";

/** Bookmarks of the previous program: `/home/work` is `/app/work` now. */
export const GET: RequestHandler = ({ params, url }) => {
  redirect(308, `/app${params.page === "" ? "" : `/${params.page}`}${url.search}`);
};
