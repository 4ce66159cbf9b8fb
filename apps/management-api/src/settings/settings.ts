import type { Settings } from "@mechanicbuddy/contract/management/operations";
import { invalid } from "@mechanicbuddy/contract/problem";
import { record } from "../audit/audit.ts";
import type { Context } from "../context.ts";
import * as store from "./store.ts";

const defaults: Settings = {
  demoApproval: "manual",
  instancesAuto: true,
  driftAuto: true,
  inactivityMailDays: [60, 75, 85],
  inactivitySuspendDays: 90,
  inactivityDeleteDays: 270,
};

/** What staff have turned, and the defaults of everything else. */
export async function get(ctx: Context): Promise<Settings> {
  return { ...defaults, ...(await store.stored(ctx)) };
}

/** Changes settings; the days of inactivity must follow one another. */
export async function change(ctx: Context, wanted: Partial<Settings>): Promise<Settings> {
  const before = await get(ctx);
  const after = { ...before, ...wanted };
  const days = [...after.inactivityMailDays, after.inactivitySuspendDays, after.inactivityDeleteDays];
  if (days.some((day, index) => index > 0 && day <= (days[index - 1] ?? 0))) {
    throw invalid({ inactivityMailDays: "Each day must come after the one before: three mails, pause, deletion." });
  }
  const changed = (Object.keys(wanted) as (keyof Settings)[]).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  for (const name of changed) await store.save(ctx, name, after[name]);
  if (changed.length > 0) {
    const only = (all: Settings) => Object.fromEntries(changed.map((name) => [name, all[name]]));
    await record(ctx, { action: "settings.change", before: only(before), after: only(after) });
  }
  return after;
}
