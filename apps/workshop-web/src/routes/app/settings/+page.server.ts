import type { PageServerLoad } from "./$types";

export const load: PageServerLoad = async (event) => {
  const { permissions } = await event.locals.me();
  return { people: permissions.includes("users.read"), audit: permissions.includes("audit.read") };
};
