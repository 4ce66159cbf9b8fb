import { Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { type MailAccepted, type Mailer, MailRefused, MailUnavailable } from "@mechanicbuddy/platform/mail";
import { mailRetries } from "@mechanicbuddy/platform/tasks";
import * as files from "../files/files.ts";
import * as notifications from "../notifications/notifications.ts";
import { mailIdOf } from "./bounce.ts";
import { orderDelivery } from "./delivery.ts";
import { htmlOf } from "./mail-body.ts";
import * as store from "./store.ts";

/** How long one try may take; a worker that died with it is not waited for any longer. */
const TRY_MS = 120_000;

export interface Relay {
  mailer: Mailer;
  /** Address all mails leave from; its domain stands in the Message-ID. */
  from: string;
}

/** Sends a message that waits. It can run twice at once: the row is claimed first, and only the claimer sends. */
export async function send(ctx: Context, messageId: string, { mailer, from }: Relay): Promise<void> {
  const until = new Date(ctx.now().getTime() + TRY_MS);
  const message = await inTransaction(ctx, (ctx) => store.claim(ctx, messageId, until, mailsPerDay(ctx)));
  if (message === undefined) return waitOn(ctx, messageId);
  const mailId = mailIdOf(messageId, ctx.tenant.id, from);
  let accepted: MailAccepted;
  try {
    accepted = await mailer.send({
      to: message.recipients,
      fromName: message.workshopName,
      replyTo: message.replyTo ?? undefined,
      subject: message.subject ?? "",
      text: message.body,
      html: htmlOf(message.body, ctx.tenant.publicUrl, message.language),
      attachments: await attachments(ctx, message.attachmentIds),
      messageId: mailId,
    });
  } catch (error) {
    return settle(ctx, messageId, message, error);
  }
  await inTransaction(ctx, async (ctx) => {
    await Promise.all([
      store.markSent(ctx, messageId, mailId),
      store.insertEvent(ctx, messageId, "sent", turnedDown(accepted)),
      store.markBounced(ctx, accepted.rejected),
      store.unmarkBounced(
        ctx,
        message.recipients.filter((each) => !accepted.rejected.includes(each)),
      ),
    ]);
  });
}

/** A message that is not due yet, is just being sent, or has no room in this hour: its task comes back. */
function waitOn(ctx: Context, messageId: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    const perDay = mailsPerDay(ctx);
    const waiting = await store.findWaiting(ctx, messageId, perDay);
    if (waiting === undefined) return;
    const { nextTryAt, toTell } = waiting;
    if (toTell !== null) {
      const reason =
        toTell === "hour"
          ? `More than ${store.MAILS_PER_HOUR} mails in an hour: this one waits.`
          : `All ${perDay} mails of today's plan are sent: this one goes out tomorrow.`;
      await Promise.all([
        store.postpone(ctx, messageId, nextTryAt),
        store.insertEvent(ctx, messageId, "queued", reason),
      ]);
    }
    await orderDelivery(ctx, messageId, nextTryAt);
  });
}

/** What the plan allows in a day; null is no limit. */
const mailsPerDay = (ctx: Context) => ctx.tenant.entitlement?.limits.mailsPerDay ?? null;

async function attachments(ctx: Context, ids: string[]) {
  const found = await Promise.all(ids.map((id) => files.read(ctx, id)));
  return found.map(({ bytes, mediaType, name }) => ({ name, mediaType, bytes: Buffer.from(bytes) }));
}

function turnedDown({ rejected }: MailAccepted): string | undefined {
  return rejected.length === 0 ? undefined : `Not delivered to ${rejected.join(", ")}.`;
}

/** A relay that is away is tried again after the next wait; a refusal, or the last wait's end, is final. */
async function settle(ctx: Context, messageId: string, message: store.Claimed, error: unknown): Promise<void> {
  const reason = reasonOf(error);
  const waitSeconds = error instanceof MailUnavailable ? mailRetries[message.attempts - 1] : undefined;
  await inTransaction(ctx, async (ctx) => {
    if (waitSeconds === undefined) {
      const dead = error instanceof MailRefused ? error.recipients : [];
      return fail(ctx, messageId, message, reason, dead);
    }
    const nextTryAt = new Date(ctx.now().getTime() + waitSeconds * 1000);
    await Promise.all([
      store.postpone(ctx, messageId, nextTryAt),
      store.insertEvent(ctx, messageId, "refused", reason),
      orderDelivery(ctx, messageId, nextTryAt),
    ]);
  });
}

/** What went wrong in words for the author. Faults that are not the mail's are thrown on: its task is run again. */
function reasonOf(error: unknown): string {
  if (error instanceof MailRefused || error instanceof MailUnavailable) return error.response || error.message;
  if (error instanceof Refusal && error.code === "not_found") return "An attached file does not exist any more.";
  throw error;
}

/** Failed for good, or come back from a dead address, which is marked: whoever wrote it hears of it; for what nobody wrote, those who can do something about it. */
async function fail(
  ctx: Context,
  messageId: string,
  message: store.Claimed,
  reason: string,
  dead: readonly string[],
): Promise<void> {
  const state = dead.length > 0 ? "bounced" : "failed";
  if (!(await store.move(ctx, messageId, "queued", state))) return;
  await Promise.all([
    store.insertEvent(ctx, messageId, state, reason),
    store.markBounced(ctx, dead),
    tellFailed(ctx, messageId, message, reason),
  ]);
}

/** Tells whoever wrote a message that it did not arrive; of what nobody wrote, those who can do something about it. */
export async function tellFailed(
  ctx: Context,
  messageId: string,
  message: Pick<store.Claimed, "recipients" | "subject" | "about" | "createdBy">,
  reason: string,
): Promise<void> {
  const news = {
    kind: "message.failed",
    about: { kind: "message", id: messageId },
    data: { to: message.recipients, subject: message.subject, reason },
  };
  const permission = message.about?.kind === "user" ? "users.write" : "messages.send";
  if (message.createdBy === null) await notifications.tell(ctx, { ...news, permission });
  else await notifications.tellPerson(ctx, message.createdBy, news);
}
