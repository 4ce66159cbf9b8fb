import { createInstance, listInstances, updateInstance } from "@mechanicbuddy/contract/management/instances";
import { staffMay } from "@mechanicbuddy/contract/management/permission";
import { staff } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { role } = await event.locals.staffMe();
  return { instances: (await staff(event)(listInstances)).items, mayManage: staffMay(role, "instances.manage") };
};

export const actions: Actions = {
  places: (event) =>
    submit(event, async (form) => {
      const params = { id: form.text("instance") };
      await staff(event)(updateInstance, { params, body: { maxTenants: form.integer("maxTenants") } });
      return { done: true };
    }),
  state: (event) =>
    submit(event, async (form) => {
      const state = form.text("state") === "closed" ? ("closed" as const) : ("open" as const);
      await staff(event)(updateInstance, { params: { id: form.text("instance") }, body: { state } });
      return { done: true };
    }),
  add: (event) =>
    submit(event, async (form) => {
      const body = {
        id: form.text("id"),
        apiUrl: form.text("apiUrl"),
        webUpstream: form.text("webUpstream"),
        namespace: form.text("namespace"),
        maxTenants: form.integer("maxTenants") ?? 100,
      };
      await staff(event)(createInstance, { body });
      return { done: true };
    }),
};
