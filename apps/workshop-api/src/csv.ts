import { stringify } from "csv-stringify/sync";

export type Cell = string | number | null;

/** A table as CSV that spreadsheets open as it is: UTF-8 with its mark, and no text that is run as a formula. */
export function csvOf(head: readonly string[], rows: readonly (readonly Cell[])[]): Uint8Array {
  const text = stringify([[...head], ...rows.map((row) => row.map(harmless))], { bom: true });
  return new TextEncoder().encode(text);
}

const number = /^-?\d+(\.\d+)?$/;

function harmless(cell: Cell): string | number {
  if (cell === null) return "";
  return typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) && !number.test(cell) ? `'${cell}` : cell;
}
