/** Reads the words back from a PDF this package made, so that tests check what a customer reads. No general PDF reader. */

import { inflateSync } from "node:zlib";

/** The text of each page, one printed run a line, in reading order. */
export function pdfPages(pdf: Uint8Array): string[] {
  const objects = objectsOf(Buffer.from(pdf).toString("latin1"));
  const [, kids = ""] =
    [...objects.values()].map((body) => /\/Type \/Pages[\s\S]*?\/Kids \[(.*?)\]/.exec(body)).find(Boolean) ?? [];
  return [...kids.matchAll(/(\d+) 0 R/g)].map(([, page]) => pageText(objects, Number(page)));
}

function objectsOf(file: string): Map<number, string> {
  const found = file.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g);
  return new Map([...found].map(([, id, body = ""]) => [Number(id), body]));
}

function pageText(objects: Map<number, string>, page: number): string {
  const body = objects.get(page) ?? "";
  const fonts = new Map<string, Map<string, string>>();
  for (const [, name = "", font] of body.matchAll(/\/(f\d+) (\d+) 0 R/g)) {
    const [, cmap] = /\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(font)) ?? "") ?? [];
    fonts.set(name, glyphs(stream(objects.get(Number(cmap)) ?? "")));
  }
  const [, contents] = /\/Contents (\d+) 0 R/.exec(body) ?? [];
  return shownRuns(stream(objects.get(Number(contents)) ?? ""), fonts).join("\n");
}

/** What the text operators of a content stream show: `/f0 9.5 Tf` chooses a font, strings gather until `TJ` or `Tj`. */
function shownRuns(content: string, fonts: Map<string, Map<string, string>>): string[] {
  const token = /\/(f\d+) \S+ Tf|<([0-9a-fA-F]*)>|\(|\bT[Jj]\b/g;
  const runs: string[] = [];
  let font = new Map<string, string>();
  let run = "";
  for (let match = token.exec(content); match; match = token.exec(content)) {
    const [text, fontName, hex] = match;
    if (fontName) font = fonts.get(fontName) ?? new Map();
    else if (hex !== undefined) run += decoded(Buffer.from(hex, "hex"), font);
    else if (text === "(") {
      const { bytes, end } = literalString(content, token.lastIndex);
      run += decoded(bytes, font);
      token.lastIndex = end;
    } else {
      runs.push(run);
      run = "";
    }
  }
  return runs;
}

const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** The bytes of a `(string)` whose inside starts at `start`; brackets nest, a backslash escapes. */
function literalString(content: string, start: number): { bytes: Buffer; end: number } {
  let bytes = "";
  let depth = 1;
  let at = start;
  for (; at < content.length; at++) {
    const [, escaped, octal] = /^\\(?:([^0-7])|([0-7]{1,3}))/.exec(content.slice(at, at + 4)) ?? [];
    const character = content.charAt(at);
    if (octal) bytes += String.fromCharCode(Number.parseInt(octal, 8));
    else if (escaped) bytes += escapes[escaped] ?? escaped;
    else if (character === ")" && --depth === 0) break;
    else bytes += character;
    if (character === "(") depth++;
    at += octal?.length ?? escaped?.length ?? 0;
  }
  return { bytes: Buffer.from(bytes, "latin1"), end: at + 1 };
}

function stream(body: string): string {
  const [, head = "", data = ""] = /^([\s\S]*?)stream\n([\s\S]*)\nendstream/.exec(body) ?? [];
  return head.includes("/FlateDecode") ? inflateSync(Buffer.from(data, "latin1")).toString("latin1") : data;
}

/** Glyph number to text, from the font's ToUnicode table. */
function glyphs(cmap: string): Map<string, string> {
  return new Map(
    [...cmap.matchAll(/<([0-9a-f]{4})> <([0-9a-f]+)>/gi)].map(([, glyph = "", utf16 = ""]) => [
      glyph.toLowerCase(),
      Buffer.from(utf16, "hex").swap16().toString("utf16le"),
    ]),
  );
}

function decoded(bytes: Buffer, font: Map<string, string>): string {
  const codes = bytes.toString("hex").match(/.{4}/g) ?? [];
  return codes.map((code) => font.get(code) ?? "\ufffd").join("");
}
