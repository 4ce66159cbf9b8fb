import { closed } from "@mechanicbuddy/contract/route";
import { enqueue, type Task, task } from "@mechanicbuddy/platform/tasks";
import { compare, rebuild, type Source } from "./rebuild.ts";

/** The index's background work: writing it anew on demand, and a nightly look whether that is needed. */
export function searchTasks(sources: readonly Source[]): readonly Task[] {
  const rebuilding = task(
    "search.rebuild",
    closed({}),
    async (ctx) => {
      ctx.log.info({ count: await rebuild(ctx, sources) }, "the search index was written anew");
    },
    { oneAtATime: true },
  );
  const comparing = task(
    "search.compare",
    closed({}),
    async (ctx) => {
      const { missing, orphans, stale } = await compare(ctx, sources);
      const count = missing + orphans + stale;
      if (count === 0) return;
      ctx.log.warn({ count }, "the search index differed from its things");
      // Wrong words in a sample mean more of them outside it; what was missing or left over is mended already.
      if (stale > 0) await enqueue(ctx, rebuilding, {}, { jobKey: "search.rebuild" });
    },
    { everySeconds: 86_400, oneAtATime: true },
  );
  return [rebuilding, comparing];
}
