import { addDocument, deleteDocument, listDocuments } from "@mechanicbuddy/contract/mate/documents";
import { mustBeSignedIn } from "#lib/page/guard.ts";
import { submit } from "#lib/page/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  mustBeSignedIn(event);
  return { documents: (await event.locals.call(listDocuments)).items };
};

export const actions: Actions = {
  add: (event) =>
    submit(event, "document", async (sent) => {
      const { name, pages } = await event.locals.call(addDocument, { body: sent.data as never });
      return { added: name, pages };
    }),
  remove: (event) =>
    submit(event, "documents", async (sent) => {
      await event.locals.call(deleteDocument, { params: { id: sent.text("id") ?? "" } });
      return { removed: true };
    }),
};
