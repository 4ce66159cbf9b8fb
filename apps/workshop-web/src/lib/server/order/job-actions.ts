import { saveJobAsCanned } from "@mechanicbuddy/contract/catalogue";
import { recordDecision } from "@mechanicbuddy/contract/estimates";
import {
  addJob,
  billings,
  deleteJob,
  jobKinds,
  recordResult,
  updateJob,
  updateLine,
} from "@mechanicbuddy/contract/work-orders";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "../api.ts";
import { submit } from "../submit.ts";

const methods = ["phone", "in_person", "email", "sms"] as const;
const orderOf = (event: RequestEvent) => ({ id: event.params.id ?? "" });

export const jobActions = {
  addJob: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { title: form.text("title"), complaint: form.nullable("complaint") };
      await api(event)(addJob, { params: orderOf(event), body, idempotencyKey: form.key });
      return { saved: true };
    }),
  addCanned: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { cannedJobId: form.text("cannedJobId") };
      await api(event)(addJob, { params: orderOf(event), body, idempotencyKey: form.key });
      return { saved: true };
    }),
  quoteAgain: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { reviveJobId: form.text("jobId") };
      await api(event)(addJob, { params: orderOf(event), body, idempotencyKey: form.key });
      return { saved: true };
    }),
  saveJob: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = {
        version: form.version(),
        title: form.text("title"),
        complaint: form.nullable("complaint"),
        kind: jobKinds.find((one) => one === form.text("kind")),
        billing: billings.find((one) => one === form.text("billing")),
        mechanicIds: form.all("mechanicIds"),
      };
      await api(event)(updateJob, { params: { id: form.text("jobId") }, body });
      return { saved: true };
    }),
  result: (event: RequestEvent) =>
    submit(event, async (form) => {
      const [written, done] = [form.data.has("cause"), form.optional("done")];
      const body = {
        version: form.version(),
        ...(written && { cause: form.nullable("cause"), correction: form.nullable("correction") }),
        ...(done !== undefined && { done: done === "yes" }),
      };
      await api(event)(recordResult, { params: { id: form.text("jobId") }, body });
      return { saved: true };
    }),
  saveAsCanned: (event: RequestEvent) =>
    submit(event, async (form) => {
      const body = { code: form.text("code"), category: form.text("category"), title: form.optional("title") };
      await api(event)(saveJobAsCanned, { params: { id: form.text("jobId") }, body, idempotencyKey: form.key });
      return { savedAsCanned: form.text("jobId") };
    }),
  moveLines: (event: RequestEvent) =>
    submit(event, async (form) => {
      const jobId = form.text("toJobId");
      for (const line of form.all("lines")) {
        const [id = "", version] = line.split(":");
        await api(event)(updateLine, { params: { id }, body: { version: Number(version), jobId } });
      }
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
        decision: form.text("decision") === "approved" ? ("approved" as const) : ("declined" as const),
        method: methods.find((one) => one === form.text("method")) ?? "phone",
        name: form.text("name"),
        saidTo: form.optional("saidTo"),
        comment: form.optional("comment"),
      };
      await api(event)(recordDecision, { params: { id: form.text("jobId") }, body, idempotencyKey: form.key });
      return { saved: true };
    }),
};
