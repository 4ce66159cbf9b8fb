import { exportAccounting } from "@mechanicbuddy/contract/exports";
import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import { redirect } from "@sveltejs/kit";
import { file } from "#lib/server/api.ts";
import type { RequestHandler } from "./$types";

/** The file itself; a period that will not do goes back to the page, which says why. */
export const POST: RequestHandler = async (event) => {
  const form = await event.request.formData();
  const given = (name: string) => String(form.get(name) ?? "") || undefined;
  const body = { from: given("booksFrom"), to: given("booksTo") };
  try {
    return await file(event, exportAccounting, { body });
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== "invalid") throw error;
    const query = new URLSearchParams({ booksFrom: body.from ?? "", booksTo: body.to ?? "" });
    redirect(303, `/app/reports?${query}`);
  }
};
