import type { ImportField } from "@mechanicbuddy/contract/imports";
import { parseMoney } from "@mechanicbuddy/contract/money";
import { parseQuantity } from "@mechanicbuddy/contract/quantity-input";

export interface Problem {
  /** The heading; null when it is about the whole row. */
  column: string | null;
  reason: string;
}

const excelFault = /^#(REF|N\/A|VALUE|DIV\/0|NAME|NULL|NUM)[!?]?/;
const yes = new Set(["yes", "y", "true", "1", "x", "ja", "jah", "oui", "si", "sí"]);
const no = new Set(["no", "n", "false", "0", "nein", "ei", "non"]);

/** One row of a table, read field by field. What cannot be read is noted with its column and reason. */
export class RowReader {
  readonly errors: Problem[] = [];
  readonly warnings: Problem[] = [];
  readonly #cells: readonly string[];
  readonly #columns: ReadonlyMap<ImportField, number>;
  readonly #headings: readonly string[];

  constructor(cells: readonly string[], columns: ReadonlyMap<ImportField, number>, headings: readonly string[]) {
    this.#cells = cells;
    this.#columns = columns;
    this.#headings = headings;
    if (cells.length > headings.length && cells.slice(headings.length).some((cell) => cell.trim() !== "")) {
      this.errors.push({ column: null, reason: `This row has ${cells.length} cells, the heading ${headings.length}.` });
    }
  }

  error(field: ImportField | undefined, reason: string): void {
    this.errors.push({ column: this.#headingOf(field), reason });
  }

  warn(field: ImportField | undefined, reason: string): void {
    this.warnings.push({ column: this.#headingOf(field), reason });
  }

  /** The cell as text; undefined when it is empty, its column is not chosen, or it cannot be used. */
  text(field: ImportField): string | undefined {
    const column = this.#columns.get(field);
    const cell = column === undefined ? "" : (this.#cells[column] ?? "").trim().normalize("NFC");
    if (cell === "") return undefined;
    if (cell.startsWith("=")) return this.#refuse(field, "This is a formula. Save the table with its value instead.");
    if (excelFault.test(cell)) return this.#refuse(field, `The spreadsheet could not compute this cell: ${cell}.`);
    if (cell.includes("\ufffd")) {
      return this.#refuse(field, "Some letters cannot be read. Choose another encoding for the table.");
    }
    // Programs that export safely put a mark before what a spreadsheet would take for a formula.
    return /^'[=+\-@]/.test(cell) ? cell.slice(1) : cell;
  }

  integer(field: ImportField): number | undefined {
    const text = this.text(field)?.replace(/[\s.,'](?=\d{3}\b)/g, "");
    if (text === undefined) return undefined;
    if (!/^-?\d{1,9}([.,]0+)?$/.test(text)) return this.#refuse(field, "This must be a whole number.");
    return Number.parseInt(text, 10);
  }

  percent(field: ImportField): number | undefined {
    const text = this.text(field)?.replace("%", "").replace(",", ".").trim();
    if (text === undefined) return undefined;
    if (!/^\d{1,3}(\.\d{1,2})?$/.test(text)) return this.#refuse(field, "Enter a percentage from 0 to 100.");
    return Number(text);
  }

  yes(field: ImportField): boolean | undefined {
    const text = this.text(field)?.toLowerCase();
    if (text === undefined) return undefined;
    if (yes.has(text)) return true;
    return no.has(text) ? false : this.#refuse(field, "Enter yes or no.");
  }

  cents(field: ImportField, currency: string): number | undefined {
    const text = this.text(field)?.replace(/[€$£]|\b[A-Z]{3}\b/g, "");
    if (text === undefined) return undefined;
    const sum = parseMoney(text, currency);
    return sum.ok ? sum.cents : this.#refuse(field, "This is not a sum such as 12.50.");
  }

  quantity(field: ImportField): string | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    if (/^0+([.,]0*)?$/.test(text)) return "0";
    const quantity = parseQuantity(text, "part");
    return quantity.ok ? quantity.quantity : this.#refuse(field, "This is not a quantity such as 4 or 1.5.");
  }

  /** YYYY-MM-DD, DD.MM.YYYY or DD/MM/YYYY. */
  date(field: ImportField): string | undefined {
    const text = this.text(field);
    if (text === undefined) return undefined;
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text);
    const local = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text);
    const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : [local?.[3], local?.[2], local?.[1]];
    const date = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
    const isReal = !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().slice(0, 10) === date;
    return isReal ? date : this.#refuse(field, "This is not a date such as 2026-03-17 or 17.03.2026.");
  }

  #refuse(field: ImportField, reason: string): undefined {
    this.error(field, reason);
    return undefined;
  }

  #headingOf(field: ImportField | undefined): string | null {
    const column = field === undefined ? undefined : this.#columns.get(field);
    return column === undefined ? null : (this.#headings[column] ?? null);
  }
}
