import { convertOwnDemo } from "@mechanicbuddy/contract/management/demos";
import { getJob } from "@mechanicbuddy/contract/management/jobs";
import {
  listChanges,
  resumeTenant,
  retryTenant,
  type SuspensionKind,
  startTrial,
  updateTenant,
} from "@mechanicbuddy/contract/management/tenants";
import { customer } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const call = customer(event);
  const { workshop } = await event.parent();
  const { id } = workshop;
  const [job, changes] = await Promise.all([
    workshop.job === null ? undefined : call(getJob, { params: { id: workshop.job.id } }),
    workshop.role === "owner" ? call(listChanges, { params: { id }, query: { limit: 20 } }) : undefined,
  ]);
  return { job, changes: changes?.items ?? [] };
};

export const actions: Actions = {
  retry: (event) =>
    submit(event, async () => {
      await customer(event)(retryTenant, { params: event.params });
      return { done: "retry" as const };
    }),
  resume: (event) =>
    submit(event, async (form) => {
      // The API checks the word; the form offers no other.
      const kind = form.text("kind") as SuspensionKind;
      await customer(event)(resumeTenant, { params: event.params, body: { kind } });
      return { done: "resume" as const };
    }),
  trial: (event) =>
    submit(event, async () => {
      await customer(event)(startTrial, { params: event.params });
      return { done: "trial" as const };
    }),
  convert: (event) =>
    submit(event, async (form) => {
      const body = { removeSampleData: form.checked("removeSampleData") };
      const converted = await customer(event)(convertOwnDemo, { params: event.params, body });
      return { done: "convert" as const, converted };
    }),
  save: (event) =>
    submit(event, async (form) => {
      const body = {
        version: form.integer("version") ?? 1,
        companyName: form.text("companyName"),
        contactName: form.text("contactName"),
      };
      await customer(event)(updateTenant, { params: event.params, body });
      return { done: "save" as const };
    }),
};
