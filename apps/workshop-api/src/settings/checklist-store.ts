import type { firstSteps } from "@mechanicbuddy/contract/settings";
import type { Context } from "@mechanicbuddy/platform/context";
import { one, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

export type Done = Record<(typeof firstSteps)[number], boolean> & { dismissed: boolean };

/** Seeded rows count as soon as somebody changed them, or issued something with them. */
export function findDone(ctx: Context): Promise<Done> {
  return one(
    ctx.db,
    sql<Done>`select s.checklist_dismissed_at is not null as dismissed,
        coalesce(r.registration_no, '') <> '' and coalesce(r.street, '') <> '' as company,
        exists (select from tax_rates where version > 1 or created_by is not null) as tax,
        exists (select from number_series where kind = 'invoice' and version > 1) as number,
        r.logo_file_id is not null as logo,
        (select count(*) > 1 from users) as colleague,
        exists (select from messages where template = 'test') as test_email
      from settings s cross join (select * from requisites order by id limit 1) r`,
  );
}

export function dismiss(ctx: Context): Promise<number> {
  return run(ctx.db, sql`update settings set checklist_dismissed_at = coalesce(checklist_dismissed_at, ${ctx.now()})`);
}
