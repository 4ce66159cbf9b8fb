/** Puts the tables of data/dtc together: families expanded by rule, the rest as written. */

import { families, rows } from "../../data/dtc/families.ts";
import { kinds } from "../../data/dtc/kinds.ts";
import { modules } from "../../data/dtc/modules.ts";
import { singles } from "../../data/dtc/singles.ts";
import { newerSingles } from "../../data/dtc/singles-newer.ts";

export interface TitleRecord {
  code: string;
  title: string;
  /** The table the record stands in. */
  origin: "family" | "row" | "module" | "single";
}

/**
 * Every standardised title we have, in the order of the tables.
 * @throws Error naming the line, when a line of a table cannot be read
 */
export function titleRecords(): TitleRecord[] {
  return [
    ...lines(families, /^(\w{5}) (\w+) (.+)$/).flatMap(([first, kind, component]) =>
      (kinds[kind] ?? unreadable(`${first} ${kind}`)).map((words, n) =>
        record(first, n, joined(words, component), "family"),
      ),
    ),
    ...lines(rows, /^(\w{5}) (\d+) (\d+) (.+)$/).flatMap(([first, count, step, words]) =>
      Array.from({ length: Number(count) }, (_, n) => {
        const title = words.replace("#", String(n + 1)).replace("@", String.fromCharCode(65 + n));
        return record(first, n * Number(step), title, "row");
      }),
    ),
    ...lines(modules, /^(\d{3}) (\d{3}|-) (.+)$/).flatMap(([lost, invalid, name]) => [
      record(`U0${lost}`, 0, `Lost communication with ${name}`, "module"),
      ...(invalid === "-" ? [] : [record(`U0${invalid}`, 0, `Invalid data from ${name}`, "module")]),
    ]),
    ...lines(`${singles.trim()}\n${newerSingles.trim()}`, /^([PCBU][0-3][0-9A-F]{3}) (.+)()$/).map(([code, title]) =>
      record(code, 0, title, "single"),
    ),
  ];
}

/** Codes of a series are counted the way the standard prints them: in decimal digits. */
function record(first: string, offset: number, title: string, origin: TitleRecord["origin"]): TitleRecord {
  if (offset === 0) return { code: first, title, origin };
  return { code: first.slice(0, 2) + String(Number(first.slice(2)) + offset).padStart(3, "0"), title, origin };
}

const joined = (words: string, component: string) => words.replace("#", component);

function lines(table: string, shape: RegExp): [string, string, string, string][] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [, a = "", b = "", c = "", d = ""] = shape.exec(line) ?? unreadable(line);
      return [a, b, c, d];
    });
}

function unreadable(line: string): never {
  throw new Error(`A table of data/dtc has a line that cannot be read: "${line}"`);
}
