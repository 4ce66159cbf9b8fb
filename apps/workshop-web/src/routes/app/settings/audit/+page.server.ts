import { getAuditSummary, listAudit } from "@mechanicbuddy/contract/audit";
import { listUsers } from "@mechanicbuddy/contract/people";
import { m } from "#lib/paraglide/messages.js";
import { api } from "#lib/server/api.ts";
import { auditKinds, auditRow } from "#lib/server/audit-words.ts";
import { csvHref } from "#lib/server/list-csv.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

const uuid = /^[0-9a-f-]{36}$/;
const day = /^\d{4}-\d\d-\d\d$/;

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const fitting = (name: string, pattern: RegExp) => {
    const value = searchParams.get(name) ?? "";
    return pattern.test(value) ? value : undefined;
  };
  const kinds = auditKinds();
  const [from, to] = [fitting("from", day), fitting("to", day)];
  const backwards = from !== undefined && to !== undefined && from > to;
  const query = {
    q: searchParams.get("q")?.trim().slice(0, 100) || undefined,
    actorId: fitting("who", uuid),
    entityKind: kinds.find(({ value }) => value === searchParams.get("what"))?.value,
    entityId: fitting("thing", uuid),
    from,
    to: backwards ? undefined : to,
    cursor: searchParams.get("cursor") || undefined,
  };
  const call = api(event);
  const [me, { items, nextCursor }, users, week] = await Promise.all([
    event.locals.me(),
    call(listAudit, { query }),
    call(listUsers),
    call(getAuditSummary),
  ]);
  return {
    entries: items.map((entry) => auditRow(entry, me.workshop)),
    nextCursor,
    csv: csvHref("audit", query),
    filters: [
      {
        name: "who",
        label: m["audit.filter.who"](),
        options: users.items.map(({ id, name }) => ({ value: id, label: name })),
      },
      { name: "what", label: m["audit.filter.what"](), options: kinds },
    ],
    week,
    filtered: [query.q, query.actorId, query.entityKind, query.entityId, from, to].some((one) => one !== undefined),
    backwards,
  };
};
