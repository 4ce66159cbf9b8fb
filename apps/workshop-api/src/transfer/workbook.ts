import { invalid } from "@mechanicbuddy/contract/problem";
import { fromBuffer } from "yauzl";

const MOST_ENTRIES = 1_000;
const MOST_UNPACKED = 200_000_000;
const MOST_RATIO = 100;

/** The first sheet of a workbook as text. What unpacks to far more than it seems is refused before it is unpacked. */
export async function readWorkbook(bytes: Buffer): Promise<string[][]> {
  await refuseBomb(bytes);
  // Loaded when the first workbook comes: most servers never read one.
  const { readSheet } = await import("read-excel-file/node");
  try {
    const rows = await readSheet(bytes);
    return rows.map((row) => row.map(textOf));
  } catch {
    throw invalid({ file: "This workbook cannot be read. Save it again as XLSX, or as CSV." });
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

function refuseBomb(bytes: Buffer): Promise<void> {
  const refusal = invalid({ file: "This workbook unpacks to more than we read. Save the table as CSV." });
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error !== null) {
        reject(invalid({ file: "This workbook is broken. Save it again as XLSX, or as CSV." }));
        return;
      }
      let unpacked = 0;
      zip.on("error", () => reject(refusal));
      zip.on("end", () => resolve());
      zip.on("entry", (entry) => {
        unpacked += entry.uncompressedSize;
        const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1);
        const isBomb = ratio > MOST_RATIO && entry.uncompressedSize > 1_000_000;
        if (zip.entryCount > MOST_ENTRIES || unpacked > MOST_UNPACKED || isBomb) reject(refusal);
        else zip.readEntry();
      });
      zip.readEntry();
    });
  });
}
