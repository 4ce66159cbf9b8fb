import { countStock, getPart, listParts, listStorages } from "@mechanicbuddy/contract/parts";
import { redirect } from "@sveltejs/kit";
import { countedField, startedOf } from "#lib/parts/counting.ts";
import { api } from "#lib/server/api.ts";
import type { FormReader } from "#lib/server/form-reader.ts";
import { scanned } from "#lib/server/scanned.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad, RequestEvent } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { searchParams } = event.url;
  const { items } = await api(event)(listStorages);
  const storages = items.filter(({ archivedAt }) => archivedAt === null);
  const storage = storages.find(({ id }) => id === searchParams.get("storage")) ?? storages[0];
  const booked = searchParams.get("booked");
  return {
    storages: storages.map(({ id, name }) => ({ value: id, label: name })),
    storage: storage && { id: storage.id, name: storage.name },
    startedAt: new Date().toISOString(),
    booked: booked === null ? undefined : Number(booked),
  };
};

/** A part on the list, with what the books say of the storage. */
async function rowOf(event: RequestEvent, id: string, storageId: string) {
  const { name, code, stock } = await api(event)(getPart, { params: { id } });
  return { id, name, code, onBooks: stock.find((one) => one.storageId === storageId)?.onHand ?? "0" };
}

const listed = (event: RequestEvent, form: FormReader) =>
  Promise.all([...new Set(form.all("part"))].map((id) => rowOf(event, id, form.text("storageId"))));

/** What was typed so far, for the next rendering. */
const typed = (form: FormReader) => ({
  startedAt: startedOf(form.text("startedAt")),
  counted: Object.fromEntries(form.all("part").map((id) => [id, form.text(countedField(id))])),
});

export const actions: Actions = {
  add: (event) =>
    submit(event, async (form) => {
      const rows = await listed(event, form);
      const code = form.text("code").trim();
      const part = code === "" ? undefined : await scanned(event, code);
      const isNew = part !== undefined && !rows.some(({ id }) => id === part.id);
      const added = isNew ? await rowOf(event, part.id, form.text("storageId")) : undefined;
      return {
        ...typed(form),
        rows: added ? [...rows, added] : rows,
        last: part?.id,
        unknown: code !== "" && part === undefined ? code : undefined,
      };
    }),
  shelf: (event) =>
    submit(event, async (form) => {
      const storageId = form.text("storageId");
      const [rows, { items }] = await Promise.all([
        listed(event, form),
        api(event)(listParts, { query: { storageId, limit: 100 } }),
      ]);
      const more = items.filter(({ id }) => !rows.some((row) => row.id === id));
      const added = await Promise.all(more.map(({ id }) => rowOf(event, id, storageId)));
      return { ...typed(form), rows: [...rows, ...added], last: rows[0]?.id ?? added[0]?.id, unknown: undefined };
    }),
  book: (event) =>
    submit(event, async (form) => {
      const items = form.all("part").flatMap((partId) => {
        const counted = form.quantity(countedField(partId));
        return counted === undefined ? [] : [{ partId, counted }];
      });
      const storageId = form.text("storageId");
      const body = {
        storageId,
        startedAt: startedOf(form.text("startedAt")),
        items,
        acceptWarnings: form.acceptWarnings,
      };
      const { differences } = await api(event)(countStock, { body, idempotencyKey: form.key });
      redirect(303, `/app/parts/count?storage=${storageId}&booked=${differences}`);
    }),
};
