import type { Message, MessageDetail, tryMessageTemplate } from "@mechanicbuddy/contract/messages";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import type { Input } from "@mechanicbuddy/contract/route";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import * as audit from "../audit/audit.ts";
import { orderDelivery } from "./delivery.ts";
import * as outbox from "./outbox-store.ts";
import * as store from "./store.ts";
import { fill, fillWords, type TemplateKind, type Variables } from "./template.ts";
import * as templates from "./templates.ts";
import * as templateStore from "./templates-store.ts";
import { wordingOf } from "./words/words.ts";

export { list, listAbout } from "./outbox-store.ts";
export { type TemplateKind, templateKinds } from "./template.ts";

export interface NewMessage {
  template: TemplateKind;
  language: string;
  to: string[];
  about: { kind: string; id: string };
  /** Values of the template's variables. A line of the text whose variable has no value is left out. */
  variables: Variables;
  customerId?: string;
  /** Words of the sender that take the place of the template's. They may name the same variables. */
  subject?: string;
  text?: string;
  /** Files that go along, by id. */
  attachmentIds?: string[];
}

/** Puts a message into the outbox, in the transaction of what caused it: it is sent if and only if that is saved. Returns its id. */
export async function queue(ctx: Context, message: NewMessage): Promise<string> {
  const { template, language, to, text } = message;
  if (to.length === 0) throw invalid({ to: "Enter at least one e-mail address." });
  return inTransaction(ctx, async (ctx) => {
    const sender = await store.findSender(ctx, template, language);
    const own = wordingOf(template, language);
    const variables = { workshopName: sender.workshopName, ...message.variables };
    const subject = fill(message.subject ?? sender.subject ?? own.subject, variables, "subject").slice(0, 200);
    if (subject === "") throw new Error(`A message of kind ${template} lacks a variable its subject needs`);
    const body =
      text === undefined ? fill(sender.body ?? own.body, variables, "body") : fillWords(text, variables, "message");
    const id = newId();
    await Promise.all([
      store.insert(ctx, {
        id,
        recipients: to,
        subject,
        body,
        language,
        template,
        attachmentIds: message.attachmentIds ?? [],
        customerId: message.customerId ?? null,
        about: message.about,
      }),
      store.insertEvent(ctx, id, "queued"),
      orderDelivery(ctx, id),
    ]);
    return id;
  });
}

/** A text with made-up values filled in; on request it is also mailed to whoever asks. */
export async function tryTemplate(ctx: Context, input: Input<typeof tryMessageTemplate>["body"]) {
  const { workshopName } = await store.findSender(ctx, input.kind, input.language);
  const words = templates.trial(ctx, input, workshopName);
  if (input.mail !== true) return { ...words, mailedTo: null };
  const { id, email } = await templateStore.findReader(ctx);
  const { subject, body: text } = words;
  await queue(ctx, {
    template: "test",
    language: input.language,
    to: [email],
    about: { kind: "user", id },
    variables: {},
    subject,
    text,
  });
  return { ...words, mailedTo: email };
}

/** A message with its words and its delivery log. */
export async function get(ctx: Context, id: string): Promise<MessageDetail> {
  const message = await outbox.findDetail(ctx, id);
  if (message === undefined) throw notFound();
  return message;
}

/** Sends a failed message again, with all its tries before it. */
export async function retry(ctx: Context, id: string): Promise<Message> {
  const before = await getMessage(ctx, id);
  if (!(await store.requeue(ctx, id))) {
    const sentence =
      before.status === "queued" ? "It is waiting already and goes out by itself." : `It is ${before.status}.`;
    throw new Refusal("conflict", sentence, { current: before });
  }
  audit.record(ctx, { action: "message.retry", entityKind: "message", entityId: id });
  const [, , after] = await Promise.all([
    store.insertEvent(ctx, id, "retried"),
    orderDelivery(ctx, id),
    getMessage(ctx, id),
  ]);
  return after;
}

/** Keeps a waiting message from being sent. */
export async function cancel(ctx: Context, id: string): Promise<Message> {
  const before = await getMessage(ctx, id);
  if (!(await store.move(ctx, id, "queued", "cancelled"))) {
    throw new Refusal("conflict", `Only waiting messages can be cancelled; this one is ${before.status}.`, {
      current: before,
    });
  }
  audit.record(ctx, { action: "message.cancel", entityKind: "message", entityId: id });
  const [, after] = await Promise.all([store.insertEvent(ctx, id, "cancelled"), getMessage(ctx, id)]);
  return after;
}

async function getMessage(ctx: Context, id: string): Promise<Message> {
  const message = await outbox.find(ctx, id);
  if (message === undefined) throw notFound();
  return message;
}
