import { uploadFile } from "@mechanicbuddy/contract/files";
import type { RequestEvent } from "@sveltejs/kit";
import { api } from "./api.ts";
import type { FormReader } from "./form-reader.ts";
import { submit } from "./submit.ts";

/** Where files of a page hang; the page's own calls. */
interface Hooks {
  hang: (event: RequestEvent, file: { fileId: string; jobId: string | undefined }) => Promise<unknown>;
  caption: (event: RequestEvent, fileId: string, body: { version: number; caption: string | null }) => Promise<unknown>;
  remove: (event: RequestEvent, fileId: string) => Promise<unknown>;
}

/** Uploads what was chosen, one file after the other, and hangs each up. Nothing chosen is refused by the API. */
export async function uploadChosen(
  event: RequestEvent,
  form: FormReader,
  hang: (fileId: string) => Promise<unknown>,
): Promise<number> {
  const chosen = form.data.getAll("file").filter((one) => one instanceof File);
  for (const file of chosen) {
    const body = new Uint8Array(await file.arrayBuffer());
    const { id } = await api(event)(uploadFile, { body, query: { name: file.name || undefined } });
    await hang(id);
  }
  return chosen.length;
}

export function fileActions({ hang, caption, remove }: Hooks) {
  return {
    addFile: (event: RequestEvent) =>
      submit(event, async (form) => {
        const jobId = form.optional("jobId");
        return { added: await uploadChosen(event, form, (fileId) => hang(event, { fileId, jobId })) };
      }),
    captionFile: (event: RequestEvent) =>
      submit(event, async (form) => {
        await caption(event, form.text("fileId"), { version: form.version(), caption: form.nullable("caption") });
        return { captioned: true };
      }),
    removeFile: (event: RequestEvent) =>
      submit(event, async (form) => {
        await remove(event, form.text("fileId"));
        return { removed: true };
      }),
  };
}
