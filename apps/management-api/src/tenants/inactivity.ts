import { Refusal } from "@mechanicbuddy/contract/problem";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction } from "../context.ts";
import * as entitlements from "../entitlements/entitlements.ts";
import * as instances from "../instances/instances.ts";
import * as links from "../links/links.ts";
import { queueToOwners, tellStaff } from "../mails/mails.ts";
import * as settings from "../settings/settings.ts";
import { remove } from "./deleting.ts";
import * as store from "./store.ts";
import { mustExist, resume, suspend } from "./tenants.ts";

const DAY_MS = 86_400_000;
const KEEP_HOURS = 90 * 24;

/**
 * Mails, suspends and finally deletes free and demo workshops nobody uses. A missing report is unknown, never inactive:
 * an instance that said nothing for a day pauses the rules for all its workshops, and the staff hear of it.
 */
export async function applyPolicy(ctx: Context): Promise<void> {
  await tellOfSilence(ctx);
  const { inactivityMailDays, inactivitySuspendDays, inactivityDeleteDays } = await settings.get(ctx);
  const first = inactivityMailDays[0] ?? inactivitySuspendDays;
  await store.forgetMails(ctx, first);
  for (const tenant of await store.silent(ctx, first)) {
    try {
      if (tenant.state === "suspended") {
        if (tenant.days >= inactivityDeleteDays)
          await remove(ctx, tenant.id, { confirm: tenant.id, reason: "Nobody used it for long." });
      } else if (tenant.days >= inactivitySuspendDays) await rest(ctx, tenant, inactivityDeleteDays);
      else await remind(ctx, tenant, inactivityMailDays, inactivitySuspendDays);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      ctx.log.info({ tenant: tenant.id, err: error }, "the inactivity rules pass this workshop by today");
    }
  }
}

async function remind(ctx: Context, tenant: store.Silent, mailDays: number[], suspendDays: number): Promise<void> {
  const due = mailDays.filter((days) => tenant.days >= days).length;
  if (due <= tenant.mails) return;
  const template = (["inactivity-1", "inactivity-2", "inactivity-3"] as const)[due - 1] ?? "inactivity-3";
  await inTransaction(ctx, async (ctx) => {
    const suspendOn = dayAfter(ctx, suspendDays - tenant.days);
    const data = { days: tenant.days, suspendOn, ...(await tokens(ctx, tenant.id)) };
    await queueToOwners(ctx, tenant.id, template, data, `${template}:${tenant.id}:${suspendOn}`);
    await store.noteMails(ctx, tenant.id, due);
  });
}

async function rest(ctx: Context, tenant: store.Silent, deleteDays: number): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    await suspend(ctx, tenant.id, { kind: "inactivity", reason: `Nobody was here for ${tenant.days} days.` });
    const deleteOn = dayAfter(ctx, deleteDays - tenant.days);
    const data = { days: tenant.days, deleteOn, ...(await tokens(ctx, tenant.id)) };
    await queueToOwners(ctx, tenant.id, "inactivity-suspended", data, `inactivity-suspended:${tenant.id}:${deleteOn}`);
  });
}

async function tokens(ctx: Context, tenant: string): Promise<{ keepToken: string; exportToken: string }> {
  const keepToken = await links.make(ctx, { purpose: "keep", data: { tenant }, hours: KEEP_HOURS });
  const exportToken = await links.make(ctx, { purpose: "export", data: { tenant }, hours: 30 * 24 });
  return { keepToken, exportToken };
}

/** The link of a mail: the workshop is kept, and opened again if it rests for this reason. */
export async function keep(ctx: Context, id: string, token: string) {
  const { data } = await links.read(ctx, "keep", token);
  if (data.tenant !== id) throw links.gone();
  const facts = await mustExist(ctx, id);
  if (facts.state === "suspended") await resume(ctx, id, "inactivity");
  else if (facts.state !== "active") throw links.gone();
  await store.noteActive(ctx, id);
  await entitlements.refresh(ctx, id);
  await record(ctx, { action: "tenant.keep", tenant: id });
  const shown = await store.find(ctx, id, undefined);
  return { companyName: shown?.companyName ?? "", state: shown?.state ?? facts.state } as never;
}

async function tellOfSilence(ctx: Context): Promise<void> {
  for (const { id, state, reportedAt, tenants } of (await instances.list(ctx)).items) {
    const isSilent = reportedAt === null || ctx.now().getTime() - new Date(reportedAt).getTime() > DAY_MS;
    if (!isSilent || tenants === 0 || state === "closed") continue;
    await tellStaff(ctx, "staff-instance-silent", { instance: id }, `silent:${id}:${dayAfter(ctx, 0)}`);
  }
}

/** Notices three days and one day before a trial ends, and when it has. */
export async function tellOfTrials(ctx: Context): Promise<void> {
  for (const { id, endsAt } of await store.trialsEnding(ctx, 3)) {
    const days = Math.ceil((new Date(endsAt).getTime() - ctx.now().getTime()) / DAY_MS);
    const until = endsAt.slice(0, 10);
    if (days <= 0) await queueToOwners(ctx, id, "trial-ended", {}, `trial-ended:${id}`);
    else await queueToOwners(ctx, id, "trial-ending", { until }, `trial-ending:${id}:${days > 1 ? 3 : 1}`);
  }
}

function dayAfter(ctx: Context, days: number): string {
  return new Date(ctx.now().getTime() + days * DAY_MS).toISOString().slice(0, 10);
}
