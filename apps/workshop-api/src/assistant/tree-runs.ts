import { isTree, treeList, walk } from "@mechanicbuddy/assistant/tree-walk";
import type { OrderTreeRun } from "@mechanicbuddy/contract/assistant";
import { invalid, notFound, Refusal } from "@mechanicbuddy/contract/problem";
import { type Context, inTransaction } from "@mechanicbuddy/platform/context";
import { newId } from "@mechanicbuddy/platform/id";
import { addNote } from "../work-orders/lifecycle.ts";
import * as store from "./tree-store.ts";

/** Runs of an order, and the trees that can be started. */
export async function list(ctx: Context, workOrderId: string) {
  const [stage, runs] = await Promise.all([store.stageOf(ctx, workOrderId), store.runsOf(ctx, workOrderId)]);
  if (stage === undefined) throw notFound();
  return { items: runs.map(shown), trees: treeList().map(({ id, title }) => ({ id, title })) };
}

/** Starts a tree at its first step. */
export function start(ctx: Context, workOrderId: string, tree: string): Promise<OrderTreeRun> {
  return inTransaction(ctx, async (ctx) => {
    if (!isTree(tree)) throw invalid({ tree: "There is no such test tree. Choose one of the list." });
    refuseClosed(await store.stageOf(ctx, workOrderId));
    const begun = walk(tree, undefined, "");
    if (!begun.ok) throw new Error(`${tree} has no first step`);
    const id = newId();
    await store.insertRun(ctx, { id, workOrderId, tree, treeVersion: begun.run.version });
    return shown(await found(ctx, id));
  });
}

/** Writes an answer down, or takes the last one back. The end of a run is noted on the order with its readings. */
export function step(
  ctx: Context,
  id: string,
  { version, answer }: { version: number; answer: string | null },
): Promise<OrderTreeRun> {
  return inTransaction(ctx, async (ctx) => {
    const run = await store.lockRun(ctx, id);
    if (run === undefined) throw notFound();
    refuseClosed(await store.stageOf(ctx, run.workOrderId));
    if (run.version !== version) {
      throw new Refusal("conflict", "Somebody else went on with this tree.", { current: shown(run) });
    }
    if (run.endedAt !== null) throw new Refusal("conflict", "This run has ended. Start the tree again.");
    const before = run.answers.split(",").filter(Boolean);
    const answers = (answer === null ? before.slice(0, -1) : [...before, answer]).join(",");
    if (!isTree(run.tree)) throw new Refusal("conflict", "This tree is not there any more. Start another one.");
    const walked = walk(run.tree, run.treeVersion, answers);
    if (!walked.ok) {
      if (walked.field === "answers") throw new Refusal("conflict", walked.error);
      throw invalid({ answer: walked.error });
    }
    const isOver = walked.run.step.kind === "conclusion";
    await store.saveRun(ctx, id, { answers, endedAt: isOver ? ctx.now() : null });
    if (isOver) {
      const { title, path, step } = walked.run;
      const told = path.map(({ text, answer }) => `${text} ${answer}`);
      const text = [`${title}: ${step.text}`, step.action, ...told].filter(Boolean).join("\n");
      await addNote(ctx, run.workOrderId, text.slice(0, 4_000));
    }
    return shown(await found(ctx, id));
  });
}

async function found(ctx: Context, id: string): Promise<store.StoredRun> {
  const run = await store.lockRun(ctx, id);
  if (run === undefined) throw notFound();
  return run;
}

function refuseClosed(stage: string | undefined): void {
  if (stage === undefined) throw notFound();
  if (stage === "invoiced" || stage === "cancelled") {
    throw new Refusal("conflict", `The order is ${stage} by now; nothing can be tested under it.`);
  }
}

function shown(run: store.StoredRun): OrderTreeRun {
  const { id, version, by, startedAt, endedAt, answers, tree, treeVersion } = run;
  const walked = isTree(tree) ? walk(tree, treeVersion, answers) : undefined;
  const title = treeList().find((each) => each.id === tree)?.title ?? tree;
  return { id, version, by, startedAt, endedAt, title, run: walked?.ok ? walked.run : null, answers };
}
