import { isTree, treeList } from "@mechanicbuddy/assistant/tree-walk";
import type { Suggestion } from "@mechanicbuddy/contract/assistant";

type Payload = Readonly<Record<string, unknown>>;

/** A line of a proposed job. It holds no price. */
export interface DraftLine {
  kind: "labour" | "part";
  catalogueId: string | null;
  description: string;
  quantity: number;
  hours: number | null;
}

/** The text that accepting writes, which a person may change before; null where a job or a tree brings its own. */
export function textOf(kind: Suggestion["kind"], payload: Payload): string | null {
  const { text, complaint, name, finding, description, number, quantity, reason, earliest } = payload;
  if (kind === "tree_run") return null;
  if (kind === "inspection_item" && isText(name)) return `${name} (${String(finding)}): ${String(text ?? "")}`;
  if (kind === "part_request" && isText(description)) {
    const wanted = [`${String(quantity ?? 1)} × ${description}`, isText(number) ? number : "free text"];
    return `Part wanted: ${wanted.join(", ")}`;
  }
  if (kind === "appointment" && isText(reason)) {
    return `Visit to agree with the customer${isText(earliest) ? `, from ${earliest}` : ""}: ${reason}`;
  }
  if (isText(text)) return text;
  return isText(complaint) ? complaint : null;
}

/** What a draft is about, in a few words. */
export function titleOf(kind: Suggestion["kind"], { title, name, tree, lines }: Payload): string {
  if (kind === "tree_run") return treeList().find(({ id }) => isText(tree) && isTree(tree) && id === tree)?.title ?? "";
  if (kind === "inspection_item" && isText(name)) return name;
  if (!isText(title)) return "";
  const count = Array.isArray(lines) ? lines.length : 0;
  return count === 0 ? title : `${title} (${count})`;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
