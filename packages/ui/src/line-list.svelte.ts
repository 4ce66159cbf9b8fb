import type { EditorLine, LineSaved } from "./line.ts";
import type { LineEditing } from "./line-editing.svelte.ts";

type Rules = {
  lines: EditorLine[];
  setLines: (lines: EditorLine[]) => void;
  editing: LineEditing;
  /** Puts the focus on a row, or on the quick line when there is none. */
  focusRow: (id: string | undefined) => Promise<void>;
  ondelete?: (line: EditorLine) => Promise<LineSaved>;
  onundo?: (line: EditorLine) => Promise<LineSaved>;
  onreorder?: (ids: string[]) => Promise<LineSaved>;
};

/** A line shown before the server has it. */
export type PendingLine = { key: number; label: string; run: () => Promise<LineSaved>; message?: string };

/** Adding, deleting and moving rows: shown at once, taken back when the server refuses. */
export function createLineList(read: () => Rules) {
  let pending: PendingLine[] = $state([]);
  let deleted: { line: EditorLine; index: number } | undefined = $state();
  let asked = 0;

  /** Adds at the end; a refused line stays visible with its reason and a retry. */
  async function add(label: string, run: () => Promise<LineSaved>) {
    asked += 1;
    pending.push({ key: asked, label, run });
    await settle(asked);
  }

  async function settle(key: number) {
    const item = pending.find((one) => one.key === key);
    if (!item) return;
    item.message = undefined;
    const result = await read().editing.attempt(item.run);
    if (!result.ok) {
      item.message = result.message;
      return;
    }
    pending = pending.filter((one) => one.key !== key);
    const { lines, setLines } = read();
    setLines([...lines, ...result.lines]);
  }

  async function remove(id: string) {
    const { lines, setLines, editing, focusRow, ondelete } = read();
    const index = lines.findIndex((line) => line.id === id);
    const line = lines[index];
    if (!line || !ondelete) return;
    editing.restore(id);
    const left = lines.toSpliced(index, 1);
    setLines(left);
    deleted = { line, index };
    void focusRow((left[index] ?? left.at(-1))?.id);
    const result = await editing.attempt(() => ondelete(line));
    if (result.ok) return;
    deleted = undefined;
    setLines(read().lines.toSpliced(index, 0, line));
    editing.states.set(id, { phase: "failed", message: result.message });
  }

  async function bringBack() {
    const gone = deleted;
    const { onundo, editing, focusRow } = read();
    deleted = undefined;
    if (!gone || !onundo) return;
    const result = await editing.attempt(() => onundo(gone.line));
    if (!result.ok) {
      asked += 1;
      pending.push({
        key: asked,
        label: gone.line.description,
        run: () => onundo(gone.line),
        message: result.message,
      });
      return;
    }
    read().setLines(read().lines.toSpliced(gone.index, 0, ...result.lines));
    void focusRow(result.lines[0]?.id);
  }

  async function reorder(id: string, step: number) {
    const { lines, setLines, editing, focusRow, onreorder } = read();
    const from = lines.findIndex((line) => line.id === id);
    const to = from + step;
    const line = lines[from];
    if (!line || !onreorder || to < 0 || to >= lines.length) return;
    const moved = lines.toSpliced(from, 1).toSpliced(to, 0, line);
    setLines(moved);
    if (!editing.drafts[id]) void focusRow(id);
    const result = await editing.attempt(() => onreorder(moved.map((one) => one.id)));
    if (result.ok) return;
    setLines(lines);
    editing.states.set(id, { phase: "failed", message: result.message });
  }

  return {
    get pending() {
      return pending;
    },
    get deleted() {
      return deleted;
    },
    add,
    settle,
    remove,
    bringBack,
    reorder,
  };
}
