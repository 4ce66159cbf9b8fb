import { staffMay, staffRoles } from "@mechanicbuddy/contract/management/permission";
import type { Context } from "../context.ts";
import { enqueue } from "../tasks.ts";
import * as store from "./store.ts";
import type { MailData, MailTemplate } from "./words.ts";

export type { MailTemplate } from "./words.ts";

interface Outgoing<T extends MailTemplate> {
  to: string;
  template: T;
  locale: string;
  data: MailData<T>;
  /** The workshop it tells of. */
  tenant?: string;
  /** The same cause queues one mail, however often it happens. */
  onceKey?: string;
}

/** Queues a mail with the change that causes it: it leaves when that is saved, or never. */
export async function queue<T extends MailTemplate>(ctx: Context, mail: Outgoing<T>): Promise<void> {
  const { to, template, locale, data, tenant, onceKey } = mail;
  const id = await store.insert(ctx, { to, template, locale, data, tenant, onceKey });
  if (id !== undefined) await enqueue(ctx, "mails.send", { id }, { maxAttempts: 1 });
}

/** Queues a mail to each owner of a workshop. */
export async function queueToOwners<T extends MailTemplate>(
  ctx: Context,
  tenant: string,
  template: T,
  data: MailData<T>,
  onceKey?: string,
): Promise<void> {
  for (const owner of await store.ownersOf(ctx, tenant)) {
    const key = onceKey === undefined ? undefined : `${onceKey}:${owner.id}`;
    await queue(ctx, { to: owner.email, template, locale: owner.locale, data, tenant, onceKey: key });
  }
}

/** Queues a mail to everybody of the staff who can do something about a job. */
export async function tellStaff<T extends MailTemplate>(
  ctx: Context,
  template: T,
  data: MailData<T>,
  onceKey?: string,
): Promise<void> {
  const roles = staffRoles.filter((role) => staffMay(role, "jobs.operate"));
  for (const person of await store.staffIn(ctx, roles)) {
    const key = onceKey === undefined ? undefined : `${onceKey}:${person.id}`;
    await queue(ctx, { to: person.email, template, locale: person.locale, data, onceKey: key });
  }
}
