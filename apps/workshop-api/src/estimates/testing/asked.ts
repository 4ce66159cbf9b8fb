import { issueEstimate, linkEstimate } from "@mechanicbuddy/contract/estimates";
import { listNotifications } from "@mechanicbuddy/contract/notifications";
import type { Input, Reply, Route } from "@mechanicbuddy/contract/route";
import type { Context } from "@mechanicbuddy/platform/context";
import { type GivenOrder, openOrder } from "./order.ts";

/** All a fixture needs of a test's workshop. */
interface Shop {
  ctx: Context;
  call<R extends Route>(
    route: R,
    input: { [K in keyof Input<R>]?: Input<R>[K] },
    options?: { as?: "advisor" },
  ): Promise<Reply<R>>;
}

/** A customer's phone: no session. */
export const visitor = { as: null, headers: { "user-agent": "Phone" } } as const;

/** An order whose jobs were all asked for, and the customer's link. */
export async function asked(shop: Shop, given?: GivenOrder) {
  const order = await openOrder(shop, given);
  return { order, ...(await issued(shop, order.id, order.jobs)) };
}

export async function issued(shop: Shop, orderId: string, jobIds: string[]) {
  const { id, number } = await shop.call(issueEstimate, { params: { id: orderId }, body: { jobIds } });
  const { url } = await shop.call(linkEstimate, { params: { id } });
  return { id, number, token: url.split("/").at(-1) as string };
}

export const yes = (jobId: string | undefined) => ({ jobId: jobId as string, decision: "approved" as const });
export const no = (jobId: string | undefined) => ({ jobId: jobId as string, decision: "declined" as const });

export function answerOf(number: string, ...decisions: (ReturnType<typeof yes> | ReturnType<typeof no>)[]) {
  return { number, name: "Marika Kask", decisions };
}

/** What the advisor's bell shows, newest first. */
export async function told(shop: Shop): Promise<{ kind: string; data: Record<string, unknown> }[]> {
  return (await shop.call(listNotifications, {}, { as: "advisor" })).items;
}
