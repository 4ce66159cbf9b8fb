import { SvelteMap } from "svelte/reactivity";
import {
  draftOf,
  type EditorLine,
  type LineDraft,
  type LineProblem,
  type LineSaved,
  type LineValues,
  readDraft,
  sameDraft,
} from "./line.ts";
import type { Words } from "./words.ts";

/** How far a row's saving is; `message` says why it failed. */
export type RowState = { phase: "unsaved" | "saving" | "saved" | "failed"; message?: string };

type Rules = {
  lines: EditorLine[];
  setLines: (lines: EditorLine[]) => void;
  currency: string;
  discountMax: number;
  words: Words["lines"];
  onsave: (line: EditorLine, values: LineValues) => Promise<LineSaved>;
};

const savedMarkMs = 2000;

/** Rows being typed in, saved, refused or clashing. Nothing typed is lost: a refused row keeps its draft. */
export function createLineEditing(read: () => Rules) {
  const drafts = $state<Record<string, LineDraft>>({});
  const kept = new SvelteMap<string, { draft: LineDraft; values: LineValues }>();
  const states = new SvelteMap<string, RowState>();
  const problems = new SvelteMap<string, LineProblem[]>();
  const clashes = new SvelteMap<string, { who: string; line: EditorLine }>();

  const find = (id: string) => read().lines.find((line) => line.id === id);

  /** What a line is worth now: as typed if that makes sense, else as last saved. */
  function valuesOf(line: EditorLine): LineValues {
    const draft = drafts[line.id];
    const typed = draft && readDraft(draft, read());
    return typed?.ok ? typed.values : (kept.get(line.id)?.values ?? line);
  }

  function enter(id: string) {
    const line = find(id);
    if (line && !drafts[id]) drafts[id] = kept.get(id)?.draft ?? draftOf(line, read().currency);
  }

  function close(id: string) {
    delete drafts[id];
    problems.delete(id);
  }

  /** Takes everything typed back. */
  function restore(id: string) {
    close(id);
    kept.delete(id);
    states.delete(id);
    clashes.delete(id);
  }

  /** Closes a row and saves it if it changed; a row that cannot be read stays open and says why. */
  function leave(id: string): boolean {
    const line = find(id);
    const draft = drafts[id];
    if (!line || !draft) return true;
    if (sameDraft(draft, draftOf(line, read().currency))) {
      restore(id);
      return true;
    }
    const typed = readDraft(draft, read());
    if (!typed.ok) {
      problems.set(id, typed.problems);
      states.set(id, { phase: "unsaved" });
      return false;
    }
    kept.set(id, { draft: { ...draft }, values: typed.values });
    close(id);
    void save(id);
    return true;
  }

  async function save(id: string, line = find(id)) {
    const values = kept.get(id)?.values;
    if (!line || !values) return;
    states.set(id, { phase: "saving" });
    const result = await attempt(() => read().onsave(line, values));
    if (kept.get(id)?.values !== values) return;
    if (result.ok) {
      settle(id, result.lines);
      return;
    }
    if (result.theirs) clashes.set(id, result.theirs);
    states.set(id, { phase: "failed", message: result.theirs ? undefined : result.message });
  }

  function settle(id: string, lines: EditorLine[]) {
    kept.delete(id);
    clashes.delete(id);
    const rules = read();
    rules.setLines(rules.lines.flatMap((line) => (line.id === id ? lines : [line])));
    states.set(id, { phase: "saved" });
    setTimeout(() => states.get(id)?.phase === "saved" && states.delete(id), savedMarkMs);
  }

  /** A dead network is a failed row, not a broken page. */
  async function attempt(run: () => Promise<LineSaved>): Promise<LineSaved> {
    try {
      return await run();
    } catch (error) {
      return { ok: false, message: error instanceof Error ? error.message : read().words.failed };
    }
  }

  function keepMine(id: string) {
    const theirs = clashes.get(id)?.line;
    clashes.delete(id);
    void save(id, theirs);
  }

  function takeTheirs(id: string) {
    const theirs = clashes.get(id)?.line;
    if (theirs) settle(id, [theirs]);
  }

  function change(id: string) {
    problems.delete(id);
    states.set(id, { phase: "unsaved" });
  }

  return {
    drafts,
    kept,
    states,
    problems,
    clashes,
    valuesOf,
    enter,
    restore,
    leave,
    save,
    attempt,
    change,
    keepMine,
    takeTheirs,
  };
}

export type LineEditing = ReturnType<typeof createLineEditing>;
