import { type ImportKind, importKinds, listImports, uploadImportTable } from "@mechanicbuddy/contract/imports";
import { redirect } from "@sveltejs/kit";
import { formats } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { kindWords, stateWords } from "#lib/transfer/words.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const cursor = event.url.searchParams.get("cursor") || undefined;
  const [me, { items, nextCursor }] = await Promise.all([
    event.locals.me(),
    api(event)(listImports, { query: { cursor } }),
  ]);
  const f = formats(me.workshop);
  const imports = items.map((row) => ({
    id: row.id,
    name: row.fileName,
    kind: kindWords[row.kind](),
    mode: row.mode === "dry" ? m["transfer.mode.dry"]() : m["transfer.mode.run"](),
    state: stateWords[row.state](),
    rows: f.number(row.rowsDone),
    when: f.time(row.createdAt),
  }));
  return { imports, nextCursor, kinds: importKinds.map((value) => ({ value, label: kindWords[value]() })) };
};

export const actions: Actions = {
  upload: (event) =>
    submit(event, async (form) => {
      const sent = form.data.get("file");
      const kind = importKinds.find((one) => one === form.text("kind")) ?? ("customers" satisfies ImportKind);
      const table = sent instanceof File ? sent : new File([], "");
      const query = { name: table.name.slice(-200) || "table", kind };
      const { fileId } = await api(event)(uploadImportTable, { query, body: await table.bytes() });
      redirect(303, `/app/settings/data/table/${fileId}?kind=${kind}`);
    }),
};
