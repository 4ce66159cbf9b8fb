import type { LayoutServerLoad } from "./$types";

/** A new key for the forms of each page that is shown; reading the address makes it run again on every one. */
export const load: LayoutServerLoad = ({ url }) => ({
  formKey: url.pathname && crypto.randomUUID(),
});
