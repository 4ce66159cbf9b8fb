import { saveJobAsCanned } from "@mechanicbuddy/contract/catalogue";
import { recordDecision } from "@mechanicbuddy/contract/estimates";
import { createEmployee } from "@mechanicbuddy/contract/people";
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
import type { FormReader } from "../form-reader.ts";
import { submit } from "../submit.ts";
import { outcomeIn } from "./outcome.ts";

const methods = ["phone", "in_person", "email", "sms"] as const;
const orderOf = (event: RequestEvent) => ({ id: event.params.id ?? "" });

const jobFrom = (form: FormReader) => ({
  version: form.version(),
  title: form.text("title"),
  complaint: form.nullable("complaint"),
  kind: jobKinds.find((one) => one === form.text("kind")),
  billing: billings.find((one) => one === form.text("billing")),
  mechanicIds: form.all("mechanicIds"),
});

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
      await api(event)(updateJob, { params: { id: form.text("jobId") }, body: jobFrom(form) });
      return { saved: true };
    }),
  /** Somebody who is not among the people yet becomes one of them and the job's mechanic; the rest of the form is saved too. */
  addMechanic: (event: RequestEvent) =>
    submit(event, async (form) => {
      const call = api(event);
      const person = { firstName: form.text("firstName"), lastName: form.text("lastName") };
      const { id } = await call(createEmployee, { body: person, idempotencyKey: form.key });
      const job = jobFrom(form);
      await call(updateJob, {
        params: { id: form.text("jobId") },
        body: { ...job, mechanicIds: [...job.mechanicIds, id] },
      });
      return { saved: true };
    }),
  result: (event: RequestEvent) =>
    submit(event, async (form) => {
      const [written, done] = [form.data.has("cause"), form.optional("done")];
      const body = {
        version: form.version(),
        ...(written && { cause: form.nullable("cause"), correction: form.nullable("correction") }),
        ...(done !== undefined && { done: done === "yes" }),
        ...(form.data.has("outcome") && { outcome: outcomeIn(form) }),
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
