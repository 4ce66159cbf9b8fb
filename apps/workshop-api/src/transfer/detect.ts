import { type ImportTable, tableTypes } from "@mechanicbuddy/contract/imports";
import { invalid } from "@mechanicbuddy/contract/problem";
import { detect } from "chardet";

export type Encoding = NonNullable<ImportTable["encoding"]>;
type Delimiter = NonNullable<ImportTable["delimiter"]>;

const delimiters: readonly Delimiter[] = [";", ",", "\t", "|"];

/** What the detector calls a table's letters, as the decoder knows them. */
const known: Record<string, Encoding> = {
  "UTF-8": "utf-8",
  "UTF-16LE": "utf-16le",
  "UTF-16BE": "utf-16be",
  "ISO-8859-2": "windows-1250",
  "windows-1250": "windows-1250",
  "windows-1251": "windows-1251",
  "ISO-8859-5": "windows-1251",
};

/** What kind of table a file is by its content; its name and what the browser says about it count for nothing. */
export function mediaTypeOf(beginning: Buffer): string {
  const magic = beginning.subarray(0, 8).toString("latin1");
  if (magic.startsWith("PK\u0003\u0004")) return tableTypes.xlsx;
  if (magic.startsWith("\u00d0\u00cf\u0011\u00e0")) {
    throw invalid({
      file: "This workbook is locked by a password or in the old XLS form. Save it as XLSX without a password, or as CSV.",
    });
  }
  if (!isText(beginning)) throw invalid({ file: "This is not a table. Choose a CSV or XLSX file." });
  return tableTypes.csv;
}

function isText(bytes: Buffer): boolean {
  const isWide = bytes.length >= 2 && ["fffe", "feff"].includes(bytes.subarray(0, 2).toString("hex"));
  if (isWide) return true;
  const magic = bytes.subarray(0, 5).toString("latin1");
  return (
    !bytes.includes(0) &&
    !["%PDF-", "\u0089PNG\r", "GIF87", "GIF89"].includes(magic) &&
    !magic.startsWith("\u00ff\u00d8\u00ff")
  );
}

/** UTF-8 where the bytes are that; else what they look like most. @param isAll false: the last letter may be cut in two */
export function encodingOf(sample: Buffer, isAll: boolean): Encoding {
  const mark = sample.subarray(0, 2).toString("hex");
  if (mark === "fffe") return "utf-16le";
  if (mark === "feff") return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(sample, { stream: !isAll });
    return "utf-8";
  } catch {
    return known[detect(sample) ?? ""] ?? "windows-1252";
  }
}

/** The mark that parts the heading into most columns, quoted ones left aside. */
export function delimiterOf(text: string): Delimiter {
  const [heading = ""] = text.replace(/"[^"]*"/g, "").split(/\r?\n/);
  const counts = delimiters.map((mark) => ({ mark, count: heading.split(mark).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark;
}
