import type { Context } from "@mechanicbuddy/platform/context";
import * as messages from "../messages/messages.ts";

/** A change of password, e-mail or factor is told to the old address, so that nobody takes an account over unseen. */
export async function notify(
  ctx: Context,
  account: { id: string; username: string; language: string },
  to: string,
  template: messages.TemplateKind,
): Promise<void> {
  await messages.queue(ctx, {
    template,
    language: account.language,
    to: [to],
    about: { kind: "user", id: account.id },
    variables: { userName: account.username, link: `${ctx.tenant.publicUrl}/forgot` },
  });
}
