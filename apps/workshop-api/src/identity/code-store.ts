import type { Context } from "@mechanicbuddy/platform/context";
import { maybeOne } from "@mechanicbuddy/platform/database/statement";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { sql } from "kysely";

export interface UsedCode {
  userId: string;
  /** Set for somebody of the operator. */
  accessId: string | null;
  person: string | null;
}

/** Uses a way in up; of two who come with one code only the first succeeds. */
export function use(ctx: Context, code: string): Promise<UsedCode | undefined> {
  return maybeOne(
    ctx.db,
    sql<UsedCode>`update entry_codes set used_at = ${ctx.now()}
      where hash = ${sha256(code)} and used_at is null and expires_at > ${ctx.now()}
      returning user_id as "userId", support_access_id as "accessId", support_person as person`,
  );
}
