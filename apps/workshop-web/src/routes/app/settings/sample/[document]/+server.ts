import { previewDocument, sampleDocument } from "@mechanicbuddy/contract/settings";
import { ApiProblem } from "@mechanicbuddy/ui/site/problem";
import { file } from "#lib/server/api.ts";
import { formReader } from "#lib/server/form-reader.ts";
import { unsavedFrom } from "#lib/server/settings-form.ts";
import type { RequestHandler } from "./$types";

const documentOf = (name: string) => (name === "estimate" ? ("estimate" as const) : ("invoice" as const));

/** An invented document as the settings of now print it. */
export const GET: RequestHandler = (event) => {
  return file(event, sampleDocument, { params: { document: documentOf(event.params.document) } });
};

/** The same with what is typed in a settings form. It is shown within the page, so it may be framed by it, and only by it. */
export const POST: RequestHandler = async (event) => {
  const form = { faults: [] };
  event.locals.form = form;
  try {
    const { workshop } = await event.locals.me();
    const typed = unsavedFrom(formReader(await event.request.formData(), form.faults), workshop.currency);
    const body = { document: documentOf(event.params.document), ...typed };
    const paper = await file(event, previewDocument, { body });
    paper.headers.set("content-security-policy", "frame-ancestors 'self'");
    return paper;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const { problem } = error;
    const words = [problem.detail, ...(problem.errors ?? []).map(({ message }) => message)].join("\n");
    return new Response(words, {
      status: error.status,
      headers: { "content-type": "text/plain; charset=utf-8", "content-security-policy": "frame-ancestors 'self'" },
    });
  } finally {
    event.locals.form = undefined;
  }
};
