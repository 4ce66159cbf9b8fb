import type { DemoRequest } from "@mechanicbuddy/contract/management/demos";
import { notFound, Refusal } from "@mechanicbuddy/contract/problem";
import * as accounts from "../accounts/accounts.ts";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction, nameOf } from "../context.ts";
import * as links from "../links/links.ts";
import { queue, queueToOwners } from "../mails/mails.ts";
import * as settings from "../settings/settings.ts";
import { enqueue } from "../tasks.ts";
import * as tenants from "../tenants/tenants.ts";
import * as store from "./store.ts";

const CONFIRM_HOURS = 24;
const DEMO_DAYS = 7;
/** The mail goes out so many days before the end: on day 5. */
const NOTICE_DAYS = 2;
const PASSWORD_HOURS = 7 * 24;
/** A request says nothing of language and country; an owner who keeps the workshop sets them in it. */
const home = { locale: "en", country: "EE" };

/** Takes a request. An address has one that is open; a second says nothing and gets the link again. */
export async function ask(ctx: Context, form: store.NewRequest & { website?: string }): Promise<void> {
  const { website = "", ...request } = form;
  if (website !== "") {
    return record(ctx, { action: "demo.ask", outcome: "refused", reason: "filled in by a program" });
  }
  await store.insert(ctx, request);
  await enqueue(ctx, "demos.answer", { email: request.email });
  await record(ctx, { action: "demo.ask" });
}

/** Mails the link of a request that waits for it. */
export function answer(ctx: Context, email: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const request = await store.findUnconfirmed(ctx, email);
    if (request === undefined) return;
    const { id, companyName: company } = request;
    const token = await links.make(ctx, { purpose: "demo", data: { request: id }, hours: CONFIRM_HOURS });
    await queue(ctx, { to: email, template: "demo-confirm", locale: home.locale, data: { company, token } });
  });
}

/** Confirms the address. Where demos are given by themselves, the workshop is begun at once. */
export async function confirm(ctx: Context, token: string): Promise<{ state: store.State }> {
  const { data } = await links.use(ctx, "demo", token);
  const id = String(data.request);
  if (!(await store.move(ctx, id, "unconfirmed", "pending"))) throw links.gone();
  await record(ctx, { action: "demo.confirm", target: id });
  const request = await mustHold(ctx, id);
  if ((await settings.get(ctx)).demoApproval === "automatic") {
    return { state: (await give({ ...ctx, actor: { kind: "task" } }, request)).state };
  }
  const { email: to, companyName: company } = request;
  await queue(ctx, { to, template: "demo-received", locale: home.locale, data: { company } });
  return { state: request.state };
}

/** Requests, page by page. That somebody of the staff read them is noted. */
export async function list(ctx: Context, query: Parameters<typeof store.list>[1]) {
  await record(ctx, { action: "demos.list", after: { q: query.q ?? null } });
  return store.list(ctx, query);
}

export async function get(ctx: Context, id: string): Promise<DemoRequest> {
  const request = await store.find(ctx, id);
  if (request === undefined) throw notFound();
  await record(ctx, { action: "demo.read", target: id });
  return request;
}

/** Gives the demo: a workshop with sample data for seven days. */
export async function approve(ctx: Context, id: string, tenantId?: string): Promise<DemoRequest> {
  return give(ctx, await mustBePending(ctx, id), tenantId);
}

async function give(ctx: Context, request: DemoRequest, tenantId?: string): Promise<DemoRequest> {
  const { id, email, companyName } = request;
  const known = await accounts.findByEmail(ctx, email);
  const contactName = email.split("@")[0] ?? email;
  const owner = known?.id ?? (await accounts.create(ctx, { email, name: contactName, locale: home.locale }));
  if (owner === undefined) throw new Error(`The account of the demo ${id} was neither there nor made`);
  const endsAt = new Date(ctx.now().getTime() + DEMO_DAYS * 86_400_000);
  const { id: tenant } = await tenants.begin(ctx, {
    ...{ id: tenantId, companyName, contactName, owner, endsAt, ...home },
    tier: "demo",
    sampleData: true,
    trigger: `demo:${id}`,
  });
  await store.decide(ctx, id, { state: "approved", by: nameOf(ctx.actor), tenant, endsAt });
  const to = { to: email, locale: known?.locale ?? home.locale, tenant };
  const until = dayOf(endsAt);
  if (known === undefined) {
    const token = await links.make(ctx, { purpose: "reset", account: owner, hours: PASSWORD_HOURS });
    await queue(ctx, { ...to, template: "demo-approved", data: { until, token } });
  } else {
    await queue(ctx, { ...to, template: "demo-approved-again", data: { until } });
  }
  await record(ctx, { action: "demo.approve", target: id, tenant });
  return mustHold(ctx, id);
}

