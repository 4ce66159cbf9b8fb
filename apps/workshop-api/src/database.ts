import { queryBuilder } from "@mechanicbuddy/platform/database/statement";
import type { Schema } from "./schema.ts";

/** The typed query builder over a workshop's tables; statements that read better as SQL use Kysely's `sql` tag. */
export const db = queryBuilder<Schema>();
