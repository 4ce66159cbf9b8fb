import { openApiDocument } from "@mechanicbuddy/contract/mate/reference";
import type { PageServerLoad } from "./$types";

type Who = "public" | "session" | "verified" | "admin" | "signature";
interface Operation {
  summary: string;
  tags: [string];
  "x-who": Who;
}

export const load: PageServerLoad = async ({ locals }) => {
  const document = await locals.call(openApiDocument);
  const paths = document.paths as Record<string, Record<string, Operation>>;
  const rows = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary, tags, "x-who": who }]) => ({
      id: `${method} ${path}`,
      method: method.toUpperCase(),
      path,
      summary,
      who,
      part: tags[0],
    })),
  );
  const parts = [...new Set(rows.map(({ part }) => part))].sort();
  return { parts: parts.map((name) => ({ name, rows: rows.filter(({ part }) => part === name) })) };
};
