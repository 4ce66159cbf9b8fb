import { type ImportKind, importKinds, listImports, uploadImportTable } from "@mechanicbuddy/contract/imports";
import { emptySampleData, fillSampleData, getSampleData } from "@mechanicbuddy/contract/sample-data";
import { redirect } from "@sveltejs/kit";
import { formats } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";
import { api } from "#lib/server/api.ts";
import { archivesOf, packEverything } from "#lib/server/archives.ts";
import { submit } from "#lib/server/submit.ts";
import { kindWords, stateWords } from "#lib/transfer/words.ts";
import type { Actions, PageServerLoad } from "./$types";

/** Read and left again: without the client framework it is here at once. */
export const csr = false;

export const load: PageServerLoad = async (event) => {
  const cursor = event.url.searchParams.get("cursor") || undefined;
  const me = await event.locals.me();
  const [{ items, nextCursor }, sample, archives] = await Promise.all([
    api(event)(listImports, { query: { cursor } }),
    api(event)(getSampleData),
    me.permissions.includes("export.all") ? archivesOf(event, me) : undefined,
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
  return {
    archives,
    imports,
    nextCursor,
    sample,
    kinds: importKinds.map((value) => ({ value, label: kindWords[value]() })),
  };
};

export const actions: Actions = {
  fillSample: (event) =>
    submit(event, async () => {
      await api(event)(fillSampleData);
      redirect(303, "/app/work");
    }),
  emptySample: (event) =>
    submit(event, async () => {
      await api(event)(emptySampleData);
      redirect(303, "/app/settings/data");
    }),
  everything: packEverything,
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
