import { createImport, getImport, listImportRows, rollBackImport } from "@mechanicbuddy/contract/imports";
import { redirect } from "@sveltejs/kit";
import { formats } from "#lib/format.ts";
import { m } from "#lib/paraglide/messages.js";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import { kindWords, outcomeWords, stateWords } from "#lib/transfer/words.ts";
import type { Actions, PageServerLoad } from "./$types";

/** It goes on by itself: the page is fetched again until it is over, without any script. */
export const csr = false;

const levels = ["error", "warning", "ok"] as const;
/** Where what a row made has its page; history stands on its vehicle's. */
const places = {
  customers: "customers",
  vehicles: "vehicles",
  parts: "parts",
  stock: "parts",
  history: undefined,
} as const;

export const load: PageServerLoad = async (event) => {
  const { params, url } = event;
  const view = url.searchParams.get("view");
  const level = levels.find((one) => one === view);
  const kept = view === "kept" ? true : undefined;
  const cursor = url.searchParams.get("cursor") || undefined;
  const [me, job, rows] = await Promise.all([
    event.locals.me(),
    api(event)(getImport, { params }),
    api(event)(listImportRows, { params, query: { level, kept, cursor } }),
  ]);
  const f = formats(me.workshop);
  const place = places[job.kind];
  return {
    job,
    kind: kindWords[job.kind](),
    state: stateWords[job.state](),
    going: ["waiting", "running", "rolling_back"].includes(job.state),
    until: job.rollbackUntil === null ? undefined : f.time(job.rollbackUntil),
    view: kept ? "kept" : (level ?? ""),
    nextCursor: rows.nextCursor,
    rows: rows.items.map(({ row, outcome, label, entityId, problems, kept }) => ({
      row,
      label,
      outcome: outcomeWords[outcome](),
      href: entityId === null || place === undefined ? undefined : `/app/${place}/${entityId}`,
      why: [
        ...problems.map(({ column, reason }) =>
          column === null ? reason : m["transfer.rows.problem"]({ column, reason }),
        ),
        ...(kept === null ? [] : [kept]),
      ].join(" "),
    })),
  };
};

export const actions: Actions = {
  run: (event) =>
    submit(event, async (form) => {
      const { fileId, kind, mapping, encoding, delimiter } = await api(event)(getImport, { params: event.params });
      const reading = { encoding: encoding ?? undefined, delimiter: delimiter ?? undefined };
      const body = { fileId, kind, mapping, mode: "run" as const, ...reading };
      const { id } = await api(event)(createImport, { body, idempotencyKey: form.key });
      redirect(303, `/app/settings/data/${id}`);
    }),
  undo: (event) =>
    submit(event, async (form) => {
      await api(event)(rollBackImport, { params: event.params, idempotencyKey: form.key });
      redirect(303, `/app/settings/data/${event.params.id}`);
    }),
};
