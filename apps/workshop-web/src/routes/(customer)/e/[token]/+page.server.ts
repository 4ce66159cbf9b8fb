import { askForFreshPrice, decideEstimate, getPublicEstimate } from "@mechanicbuddy/contract/estimates";
import { redirect } from "@sveltejs/kit";
import { answerOf } from "#lib/public/answer-form.ts";
import { speak } from "#lib/public/language.ts";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  event.setHeaders({ "x-robots-tag": "noindex" });
  const estimate = await api(event)(getPublicEstimate, { params: event.params });
  return { estimate, locale: speak(event, estimate.language), asked: event.url.searchParams.has("asked") };
};

export const actions: Actions = {
  answer: (event) =>
    submit(
      event,
      async (form) => {
        await api(event)(decideEstimate, { params: event.params, body: answerOf(form), idempotencyKey: form.key });
        redirect(303, event.url.pathname);
      },
      { visitor: true },
    ),
  freshPrice: (event) =>
    submit(
      event,
      async () => {
        await api(event)(askForFreshPrice, { params: event.params });
        redirect(303, `${event.url.pathname}?asked`);
      },
      { visitor: true },
    ),
};
