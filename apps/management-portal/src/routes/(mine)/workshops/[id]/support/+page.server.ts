import {
  answerImpersonation,
  endImpersonation,
  listImpersonations,
} from "@mechanicbuddy/contract/management/operations";
import { updateTenant } from "@mechanicbuddy/contract/management/tenants";
import { customer } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const query = { tenant: event.params.id, limit: 50 };
  return { visits: (await customer(event)(listImpersonations, { query })).items };
};

export const actions: Actions = {
  standing: (event) =>
    submit(event, async (form) => {
      const days = form.integer("days") ?? 0;
      const supportUntil = days === 0 ? null : new Date(Date.now() + days * 86_400_000).toISOString();
      const body = { version: form.integer("version") ?? 1, supportUntil };
      await customer(event)(updateTenant, { params: event.params, body });
      return { done: "standing" as const };
    }),
  answer: (event) =>
    submit(event, async (form) => {
      const params = { id: event.params.id, impersonation: form.text("visit") };
      const allow = form.text("answer") === "allow";
      await customer(event)(answerImpersonation, { params, body: { allow } });
      return { done: allow ? ("allowed" as const) : ("refused" as const) };
    }),
  end: (event) =>
    submit(event, async (form) => {
      await customer(event)(endImpersonation, { params: { id: form.text("visit") } });
      return { done: "ended" as const };
    }),
};
