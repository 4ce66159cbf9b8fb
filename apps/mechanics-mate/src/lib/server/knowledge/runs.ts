import { isTree, treeList, walk } from "@mechanicbuddy/assistant/tree-walk";
import type { TreeRun } from "@mechanicbuddy/contract/mate/knowledge";
import { invalidFields, missing } from "@mechanicbuddy/contract/mate/problem";

/** The trees in the order a list shows them. */
export const list = () => ({ items: treeList() });

/** The step to which answers lead; an answer that does not fit names what would. */
export function run(id: string, version: number | undefined, answers: string): TreeRun {
  if (!isTree(id)) throw missing();
  const walked = walk(id, version, answers);
  if (!walked.ok) throw invalidFields({ [walked.field]: walked.error });
  return walked.run;
}
