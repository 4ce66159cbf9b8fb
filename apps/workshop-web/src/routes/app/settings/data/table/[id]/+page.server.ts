import {
  createImport,
  delimiters,
  encodings,
  getImportTable,
  type ImportField,
  importFields,
  importKinds,
} from "@mechanicbuddy/contract/imports";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { fieldWords, kindWords } from "#lib/transfer/words.ts";
import type { Actions, PageServerLoad } from "./$types";

export const csr = false;

function readingOf(url: URL) {
  const asked = (name: string) => url.searchParams.get(name);
  return {
    kind: importKinds.find((one) => one === asked("kind")) ?? ("customers" as const),
    encoding: encodings.find((one) => one === asked("encoding")),
    delimiter: delimiters.find((one) => one === asked("delimiter")),
  };
}

export const load: PageServerLoad = async (event) => {
  const table = await api(event)(getImportTable, { params: event.params, query: readingOf(event.url) });
  return {
    table,
    kind: kindWords[table.kind](),
    fields: importFields[table.kind].map((value: ImportField) => ({ value, label: fieldWords[value]() })),
  };
};

export const actions: Actions = {
  dry: (event) =>
    submit(event, async (form) => {
      const { kind, ...reading } = readingOf(event.url);
      const fields: readonly ImportField[] = importFields[kind];
      const mapping = [...form.data.entries()].flatMap(([name, value]) => {
        const [, column] = /^column\.(\d+)$/.exec(name) ?? [];
        const field = fields.find((one) => one === value);
        return column === undefined || field === undefined ? [] : [{ column: Number(column), field }];
      });
      const body = { fileId: event.params.id, kind, mapping, mode: "dry" as const, ...reading };
      const { id } = await api(event)(createImport, { body, idempotencyKey: form.key });
      redirect(303, `/app/settings/data/${id}`);
    }),
};
