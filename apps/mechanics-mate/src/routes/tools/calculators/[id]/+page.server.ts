import { calculate, listCalculators } from "@mechanicbuddy/contract/mate/knowledge";
import { error } from "@sveltejs/kit";
import { type Sent, submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async ({ locals, params }) => {
  const { items } = await locals.call(listCalculators);
  const calculator = items.find(({ id }) => id === params.id);
  if (calculator === undefined) error(404);
  return { calculator };
};

export const actions: Actions = {
  default: (event) =>
    submit(event, "calculator", async (sent) => {
      const { items } = await event.locals.call(listCalculators);
      const fields = items.find(({ id }) => id === event.params.id)?.fields ?? [];
      const inputs = Object.fromEntries(fields.flatMap((field) => inputOf(field, sent)));
      const { values } = await event.locals.call(calculate, { params: event.params, body: { inputs } });
      const typed = Object.fromEntries(fields.map(({ name }) => [name, sent.text(name) ?? ""]));
      return { values, typed };
    }),
};

type Field = { name: string; list: boolean; choices: string[] };

/** What was typed for one field; an emptied one is left out, and what is no number is sent as words to be refused. */
function inputOf({ name, list, choices }: Field, sent: Sent): [string, number | number[] | string][] {
  const text = sent.text(name);
  if (text === undefined) return [];
  if (choices.length > 0) return [[name, text]];
  const numbers = text.split(list ? /[\s;]+/ : /$^/).map((one) => Number(one.replace(",", ".")));
  if (numbers.some(Number.isNaN)) return [[name, text.slice(0, 40)]];
  return [[name, list ? numbers.slice(0, 24) : (numbers[0] ?? 0)]];
}
