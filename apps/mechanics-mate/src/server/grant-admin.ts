import { Client } from "pg";
import { StartFault } from "./reach.ts";

/** Gives an account its role, under the login that migrates: the server itself may not make administrators. */
export async function grantAdmin(databaseUrl: string, email: string, role: "support" | "operator"): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const { rowCount } = await client
    .query(
      `insert into mate.admin_users (user_id, role)
        select id, $2 from mate.users where email_key = lower($1) and closed_at is null
        on conflict (user_id) do update set role = excluded.role`,
      [email.trim(), role],
    )
    .finally(() => client.end());
  if (rowCount !== 1) throw new StartFault("No open account has this address. Sign up with it first.");
}
