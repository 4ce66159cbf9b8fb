import type { Mailer } from "@mechanicbuddy/platform/mail";
import type { Task } from "@mechanicbuddy/platform/tasks";
import { deliveryTask } from "./delivery.ts";
import { send } from "./sending.ts";

/** The outbox's background work. @param from address all mails leave from */
export function messageTasks(mailer: Mailer, from: string): readonly Task[] {
  return [deliveryTask((ctx, { messageId }) => send(ctx, messageId, { mailer, from }))];
}
