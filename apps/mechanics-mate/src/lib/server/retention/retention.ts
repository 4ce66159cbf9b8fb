import { keptDaysWithoutPlan, matePlans } from "@mechanicbuddy/contract/mate/plans";
import type { Site } from "../context.ts";
import { accessOfStanding } from "../plans/standing.ts";
import * as store from "./store.ts";

const DAY_MS = 86_400_000;
const BATCH = 200;
/** Days the events of an answer are kept, and of ended sessions and links. */
export const eventDays = 1;
export const endedDays = 90;
const shortest = Math.min(keptDaysWithoutPlan, ...Object.values(matePlans).map(({ keptDays }) => keptDays));

/** Removes what is kept no longer: unsaved conversations by plan, events of answers after a day, ended sessions and links. */
export async function clean(site: Site): Promise<{ conversations: number }> {
  const now = site.now();
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await store.removeEnded(site.database.shared, now, ago(endedDays));
  let conversations = 0;
  let after: string | null = null;
  for (;;) {
    const from: string | null = after;
    const holders: store.Holder[] = await site.database.transaction(
      (db) => store.listHolders(db, ago(shortest), now, from, BATCH),
      {
        purpose: "retention",
      },
    );
    for (const holder of holders) {
      const keptDays = accessOfStanding(holder, site.config, now).plan?.keptDays ?? keptDaysWithoutPlan;
      conversations += await site.database.transaction((db) => store.removeUnsaved(db, holder.id, ago(keptDays)), {
        purpose: "retention",
      });
    }
    const last = holders.at(-1);
    if (last === undefined || holders.length < BATCH) break;
    after = last.id;
  }
  await site.database.transaction(
    async (db) => {
      await store.removeEvents(db, ago(eventDays));
      await store.removeLooseAttachments(db, ago(eventDays));
    },
    { purpose: "retention" },
  );
  return { conversations };
}
