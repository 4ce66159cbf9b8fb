import { jobKinds, jobStates, listJobs } from "@mechanicbuddy/contract/management/jobs";
import { staffMay } from "@mechanicbuddy/contract/management/permission";
import { staff } from "#lib/server/api.ts";
import { listQueryOf } from "#lib/server/list.ts";
import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const given = listQueryOf(event);
  const query = {
    state: given.word("state", jobStates),
    kind: given.word("kind", jobKinds),
    tenant: given.text("tenant"),
    cursor: given.cursor,
  };
  const { role } = await event.locals.staffMe();
  return { list: await staff(event)(listJobs, { query }), mayPlan: staffMay(role, "jobs.operate") };
};
