import { verifyAudit } from "@mechanicbuddy/contract/audit";
import { times } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const [{ workshop }, found] = await Promise.all([event.locals.me(), api(event)(verifyAudit)]);
  const { checkedUntil } = found;
  const { time, date } = times(workshop);
  return {
    found,
    until: checkedUntil === null ? undefined : time(checkedUntil),
    archives: found.archives.map(({ fileId, entries, firstAt, lastAt }) => ({
      href: `/app/files/${fileId}`,
      entries,
      from: date(firstAt.slice(0, 10)),
      to: date(lastAt.slice(0, 10)),
    })),
  };
};
