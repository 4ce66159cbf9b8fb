import { acceptSuggestion, rejectSuggestion } from "@mechanicbuddy/contract/assistant";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "./api.ts";
import { submit } from "./submit.ts";

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
