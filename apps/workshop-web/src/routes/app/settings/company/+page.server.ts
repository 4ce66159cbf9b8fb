import { deleteLogo, getRequisites, putLogo, putRequisites } from "@mechanicbuddy/contract/settings";
import { api } from "#lib/server/api.ts";
import { atRows } from "#lib/server/form-rows.ts";
import { requisitesFrom } from "#lib/server/settings-form.ts";
import { submit } from "#lib/server/submit.ts";
import type { Actions, PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => ({ company: await api(event)(getRequisites) });

async function pictureOf(data: FormData): Promise<string> {
  const file = data.get("file");
  return file instanceof File ? Buffer.from(await file.arrayBuffer()).toString("base64") : "";
}

export const actions: Actions = {
  save: (event) =>
    submit(event, async (form) => {
      const { body, rows } = requisitesFrom(form);
      await atRows(event, "accounts", rows, () => api(event)(putRequisites, { body }));
      return { saved: true };
    }),
  logo: (event) =>
    submit(event, async (form) => {
      await api(event)(putLogo, { body: { picture: await pictureOf(form.data) } });
      return { logo: "changed" };
    }),
  removeLogo: (event) =>
    submit(event, async () => {
      await api(event)(deleteLogo);
      return { logo: "removed" };
    }),
};
