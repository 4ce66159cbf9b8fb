import { stringify } from "csv-stringify/sync";

export type Cell = string | number | null;

/** A table as CSV that spreadsheets open as it is: UTF-8 with its mark, and no text that is run as a formula. */
export function csvOf(head: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array {
  return new TextEncoder().encode(stringify([[...head], ...rows.map((row) => row.map(harmless))], { bom: true }));
}

/** Further rows of a table that `csvOf` began. */
export function csvRows(rows: readonly (readonly Cell[])[]): Uint8Array {
  return new TextEncoder().encode(stringify(rows.map((row) => row.map(harmless))));
}

const number = /^-?\d+(\.\d+)?$/;

function harmless(cell: Cell): string | number {
  if (cell === null) return "";
  return typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) && !number.test(cell) ? `'${cell}` : cell;
}
