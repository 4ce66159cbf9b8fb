import { acceptSuggestion, cancelAnswer, rejectSuggestion, stepTreeRun } from "@mechanicbuddy/contract/assistant";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "./api.ts";
import type { FormReader } from "./form-reader.ts";
import { submit } from "./submit.ts";

/** Stops an answer that is being written. */
export const stop = (event: RequestEvent) =>
  submit(event, async (form) => {
    await api(event)(cancelAnswer, { params: { id: form.text("id") } });
    return { stopped: true };
  });

/** Answers the step of a test tree, or takes the last answer back. */
export const step = (event: RequestEvent) =>
  submit(event, async (form) => {
    const body = { version: form.version(), answer: answerOf(form) };
    await api(event)(stepTreeRun, { params: { id: form.text("id") }, body });
    return { stepped: true };
  });

/** What the form of a step sent, as a run writes it down. */
function answerOf(form: FormReader): string | null {
  const number = (name: string) => form.text(name).trim().replace(",", ".");
  const option = form.optional("option");
  if (option !== undefined) return `o${option}`;
  const kind = form.text("kind");
  if (kind === "undo") return null;
  if (kind === "instruction") return "d";
  const reading = number("answer") || "?";
  return kind === "comparison" ? `c${reading}~${number("low")}~${number("high")}` : `r${reading}`;
}

/** What a person decides of a draft. */
export const draftActions = {
  accept: (event: RequestEvent) =>
    submit(event, async (form) => {
      await api(event)(acceptSuggestion, { params: { id: form.text("id") }, body: { body: form.optional("body") } });
      return { accepted: true };
    }),
  reject: (event: RequestEvent) =>
    submit(event, async (form) => {
      await api(event)(rejectSuggestion, { params: { id: form.text("id") }, body: {} });
      return { rejected: true };
    }),
};
