import { cursorOf, pageOf, positionOf } from "@mechanicbuddy/platform/database/keyset";
import { mustBeOperator } from "../admin/admin.ts";
import * as audit from "../audit/audit.ts";
import { inTransaction, type MateContext } from "../context.ts";
import { reconcile } from "./reconcile.ts";
import * as store from "./store.ts";
import * as webhooks from "./webhooks.ts";

/** Events for administration: names, addresses and cards are taken out of what they hold. */
export async function list(
  ctx: MateContext,
  { status, cursor, limit = 25 }: { status?: store.EventStatus; cursor?: string; limit?: number },
) {
  const after = positionOf<{ at: string; id: string }>(cursor);
  const found = await store.list(ctx.db, { status, after, limit: limit + 1 });
  const mark = (last: store.ListedEvent) => cursorOf({ at: last.position, id: last.id });
  return pageOf(found, limit, mark, ({ position: _, payload, createdAt, nextAttemptAt, processedAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    processedAt: processedAt?.toISOString() ?? null,
    payload: redacted(payload),
  }));
}

const personal = /(^|_)(email|name|phone|address|ip|card|last4|fingerprint|postal_code|city|line\d)$/;
/** Ids, codes and words of Stripe's; anything else a person may have typed. */
const impersonal = /^[a-z][\w.-]{0,80}$/;

function redacted(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => redacted(item, key));
  if (typeof value === "string") return !personal.test(key) && impersonal.test(value) ? value : "***";
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redacted(inner, name)]));
}

/** Puts failed events back and handles them, noted. */
export async function retry(ctx: MateContext, id: string | undefined): Promise<number> {
  mustBeOperator(ctx);
  const retried = await webhooks.retry(ctx.site, id);
  await inTransaction(ctx, (ctx) => audit.note(ctx, { action: "webhooks.retry", subjectId: id, detail: { retried } }));
  return retried;
}

/** Compares with Stripe, noted; nothing where nothing is sold. */
export async function compare(ctx: MateContext, since: string | undefined) {
  mustBeOperator(ctx);
  const found = await reconcile(ctx.site, since === undefined ? undefined : new Date(since));
  const { added = 0, compared = 0, differences = [] } = found ?? {};
  const detail = { added, compared, differences: differences.length };
  await inTransaction(ctx, (ctx) => audit.note(ctx, { action: "webhooks.reconcile", detail }));
  return { added, compared, differences };
}
