import type { Language } from "@mechanicbuddy/contract/fields";
import { deleteMyPhoto, putMyPhoto } from "@mechanicbuddy/contract/files";
import {
  changePassword,
  endMyOtherSessions,
  endMySession,
  leaveWorkshop,
  listMySessions,
  updateMe,
} from "@mechanicbuddy/contract/identity";
import { redirect } from "@sveltejs/kit";
import { api } from "#lib/server/api.ts";
import { factorActions, factorOf } from "#lib/server/factor-actions.ts";
import { endSession } from "#lib/server/session.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const [me, sessions, factor] = await Promise.all([event.locals.me(), api(event)(listMySessions), factorOf(event)]);
  return { me, sessions: sessions.items, factor };
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
          noticesByMail: form.checked("noticesByMail"),
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
  ...factorActions,
  leave: (event) =>
    submit(event, async () => {
      await api(event)(leaveWorkshop);
      endSession(event.cookies, event.locals.secure);
      redirect(303, "/login?reason=signed-out");
    }),
  endOthers: (event) =>
    submit(event, async () => {
      await api(event)(endMyOtherSessions);
      return { ended: true };
    }),
};
