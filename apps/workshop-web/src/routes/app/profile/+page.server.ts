import type { Language } from "@mechanicbuddy/contract/fields";
import { deleteMyPhoto, putMyPhoto } from "@mechanicbuddy/contract/files";
import {
  changePassword,
  endMyOtherSessions,
  endMySession,
  listMySessions,
  updateMe,
} from "@mechanicbuddy/contract/identity";
import { api } from "#lib/server/api.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const [me, sessions] = await Promise.all([event.locals.me(), api(event)(listMySessions)]);
  return { me, sessions: sessions.items };
};

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      await api(event)(updateMe, {
        body: {
          version: form.version(),
          firstName: form.text("firstName"),
          lastName: form.text("lastName"),
          email: form.text("email"),
          // The API checks the word; the form offers no other.
          language: form.text("language") as Language,
        },
      });
      return { saved: true };
    }),
  photo: (event) =>
    submit(event, async (form) => {
      const file = form.data.get("file");
      const body = new Uint8Array(file instanceof File ? await file.arrayBuffer() : []);
      await api(event)(putMyPhoto, { body });
      return { photoSaved: true };
    }),
  removePhoto: (event) =>
    submit(event, async () => {
      await api(event)(deleteMyPhoto);
      return { photoRemoved: true };
    }),
  password: (event) =>
    submit(event, async (form) => {
      await api(event)(changePassword, {
        body: { currentPassword: form.text("currentPassword"), newPassword: form.text("newPassword") },
      });
      return { passwordChanged: true };
    }),
  end: (event) =>
    submit(event, async (form) => {
      await api(event)(endMySession, { params: { id: form.text("session") } });
      return { ended: true };
    }),
  endOthers: (event) =>
    submit(event, async () => {
      await api(event)(endMyOtherSessions);
      return { ended: true };
    }),
};
