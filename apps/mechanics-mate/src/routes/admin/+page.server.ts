import { adminStats, getSwitches, type SwitchName, setSwitch } from "@mechanicbuddy/contract/mate/admin";
import { proveAction } from "#lib/page/prove-action.ts";
import { shown } from "#lib/page/refused.ts";
import { submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals }) => {
  const [stats, switches] = await shown(Promise.all([locals.call(adminStats), locals.call(getSwitches)]));
  return { stats, switches };
};

export const actions: Actions = {
  prove: proveAction,
  switch: (event) =>
    submit(event, "switch", async (sent) => {
      // The contract refuses any switch there is not.
      const name = sent.text("name") as SwitchName;
      await event.locals.call(setSwitch, { body: { name, value: sent.text("value") ?? null } });
      return { set: name };
    }),
};
