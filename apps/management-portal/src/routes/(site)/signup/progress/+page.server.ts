import { getJob } from "@mechanicbuddy/contract/management/jobs";
import { getTenant, retryTenant } from "@mechanicbuddy/contract/management/tenants";
import { redirect } from "@sveltejs/kit";
import { isUnderWay } from "#lib/jobs/job-words.ts";
import { customer } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const [id, job] = [searchParams.get("workshop") ?? "", searchParams.get("job") ?? ""];
  const call = customer(event);
  const [workshop, progress] = await Promise.all([
    call(getTenant, { params: { id } }),
    call(getJob, { params: { id: job } }),
  ]);
  const state = progress.state === "succeeded" ? "ready" : isUnderWay(progress.state) ? "going" : "failed";
  return { workshop, progress, state, plan: searchParams.get("plan") } as const;
};

export const actions: Actions = {
  retry: (event) =>
    submit(event, async () => {
      const { searchParams } = event.url;
      const id = searchParams.get("workshop") ?? "";
      const { job } = await customer(event)(retryTenant, { params: { id } });
      redirect(303, `/signup/progress?${new URLSearchParams({ workshop: id, job })}`);
    }),
};
