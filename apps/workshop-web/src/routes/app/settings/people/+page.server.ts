import { listEmployees } from "@mechanicbuddy/contract/people";
import { permissions, roles, rolesWith } from "@mechanicbuddy/contract/permission";
import { times } from "#lib/format.ts";
import { api } from "#lib/server/api.ts";
import { csvHref } from "#lib/server/list-csv.ts";
import { permissionWords } from "#lib/server/permission-words.ts";
import type { PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const q = searchParams.get("q") || undefined;
  const cursor = searchParams.get("cursor") || undefined;
  const left = searchParams.get("view") === "left";
  const query = { q, cursor, active: !left };
  const [me, { items, nextCursor }] = await Promise.all([event.locals.me(), api(event)(listEmployees, { query })]);
  const f = times(me.workshop);
  const people = items.map(({ id, name, profession, user }) => ({
    id,
    name,
    profession,
    role: user?.role,
    state: user === null ? undefined : user.disabled ? "disabled" : user.invitationPending ? "invited" : "active",
    seen: user?.lastSeenAt ? f.time(user.lastSeenAt) : undefined,
  }));
  return {
    q,
    left,
    people,
    nextCursor,
    csv: csvHref("employees", query),
    roles,
    rights: permissions.map((one) => ({ words: permissionWords(one), roles: rolesWith(one) })),
  };
};
