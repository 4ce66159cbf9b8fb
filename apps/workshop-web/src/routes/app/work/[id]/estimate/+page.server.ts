import {
  issueEstimate,
  linkEstimate,
  listEstimates,
  recordDecision,
  sendEstimate,
  withdrawEstimate,
} from "@mechanicbuddy/contract/estimates";
import type { Language } from "@mechanicbuddy/contract/fields";
import { getSettings } from "@mechanicbuddy/contract/settings";
import { getWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { redirect } from "@sveltejs/kit";
import { addressesOf } from "#lib/estimates/addresses.ts";
import { decisionMethods, decisions } from "#lib/estimates/choices.ts";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { toLocal } from "#lib/zoned.ts";
import type { Actions, PageServerLoad } from "./$types";

const dayMs = 86_400_000;

export const load: PageServerLoad = async (event) => {
  const { params, url } = event;
  const { permissions, workshop } = await event.locals.me();
  const mayIssue = permissions.includes("estimates.issue");
  const [order, versions, settings] = await Promise.all([
    api(event)(getWorkOrder, { params }),
    api(event)(listEstimates, { params }),
    mayIssue ? api(event)(getSettings) : undefined,
  ]);
  const until = new Date(Date.now() + (settings?.estimateValidDays ?? 0) * dayMs);
  return {
    order,
    versions: versions.items,
    offer: settings && {
      validUntilOn: toLocal(until, workshop.timeZone).slice(0, 10),
      showVehicle: settings.showVehicle,
      language: order.customer?.language ?? settings.language,
    },
    notice: { issued: url.searchParams.get("issued"), withdrawn: url.searchParams.has("withdrawn") },
  };
};

export const actions: Actions = {
  issue: (event) =>
    submit(event, async (form) => {
      const { params, url } = event;
      const isSent = form.text("intent") !== "issue";
      const body = {
        jobIds: form.all("jobIds"),
        validUntilOn: form.optional("validUntilOn"),
        showVehicle: form.checked("showVehicle"),
        language: form.optional("language") as Language | undefined,
        send: isSent ? { to: addressesOf(event, form, "to"), message: form.optional("message") } : undefined,
      };
      const { number } = await api(event)(issueEstimate, { params, body, idempotencyKey: form.key });
      redirect(303, isSent ? `/app/work/${params.id}?sent=${number}` : `${url.pathname}?issued=${number}`);
    }),
  send: (event) =>
    submit(event, async (form) => {
      const body = { to: addressesOf(event, form, "to"), message: form.optional("message") };
      const params = { id: form.text("estimate") };
      const { number } = await api(event)(sendEstimate, { params, body, idempotencyKey: form.key });
      return { sent: number };
    }),
  link: (event) =>
    submit(event, async (form) => {
      const { url } = await api(event)(linkEstimate, { params: { id: form.text("estimate") } });
      return { link: { url, estimateId: form.text("estimate") } };
    }),
  withdraw: (event) =>
    submit(event, async (form) => {
      await api(event)(withdrawEstimate, { params: { id: form.text("estimate") }, idempotencyKey: form.key });
      redirect(303, `${event.url.pathname}?withdrawn`);
    }),
  record: (event) =>
    submit(event, async (form) => {
      const body = {
        decision: decisions.find((one) => one === form.text("decision")) ?? "declined",
        method: decisionMethods.find((one) => one === form.text("method")) ?? "phone",
        name: form.text("name"),
        saidTo: form.optional("saidTo"),
        comment: form.optional("comment"),
      };
      await api(event)(recordDecision, { params: { id: form.text("job") }, body, idempotencyKey: form.key });
      return { recorded: true };
    }),
};
