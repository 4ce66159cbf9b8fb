import { Id } from "@mechanicbuddy/contract/fields";
import type { Context } from "@mechanicbuddy/platform/context";
import { enqueue, type Task, task } from "@mechanicbuddy/platform/tasks";
import Type, { type Static } from "typebox";

const Payload = Type.Object({ messageId: Id });
type Payload = Static<typeof Payload>;

/** The task that sends one message. Its waits stand on the message's row, so it never fails for a relay's sake. */
export function deliveryTask(handler: (ctx: Context, payload: Payload) => Promise<void>): Task<Payload> {
  return task("messages.send", Payload, handler);
}

// Queueing needs the task's name and payload only; its handler needs the relay, which operations do not have.
const order = deliveryTask(() => Promise.reject(new Error("This one is for queueing only")));

/** Has a message sent, now or at a time. A message waits at most once: a second order moves the first. */
export function orderDelivery(ctx: Context, messageId: string, runAt?: Date): Promise<string> {
  return enqueue(ctx, order, { messageId }, { jobKey: `message:${messageId}`, ...(runAt && { runAt }) });
}
