import type { Context } from "@mechanicbuddy/platform/context";
import * as identity from "../identity/identity.ts";
import * as messages from "../messages/messages.ts";

/** Mails whoever asks, through the outbox and the relay every other mail takes. */
export async function sendTestEmail(ctx: Context): Promise<{ messageId: string; to: string }> {
  const { userId, username, email, language } = await identity.getMe(ctx);
  const messageId = await messages.queue(ctx, {
    template: "test",
    language,
    to: [email],
    about: { kind: "user", id: userId },
    variables: { userName: username, link: `${ctx.tenant.publicUrl}/app/settings` },
  });
  return { messageId, to: email };
}
