import { run } from "@mechanicbuddy/platform/database/statement";
import { newId } from "@mechanicbuddy/platform/id";
import { sql } from "kysely";
import { type Context, nameOf } from "../context.ts";

/** What an entry says beside who, when and whence, which the context knows. */
export interface AuditEntry {
  /** `tenant.suspend`, `staff.invite`: thing and deed. */
  action: string;
  target?: string;
  tenant?: string;
  /** Changed fields only; secrets never. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
  reason?: string;
  outcome?: "done" | "refused";
  /** Somebody of the staff who acts for a workshop: it reads their name in its own part. */
  support?: string;
}

const kinds = { visitor: "visitor", account: "account", staff: "staff", instance: "service", task: "service" } as const;

/** Writes an entry; inside a transaction it is saved with the change or not at all. */
export async function record(ctx: Context, entry: AuditEntry): Promise<void> {
  const { action, target, tenant, before, after, reason, outcome = "done", support } = entry;
  const [kind, name] =
    support === undefined ? [kinds[ctx.actor.kind], nameOf(ctx.actor)] : ["support", `Support (${support})`];
  const { actor } = ctx;
  await run(
    ctx.db,
    sql`insert into audit_entries (id, at, actor_kind, actor, action, target, tenant, before, after, reason, request_id,
        address, outcome)
      values (${newId()}, ${ctx.now()}, ${kind}, ${name}, ${action}, ${target ?? null},
        ${tenant ?? null}, ${json(before)}, ${json(after)}, ${reason ?? null}, ${ctx.requestId},
        ${actor.kind === "task" ? null : actor.ip}, ${outcome})`,
  );
}

function json(value: Record<string, unknown> | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
