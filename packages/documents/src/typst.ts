/** Typst, kept to what documents need. Loading it costs about 50 MB and some 100 ms, so only the render worker imports this. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { SellerLogo } from "./invoice-snapshot.ts";
import type { PageSetup } from "./paper.ts";
import { SnapshotError } from "./snapshot-problems.ts";

const require = createRequire(import.meta.url);
const templates = fileURLToPath(new URL("./templates/", import.meta.url));
const weights = ["400Regular", "600SemiBold", "700Bold"];

// Typst also knows the machine's fonts; the template names its fonts and forbids any other, so they are never used.
const fontBlobs = weights.map((weight) =>
  readFileSync(
    require.resolve(`@expo-google-fonts/atkinson-hyperlegible-next/${weight}/AtkinsonHyperlegibleNext_${weight}.ttf`),
  ),
);
const compiler = NodeCompiler.create({ workspace: templates, fontArgs: [{ fontBlobs }] });

export type Template = "paper.typ" | "job-card.typ";

/**
 * Sets the paper as a tagged PDF/A-3a. The same paper gives the same bytes: the only date in the file is the issue date.
 * @throws SnapshotError when the logo cannot be decoded
 */
export function compilePdf(template: Template, paper: PageSetup, logo?: SellerLogo | null): Uint8Array<ArrayBuffer> {
  const logoName = logo ? shadowName(logo) : "";
  if (logo) compiler.mapShadow(templates + logoName, Buffer.from(logo.base64, "base64"));
  try {
    const paperJson = JSON.stringify(paper, (_key, value) => (typeof value === "string" ? printable(value) : value));
    return pdfOf(template, paperJson, logoName);
  } finally {
    if (logo) compiler.unmapShadow(templates + logoName);
    // Another document shares nothing worth its memory, and nothing of one workshop should linger for the next.
    compiler.evictCache(0);
  }
}

/** A file that exists only in the compiler's memory. The name changes with the content, so no cached picture is taken for it. */
function shadowName(logo: SellerLogo): string {
  const digest = createHash("sha256").update(logo.base64).digest("hex");
  return `logo-${digest}.${logo.mediaType.replace("image/", "")}`;
}

function pdfOf(template: Template, paperJson: string, logoName: string): Uint8Array<ArrayBuffer> {
  const inputs = { paper: paperJson, logo: logoName };
  const compiled = compiler.compile({ mainFilePath: templates + template, inputs });
  const document = compiled.result;
  if (!document) {
    const failure = compiled.takeError();
    throw compileError(failure ? compiler.fetchDiagnostics(failure) : []);
  }
  try {
    return new Uint8Array(compiler.pdf(document, { pdfStandard: "a-3a", pdfTags: true }));
  } catch (error) {
    const replaced = withoutMissingGlyphs(paperJson, String(error));
    if (replaced === paperJson) throw error;
    return pdfOf(template, replaced, logoName);
  }
}

function compileError(diagnostics: { message: string }[]): Error {
  const messages = diagnostics.map((diagnostic) => diagnostic.message).join("; ");
  if (messages.includes("decode image")) {
    return new SnapshotError([{ field: "seller.logo", message: "cannot be read as a picture; store it again." }]);
  }
  return new Error(`Typst could not set the document: ${messages}`);
}

/**
 * PDF/A refuses a character no font can draw (an emoji, Chinese). A box in its place is better than no invoice, and the
 * refusal is the only place that says which characters these are: the text `\"漢\"` could not be displayed …
 */
function withoutMissingGlyphs(paperJson: string, refusal: string): string {
  let result = paperJson;
  for (const [, quoted = ""] of refusal.matchAll(/the text `\\"(.+?)\\"` could not be displayed/gu)) {
    const missing = quoted.replace(/\\+u\{([0-9a-f]+)\}/g, (_, hex: string) => String.fromCodePoint(parseInt(hex, 16)));
    result = result.replaceAll(missing, "\u25a1");
  }
  return result;
}

/** Words too long for a column may break inside, mail addresses never; control and half characters are no text. */
function printable(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replace(/[\p{Cc}\ufeff\ufffe\uffff]/gu, (character) => (character === "\n" ? "\n" : " "))
    .replace(/\S{29,}/gu, (word) => (word.includes("@") ? word : word.replace(/.{16}(?=.)/gu, "$&\u200b")));
}
