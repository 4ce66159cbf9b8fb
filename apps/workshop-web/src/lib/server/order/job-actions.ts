import { recordDecision } from "@mechanicbuddy/contract/estimates";
import { addJob, deleteJob, recordResult, updateJob } from "@mechanicbuddy/contract/work-orders";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "../api.ts";
import { submit } from "../submit.ts";

const methods = ["in_person", "phone", "email", "sms"] as const;

export const jobActions = {
  addJob: (event: RequestEvent) =>
    submit(event, async (form) => {
      const revive = form.optional("reviveJobId");
      const body = revive === undefined ? { title: form.text("title") } : { reviveJobId: revive };
      await api(event)(addJob, { params: { id: event.params.id ?? "" }, body, idempotencyKey: form.key });
      return { saved: true };
    }),
  saveJob: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { version: form.version(), title: form.text("title"), mechanicIds: form.all("mechanicIds") };
      await api(event)(updateJob, { params: { id: form.text("jobId") }, body });
      return { saved: true };
    }),
  result: (event: RequestEvent) =>
    submit(event, async (form) => {
      const done = form.optional("done");
      const body = {
        version: form.version(),
        cause: form.nullable("cause"),
        correction: form.nullable("correction"),
        ...(done === undefined ? {} : { done: done === "yes" }),
      };
      await api(event)(recordResult, { params: { id: form.text("jobId") }, body });
      return { saved: true };
    }),
  deleteJob: (event: RequestEvent) =>
    submit(event, async (form) => {
      await api(event)(deleteJob, { params: { id: form.text("jobId") } });
      return { saved: true };
    }),
  decide: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = {
        decision: form.text("decision") === "declined" ? ("declined" as const) : ("approved" as const),
        method: methods.find((one) => one === form.text("method")) ?? "phone",
        name: form.text("name"),
        saidTo: form.optional("saidTo"),
        comment: form.optional("comment"),
      };
      await api(event)(recordDecision, { params: { id: form.text("jobId") }, body, idempotencyKey: form.key });
      return { saved: true };
    }),
};
