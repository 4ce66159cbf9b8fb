import type { PageLoad } from "./$types";

/** Forms and files are loaded with their own tab alone. */
export const load: PageLoad = async ({ data }) => {
  const [details, files] = await Promise.all([
    data.tab === "details" ? import("#lib/customers/DetailsTab.svelte") : undefined,
    data.tab === "files" ? import("#lib/files/Files.svelte") : undefined,
  ]);
  return { ...data, Details: details?.default, Files: files?.default };
};
