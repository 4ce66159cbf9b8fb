import { searchSources } from "../src/features.ts";
import { rebuild } from "../src/search/rebuild.ts";
import { withTenant } from "./tenant-context.ts";

const [, , id] = process.argv;
if (id === undefined) {
  process.stderr.write(
    "Writes a workshop's search index anew, while it is in use.\n\n  rebuild-search.ts <workshop>\n",
  );
  process.exitCode = 2;
} else {
  const count = await withTenant(id, (ctx) => rebuild(ctx, searchSources));
  process.stdout.write(`Can be found again: ${count}\n`);
}
