import type { PageLoad } from "./$types";

/** What is changed seldom is loaded by whoever wants to; pictures where there are any. */
export const load: PageLoad = async ({ data, url: { searchParams } }) => {
  const [form, files] = await Promise.all([
    searchParams.has("edit") ? import("#lib/vehicles/FactsForm.svelte") : undefined,
    data.files.length > 0 || searchParams.has("photos") ? import("#lib/files/Files.svelte") : undefined,
  ]);
  return { ...data, FactsForm: form?.default, Files: files?.default };
};
