import { createMailer, MailRefused, MailUnavailable } from "@mechanicbuddy/platform/mail";
import { mailRetries } from "@mechanicbuddy/platform/tasks";
import type { Context } from "../context.ts";
import { bodyOf } from "./body.ts";
import * as store from "./store.ts";

/** How long one try may take; a process that died with it is not waited for any longer. */
const TRY_MS = 120_000;
const AT_ONCE = 200;

/** Sends a mail that is due. It can run twice at once: the row is claimed first, and only the claimer sends. */
export async function send(ctx: Context, id: string): Promise<void> {
  const mail = await store.claim(ctx, id, new Date(ctx.now().getTime() + TRY_MS));
  if (mail === undefined) return;
  const { config } = ctx.platform;
  const from = config.SMTP_FROM ?? `no-reply@${config.BASE_DOMAIN}`;
  const { SMTP_HOST: host, SMTP_PORT: port, SMTP_USER: user, SMTP_PASSWORD: password } = config;
  const known = { portal: config.PORTAL_URL, tenant: mail.tenant ?? "", companyName: mail.companyName ?? "" };
  try {
    await createMailer({ host, port, user, password, from }).send({
      to: [mail.recipient],
      fromName: "MechanicBuddy",
      messageId: `<${id}@${from.split("@").at(-1)}>`,
      ...bodyOf(mail.template, mail.locale, { ...mail.data, ...known }),
    });
  } catch (error) {
    return settle(ctx, mail, error);
  }
  await store.markSent(ctx, id);
}

/** A relay that is away is tried again after the next wait; a refusal, or the last wait's end, is final. */
async function settle(ctx: Context, { id, attempts }: store.Claimed, error: unknown): Promise<void> {
  const wait = mailRetries[attempts - 1];
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof MailRefused || wait === undefined) return store.markFailed(ctx, id, reason);
  await store.postpone(ctx, id, reason, new Date(ctx.now().getTime() + wait * 1_000));
  if (!(error instanceof MailUnavailable)) throw error;
}

/** Sends everything that is due: what waited for the relay, and what a process left behind when it died. */
export async function sweep(ctx: Context, signal?: AbortSignal): Promise<void> {
  for (const id of await store.due(ctx, AT_ONCE)) {
    if (signal?.aborted === true) return;
    await send(ctx, id);
  }
}
