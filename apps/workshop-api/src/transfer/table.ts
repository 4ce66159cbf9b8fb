import { pipeline, type Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { type ImportTable, importMaxRows, tableTypes } from "@mechanicbuddy/contract/imports";
import { invalid } from "@mechanicbuddy/contract/problem";
import { parse } from "csv-parse";
import { delimiterOf, type Encoding, encodingOf } from "./detect.ts";
import { readWorkbook } from "./workbook.ts";

/** How a table is to be read; what is missing is detected. A workbook needs neither. */
export interface Reading {
  encoding?: ImportTable["encoding"] | undefined;
  delimiter?: ImportTable["delimiter"] | undefined;
}

export interface TableRow {
  /** The heading is row 1. */
  row: number;
  cells: string[];
}

export interface OpenTable {
  headings: string[];
  encoding: ImportTable["encoding"];
  delimiter: ImportTable["delimiter"];
  rows: AsyncIterable<TableRow>;
}

const SAMPLE_BYTES = 65_536;
const MOST_COLUMNS = 500;

/** Opens a table under its headings, row by row. Whoever stops early leaves the rest unread. */
export async function openTable(stream: Readable, mediaType: string, reading: Reading): Promise<OpenTable> {
  if (mediaType === tableTypes.xlsx) {
    return headed(rowsOf(await readWorkbook(await buffer(stream))), { encoding: null, delimiter: null });
  }
  const source = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const sample = await take(source, SAMPLE_BYTES);
  const encoding = reading.encoding ?? encodingOf(sample.bytes, sample.isAll);
  const delimiter = reading.delimiter ?? delimiterOf(new TextDecoder(encoding).decode(sample.bytes));
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: 200_000,
  });
  // An error of the source ends the parser with it, so whoever reads the rows hears of it.
  pipeline(decoded(sample.bytes, source, encoding), parser, () => undefined);
  return headed(parser, { encoding, delimiter });
}

async function headed(
  records: AsyncIterable<string[]>,
  how: Pick<OpenTable, "encoding" | "delimiter">,
): Promise<OpenTable> {
  const source = records[Symbol.asyncIterator]();
  const first = await source.next().catch(refuseUnreadable);
  if (first.done) throw invalid({ file: "The table is empty. Its first row must hold the names of the columns." });
  const headings = first.value.map((heading: string) => heading.trim());
  refuseHeadings(headings);
  return { headings, ...how, rows: numbered(source) };
}

async function* numbered(source: AsyncIterator<string[]>): AsyncGenerator<TableRow> {
  let row = 1;
  try {
    for (let next = await source.next(); !next.done; next = await source.next()) {
      row += 1;
      if (row > importMaxRows + 1) {
        throw invalid({ file: "The table has more than 200,000 rows. Split it into several." });
      }
      yield { row, cells: next.value };
    }
  } catch (error) {
    refuseUnreadable(error);
  } finally {
    await source.return?.();
  }
}

function refuseUnreadable(error: unknown): never {
  const code = (error as { code?: string }).code ?? "";
  if (!code.startsWith("CSV_")) throw error;
  throw invalid({
    file: "The table cannot be read: a quotation mark is missing, or another separator is used. Correct it or choose the separator.",
  });
}

function refuseHeadings(headings: readonly string[]): void {
  if (headings.length > MOST_COLUMNS) throw invalid({ file: `At most ${MOST_COLUMNS} columns can be read.` });
  const seen = new Set<string>();
  for (const heading of headings.filter((heading) => heading !== "")) {
    if (seen.has(heading.toLowerCase())) {
      throw invalid({ file: `Two columns are called “${heading}”. Rename one of them.` });
    }
    seen.add(heading.toLowerCase());
  }
  if (seen.size === 0) throw invalid({ file: "The first row must hold the names of the columns." });
}

async function* rowsOf(rows: readonly string[][]): AsyncGenerator<string[]> {
  for (const row of rows) if (row.some((cell) => cell !== "")) yield row;
}

async function take(source: AsyncIterator<Buffer>, bytes: number): Promise<{ bytes: Buffer; isAll: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  while (length < bytes) {
    const { value, done } = await source.next();
    if (done) return { bytes: Buffer.concat(chunks), isAll: true };
    chunks.push(value);
    length += value.length;
  }
  return { bytes: Buffer.concat(chunks), isAll: false };
}

async function* decoded(begun: Buffer, rest: AsyncIterator<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  yield decoder.decode(begun, { stream: true });
  try {
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      yield decoder.decode(next.value, { stream: true });
    }
  } finally {
    await rest.return?.();
  }
  yield decoder.decode();
}