/** Declines; the reason is mailed. */
export async function reject(ctx: Context, id: string, reason: string): Promise<DemoRequest> {
  const { email } = await mustBePending(ctx, id);
  await store.decide(ctx, id, { state: "rejected", by: nameOf(ctx.actor), reason });
  await queue(ctx, { to: email, template: "demo-rejected", locale: home.locale, data: { reason } });
  await record(ctx, { action: "demo.reject", target: id, reason });
  return mustHold(ctx, id);
}

/** Staff turn a demo into a free workshop, also one that has ended. */
export async function convert(ctx: Context, id: string, removeSampleData: boolean): Promise<DemoRequest> {
  const { tenant } = await store.find(ctx, id).then((request) => request ?? Promise.reject(notFound()));
  if (tenant === null) throw wrongState("This request has no workshop to keep.");
  await convertTenant(ctx, tenant, removeSampleData);
  return get(ctx, id);
}

/** An owner keeps a demo as their free workshop. All data stays, apart from sample data nobody touched if so wished. */
export async function convertTenant(ctx: Context, tenant: string, removeSampleData: boolean) {
  const request = await store.findByTenant(ctx, tenant);
  if (request !== undefined && !["approved", "active", "expired"].includes(request.state)) {
    throw wrongState("This demo was kept already.");
  }
  const counted = await tenants.convertDemo(ctx, tenant, { removeSampleData });
  await inTransaction(ctx, async (ctx) => {
    if (request !== undefined) await store.markConverted(ctx, request.id);
    await queueToOwners(ctx, tenant, "demo-converted", {}, `demo-converted:${tenant}`);
    await record(ctx, { action: "demo.convert", tenant, target: request?.id, after: { ...counted } });
  });
  return counted;
}

/** What is due today: notices on day 5, the end on day 7. It can run at any time, and twice. */
export async function runDue(ctx: Context): Promise<void> {
  for (const { id, tenant, endsAt } of await store.endingWithin(ctx, NOTICE_DAYS)) {
    const ends = new Date(endsAt);
    try {
      if (ends > ctx.now())
        await queueToOwners(ctx, tenant, "demo-ending", { until: dayOf(ends) }, `demo-ending:${id}`);
      else await inTransaction(ctx, (ctx) => expire(ctx, id, tenant));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      ctx.log.info({ tenant, err: error }, "the demo cannot end now; it is tried again");
    }
  }
}

async function expire(ctx: Context, id: string, tenant: string): Promise<void> {
  if (!(await store.move(ctx, id, "approved", "expired"))) return;
  await tenants.suspend(ctx, tenant, { kind: "demo_ended", reason: "The demo has ended." });
  await queueToOwners(ctx, tenant, "demo-ended", {}, `demo-ended:${id}`);
  await record(ctx, { action: "demo.expire", target: id, tenant });
}

async function mustHold(ctx: Context, id: string): Promise<DemoRequest> {
  const request = await store.hold(ctx, id);
  if (request === undefined) throw notFound();
  return request;
}

async function mustBePending(ctx: Context, id: string): Promise<DemoRequest> {
  const request = await mustHold(ctx, id);
  if (request.state !== "pending") throw wrongState(`This request is ${request.state}; only pending ones are decided.`);
  return request;
}

function wrongState(sentence: string): Refusal {
  return new Refusal("conflict", sentence, { cause: "wrong-state" });
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
