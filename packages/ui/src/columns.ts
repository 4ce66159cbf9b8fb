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

const byPriority = <Item>(columns: Column<Item>[]) => columns.toSorted((a, b) => (a.priority ?? 4) - (b.priority ?? 4));

/** The keys a phone shows. */
export function cardKeys<Item>(columns: Column<Item>[]): Set<string> {
  return new Set(
    byPriority(columns)
      .slice(0, 3)
      .map((column) => column.key),
  );
}

/** The column that leads to the thing itself: the most important one, so that a phone has it too. */
export function linkKey<Item>(columns: Column<Item>[]): string | undefined {
  return byPriority(columns)[0]?.key;
}
