import { openWorkshop } from "@mechanicbuddy/contract/management/tenants";
import { redirect } from "@sveltejs/kit";
import { customer } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Looked at by itself, this page has nothing to show. */
export const load: PageServerLoad = ({ request, params }) => {
  if (request.method === "GET") redirect(303, `/workshops/${params.id}`);
};

export const actions: Actions = {
  default: (event) => submit(event, () => customer(event)(openWorkshop, { params: { id: event.params.id } })),
};
