import { invalid, type Refusal } from "@mechanicbuddy/contract/problem";

/** Where the next page of a list begins: the sort values of the last row, as opaque text. */
export function cursorOf(position: Record<string, unknown>): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

/** The position a cursor stands for; undefined on the first page. A broken cursor is the caller's mistake. */
export function positionOf<T extends object>(cursor: string | undefined): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (typeof position === "object" && position !== null && !Array.isArray(position)) return position as T;
  } catch {
    // Not ours: answered below like any other text that is no cursor.
  }
  throw brokenCursor();
}

export function brokenCursor(): Refusal {
  return invalid({ cursor: "This page mark is broken. Start the list from its beginning." });
}

/**
 * One page out of `limit + 1` rows: the extra row only tells that there is a next page.
 * @param cursor makes the mark from the last row shown · @param shown turns a row into what the caller sees
 */
export function pageOf<Row, Item = Row>(
  rows: Row[],
  limit: number,
  cursor: (last: Row) => string,
  shown: (row: Row) => Item = (row) => row as unknown as Item,
): { items: Item[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(shown),
    nextCursor: rows.length > limit && last !== undefined ? cursor(last) : null,
  };
}
