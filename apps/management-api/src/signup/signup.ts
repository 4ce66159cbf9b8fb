import type { signup as signupRoute, verifySignup } from "@mechanicbuddy/contract/management/signup";
import { termsVersion } from "@mechanicbuddy/contract/management/signup";
import { tenantIdFault } from "@mechanicbuddy/contract/management/tenant-id";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input, Reply } from "@mechanicbuddy/contract/route";
import { hashPassword } from "@mechanicbuddy/platform/auth/hashing";
import MailChecker from "mailchecker";
import * as accounts from "../accounts/accounts.ts";
import { record } from "../audit/audit.ts";
import { type Context, inTransaction } from "../context.ts";
import * as links from "../links/links.ts";
import { queue, tellStaff } from "../mails/mails.ts";
import { refuseWeak } from "../sessions/person.ts";
import { start, whence } from "../sessions/sessions.ts";
import { enqueue } from "../tasks.ts";
import * as tenants from "../tenants/tenants.ts";
import * as store from "./store.ts";

const LINK_HOURS = 24;
/** Nobody fills the form in faster. */
const LEAST_FILLED_MS = 2_000;

/**
 * Takes the form. Whether the address is known is found out in the background, so the answer, its time and its bytes
 * are the same; a form that a program filled in is answered alike and forgotten.
 */
export async function ask(ctx: Context, form: Input<typeof signupRoute>["body"]): Promise<void> {
  const { email, name, companyName, tenantId, password, locale, country, plan = "free" } = form;
  if (tenantId !== undefined) await refuseTaken(ctx, tenantId);
  refuseWeak(password, { email, name });
  const passwordHash = await hashPassword(password);
  if (isProgram(form))
    return record(ctx, { action: "signup.ask", outcome: "refused", reason: "filled in by a program" });
  await inTransaction(ctx, async (ctx) => {
    const id = await store.insert(ctx, {
      ...{ email, name, companyName, passwordHash, locale, country, plan, termsVersion },
      tenantId: tenantId ?? null,
      isDisposable: isDisposable(email),
    });
    await enqueue(ctx, "signup.answer", { id });
    await record(ctx, { action: "signup.ask", target: id });
  });
}

async function refuseTaken(ctx: Context, tenantId: string): Promise<void> {
  const fault = tenantIdFault(tenantId);
  if (fault !== undefined) throw invalid({ tenantId: fault }, "tenant-id-invalid");
  if (!(await tenants.isFree(ctx, tenantId))) {
    throw invalid({ tenantId: "This address is taken. Choose another one." }, "tenant-id-taken");
  }
}

function isProgram({ website = "", filledMs }: { website?: string; filledMs?: number }): boolean {
  return website !== "" || (filledMs !== undefined && filledMs < LEAST_FILLED_MS);
}

/** True for addresses of services that give one away for ten minutes. */
export function isDisposable(email: string): boolean {
  const labels = (email.split("@")[1] ?? "").toLowerCase().split(".");
  const known = MailChecker.blacklist();
  return labels.some((_, index) => known.has(labels.slice(index).join(".")));
}

/** Mails the link, or, where the address has an account, that it has one. */
export function answer(ctx: Context, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const signup = await store.find(ctx, id);
    if (signup === undefined) return;
    const { email, companyName, isDisposable } = signup;
    const account = await accounts.findByEmail(ctx, email);
    if (account !== undefined) {
      await store.remove(ctx, id);
      const { locale } = account;
      return queue(ctx, { to: email, template: "account-exists", locale, data: {}, onceKey: `account-exists:${id}` });
    }
    await mailLink(ctx, signup, `confirm:${id}`);
    if (isDisposable) {
      await tellStaff(ctx, "staff-disposable-address", { email, company: companyName }, `disposable:${id}`);
    }
  });
}

async function mailLink(ctx: Context, signup: store.Signup, onceKey?: string): Promise<void> {
  const { id, email, name, companyName, locale } = signup;
  const token = await links.make(ctx, { purpose: "signup", data: { signup: id }, hours: LINK_HOURS });
  await queue(ctx, {
    to: email,
    template: "confirm-address",
    locale,
    data: { name, company: companyName, token },
    onceKey,
  });
}

/** Asks for the link once more; what happens then happens in the background. */
export function askAgain(ctx: Context, email: string): Promise<void> {
  return enqueue(ctx, "signup.resend", { email });
}

export function resend(ctx: Context, email: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const signup = await store.findWaiting(ctx, email);
    if (signup !== undefined) await mailLink(ctx, signup);
  });
}

/** Account, workshop, membership, job and session at once, or none of them. The link works once. */
export async function verify(ctx: Context, token: string): Promise<Reply<typeof verifySignup>> {
  const link = await links.use(ctx, "signup", token);
  const signup = await store.verify(ctx, String(link.data.signup));
  if (signup === undefined) throw links.gone();
  const { email, name, companyName, tenantId, passwordHash, locale, country, plan } = signup;
  const account = await accounts.create(ctx, {
    ...{ email, name, locale, passwordHash },
    termsVersion: signup.termsVersion,
  });
  if (account === undefined) {
    throw new Refusal("conflict", "This address has an account already. Sign in and add the workshop there.", {
      cause: "account-exists",
    });
  }
  await store.forgetPassword(ctx, signup.id);
  const signedIn = await start(ctx, { account });
  const acting = { ...ctx, actor: { kind: "account" as const, id: account, email, session: "", ...whence(ctx.actor) } };
  const id = tenantId !== null && (await tenants.isFree(ctx, tenantId)) ? tenantId : undefined;
  const { id: tenant, job } = await tenants.begin(acting, {
    ...{ id, companyName, contactName: name, locale, country },
    tier: "free",
    owner: account,
    sampleData: false,
    trigger: `signup:${signup.id}`,
    planWished: plan === "free" ? undefined : plan,
  });
  await record(acting, {
    action: "signup.verify",
    target: account,
    tenant,
    after: { termsVersion: signup.termsVersion },
  });
  return { ...signedIn, tenant, job, plan };
}

/** Whether a name can be a workshop's; why not is not said. */
export async function check(ctx: Context, id: string): Promise<{ free: boolean }> {
  return { free: tenantIdFault(id) === undefined && (await tenants.isFree(ctx, id)) };
}
