import type { Tone } from "./status.ts";

export type BoardColumn = {
  id: string;
  name: string;
  /** Folded columns show only their count until opened. */
  folded?: boolean;
};

export type BoardCard = {
  id: string;
  columnId: string;
  /** What people call it, for sentences and the move menu: the plate. */
  name: string;
  href: string;
  /** Late cards wear "bad". */
  tone?: Tone;
};

/** The card an arrow key leads to, or undefined at the edge. Sideways it goes to the same height of the next full column. */
export function neighbour(columns: BoardCard[][], id: string, key: string): BoardCard | undefined {
  const column = columns.findIndex((cards) => cards.some((card) => card.id === id));
  const row = columns[column]?.findIndex((card) => card.id === id) ?? -1;
  if (column < 0 || row < 0) return undefined;
  if (key === "ArrowDown") return columns[column]?.[row + 1];
  if (key === "ArrowUp") return columns[column]?.[row - 1];
  const step = key === "ArrowRight" ? 1 : -1;
  for (let next = column + step; next >= 0 && next < columns.length; next += step) {
    const cards = columns[next] ?? [];
    if (cards.length > 0) return cards[Math.min(row, cards.length - 1)];
  }
  return undefined;
}
