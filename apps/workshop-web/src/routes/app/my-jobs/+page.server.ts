import { hangOnWorkOrder } from "@mechanicbuddy/contract/files";
import { listMyJobs } from "@mechanicbuddy/contract/my-jobs";
import { moveWorkOrder, recordResult, setPartStatus } from "@mechanicbuddy/contract/work-orders";
import { times } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { uploadChosen } from "#lib/server/file-actions.ts";
import { outcomeIn } from "#lib/server/order/outcome.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const [me, { items }] = await Promise.all([event.locals.me(), api(event)(listMyJobs)]);
  const { time } = times(me.workshop);
  const jobs = items.map((job) => ({
    ...job,
    promise: job.order.promisedAt === null ? undefined : time(job.order.promisedAt),
  }));
  const open = jobs.filter(({ doneAt }) => doneAt === null);
  return {
    working: open.filter(({ order }) => order.boardStatus.category === "working"),
    next: open.filter(({ order }) => order.boardStatus.category !== "working"),
    done: jobs.filter(({ doneAt }) => doneAt !== null),
  };
};

export const actions: Actions = {
  start: (event) =>
    submit(event, async (form) => {
      const params = { id: form.text("orderId") };
      const body = { statusId: form.text("statusId"), acceptWarnings: form.acceptWarnings };
      await api(event)(moveWorkOrder, { params, body, idempotencyKey: form.key });
      return { started: params.id };
    }),
  result: (event) =>
    submit(event, async (form) => {
      const done = form.optional("done");
      const body = {
        version: form.version(),
        ...(form.data.has("cause") && { cause: form.nullable("cause"), correction: form.nullable("correction") }),
        ...(done !== undefined && { done: done === "yes" }),
        ...(form.data.has("outcome") && { outcome: outcomeIn(form) }),
      };
      const { id } = await api(event)(recordResult, { params: { id: form.text("jobId") }, body });
      return { saved: id };
    }),
  photo: (event) =>
    submit(event, async (form) => {
      const [params, jobId] = [{ id: form.text("orderId") }, form.text("jobId")];
      await uploadChosen(event, form, (fileId) => api(event)(hangOnWorkOrder, { params, body: { fileId, jobId } }));
      return { saved: jobId };
    }),
  installed: (event) =>
    submit(event, async (form) => {
      const body = { status: "installed" as const, acceptWarnings: form.acceptWarnings };
      await api(event)(setPartStatus, { params: { id: form.text("lineId") }, body });
      return { saved: form.text("jobId") };
    }),
};
