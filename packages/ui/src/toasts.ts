import { SvelteMap } from "svelte/reactivity";

export type ToastItem = {
  id: string;
  text: string;
  /** The counter-action; the toast closes when it is taken. */
  undo?: () => void;
};

/** The toasts of one page, newest last. Make it once in the root layout and hand it to `Toasts`; browser only. */
export function createToasts() {
  const items = new SvelteMap<string, ToastItem>();
  let made = 0;
  return {
    items,
    /** Says what has been done. Never for errors: those stay where they happened. */
    show(text: string, undo?: () => void): string {
      made += 1;
      const id = `toast-${made}`;
      items.set(id, { id, text, undo });
      return id;
    },
    close(id: string): void {
      items.delete(id);
    },
    /** The undo of the newest toast that has one, for Ctrl Z. */
    undoLast(): boolean {
      const last = [...items.values()].findLast((item) => item.undo);
      if (!last) return false;
      items.delete(last.id);
      last.undo?.();
      return true;
    },
  };
}

export type ToastList = ReturnType<typeof createToasts>;
