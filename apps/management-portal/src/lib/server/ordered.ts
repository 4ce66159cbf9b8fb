import type { Api } from "@mechanicbuddy/ui/site/call";
import type { RequestEvent } from "@sveltejs/kit";
import { staff } from "./api.ts";
import { type Sent, submit } from "./submit.ts";

/** A form action that orders a job; the page then leads to it. */
export const ordered =
  (order: (call: Api, params: { id: string }, form: Sent) => Promise<{ job: string }>) =>
  (event: RequestEvent<{ id: string }>) =>
    submit(event, async (form) => ({ job: (await order(staff(event), { id: event.params.id }, form)).job }));
