import { redirect } from "@sveltejs/kit";
import type { RequestHandler } from "./$types";

/** The file is the interface's own. */
export const GET: RequestHandler = ({ params }) => redirect(303, `/api/conversations/${params.id}/export?format=md`);
