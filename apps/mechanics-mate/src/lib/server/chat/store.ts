import { type Db, maybeOne, run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";

/** Whether the caller has an answer of this id. */
export const isThere = async (db: Db, answerId: string): Promise<boolean> =>
  (await maybeOne(db, sql`select id from answers where id = ${answerId}`)) !== undefined;

/** Notes what somebody says of an answer of theirs; what is left out stays as it was. False when there is none. */
export async function saveFeedback(
  db: Db,
  answerId: string,
  userId: string,
  { thumb, fixed, correction }: { thumb?: string | null; fixed?: string | null; correction?: string | null },
): Promise<boolean> {
  const saved = await run(
    db,
    sql`insert into answer_feedback (answer_id, user_id, thumb, fixed, correction)
      select id, ${userId}, ${thumb ?? null}, ${fixed ?? null}, ${correction ?? null} from answers where id = ${answerId}
      on conflict (answer_id) do update set
        thumb = case when ${thumb !== undefined} then excluded.thumb else answer_feedback.thumb end,
        fixed = case when ${fixed !== undefined} then excluded.fixed else answer_feedback.fixed end,
        correction = case when ${correction !== undefined} then excluded.correction else answer_feedback.correction end`,
  );
  return saved === 1;
}
