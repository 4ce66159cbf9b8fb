/** One column of a DataTable. */
export type Column<Item> = {
  key: string;
  heading: string;
  /** Numbers and money end-aligned; a plate is framed. */
  kind?: "text" | "number" | "plate";
  /** A link in the heading sorts the closed list by `key`. */
  sortable?: boolean;
  /** 1 is most important; below 768 px a card shows the three most important columns. 4 without it. */
  priority?: number;
  /** What the cell says, unless the table's `cell` snippet draws it. Unknown values show as "–". */
  text?: (item: Item) => string | null | undefined;
};

/** The keys a phone shows. */
export function cardKeys<Item>(columns: Column<Item>[]): Set<string> {
  const byPriority = columns.toSorted((a, b) => (a.priority ?? 4) - (b.priority ?? 4));
  return new Set(byPriority.slice(0, 3).map((column) => column.key));
}
