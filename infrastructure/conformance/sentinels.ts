import { parse } from "yaml";

export interface Marked {
  /** The values with each leaf replaced. */
  values: unknown;
  /** Path of each leaf that was replaced, and the text that must arrive in an object. */
  marks: { path: string; mark: string }[];
  /** Leaves that are switches: they carry no text. */
  switches: string[];
}

/** Enumerations and formats in which a unique text would be refused: what stands in instead. */
const special: Record<string, string | number | null> = {
  "tenant.id": "markedid",
  "tenant.tier": "enterprise",
  "postgresql.backup.schedule": "7 3 * * *",
  "secrets.npmApiUrl": "http://marked:81/api",
  "email.fromAddress": "marked@example.com",
  "billing.mechanicLimit": 17,
  "resourceQuota.pods": "971",
};

/** Replaces every leaf of a values file by a value that can be recognised in what is rendered. */
export function marked(text: string): Marked {
  const marks: Marked["marks"] = [];
  const switches: string[] = [];
  let count = 10;
  const mark = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => mark(item, `${path}.${index}`));
    if (typeof value === "object" && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([key, child]) => [key, mark(child, path === "" ? key : `${path}.${key}`)]),
      );
    }
    if (typeof value === "boolean") {
      switches.push(path);
      return value;
    }
    count++;
    const replaced = special[path] ?? replacement(value, path, count);
    marks.push({ path, mark: String(replaced) });
    return replaced;
  };
  return { values: mark(parse(text), ""), marks, switches };
}

function replacement(value: unknown, path: string, count: number): string | number {
  if (typeof value === "number") return path.endsWith("instances") ? 8 : count;
  if (/(memory|size)$/i.test(path)) return `${count}Gi`;
  if (/(cpu|pods)$/.test(path)) return String(count);
  if (/(host|domain|default|custom\.\d+)$/i.test(path)) return `marked${count}.example.com`;
  if (path === "postgresql.database" || path === "postgresql.username") return `marked_${count}`;
  return `marked-${count}`;
}
