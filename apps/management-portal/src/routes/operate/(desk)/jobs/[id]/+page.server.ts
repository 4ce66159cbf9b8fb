import { cancelJob, getJob, retryJob, skipStep, undoJob } from "@mechanicbuddy/contract/management/jobs";
import { staffMay } from "@mechanicbuddy/contract/management/permission";
import { staff } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { role } = await event.locals.staffMe();
  return { job: await staff(event)(getJob, { params: event.params }), mayOperate: staffMay(role, "jobs.operate") };
};

export const actions: Actions = {
  retry: (event) =>
    submit(event, async () => {
      await staff(event)(retryJob, { params: event.params });
      return { done: true };
    }),
  undo: (event) =>
    submit(event, async () => {
      await staff(event)(undoJob, { params: event.params });
      return { done: true };
    }),
  cancel: (event) =>
    submit(event, async () => {
      await staff(event)(cancelJob, { params: event.params });
      return { done: true };
    }),
  skip: (event) =>
    submit(event, async (form) => {
      await staff(event)(skipStep, { params: event.params, body: { reason: form.text("reason") } });
      return { done: true };
    }),
};
