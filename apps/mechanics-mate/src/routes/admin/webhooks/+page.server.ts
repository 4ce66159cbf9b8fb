import { listWebhooks, reconcileWebhooks, retryWebhooks } from "@mechanicbuddy/contract/mate/admin";
import { shown } from "#lib/page/refused.ts";
import { submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

const statuses = ["received", "processing", "processed", "ignored", "failed"] as const;

export const load: PageServerLoad = async ({ locals, url }) => {
  const status = statuses.find((one) => one === url.searchParams.get("status"));
  const cursor = url.searchParams.get("cursor");
  const query = { ...(status === undefined ? {} : { status }), ...(cursor === null ? {} : { cursor }) };
  return { status: status ?? "", statuses: [...statuses], ...(await shown(locals.call(listWebhooks, { query }))) };
};

export const actions: Actions = {
  retry: (event) =>
    submit(event, "retry", async (sent) => {
      const id = sent.text("id");
      return event.locals.call(retryWebhooks, { body: id === undefined ? {} : { id } });
    }),
  reconcile: (event) =>
    submit(event, "reconcile", async () => {
      const { added, compared, differences } = await event.locals.call(reconcileWebhooks, { body: {} });
      return { found: { added, compared, differences: differences.length } };
    }),
};
