/**
 * Renders one of each document to look at: `node packages/documents/scripts/preview.ts <folder>`.
 * Turn the files into pictures with `pdftoppm -png -r 90 <file> <name>`.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { documentLanguages } from "../src/invoice-snapshot.ts";
import { closeRenderer, renderEstimate, renderInvoice } from "../src/render.ts";
import * as samples from "../src/sample-snapshots.ts";

const folder = process.argv[2];
if (!folder) throw new Error("Name the folder to write to: node packages/documents/scripts/preview.ts <folder>");
mkdirSync(folder, { recursive: true });
const save = (name: string, pdf: Uint8Array) => writeFileSync(join(folder, `${name}.pdf`), pdf);

for (const language of documentLanguages) {
  save(`invoice-${language}`, await renderInvoice({ ...samples.oilServiceInvoice, language }));
  save(`estimate-${language}`, await renderEstimate({ ...samples.oilServiceEstimate, language }));
  save(`credit-note-${language}`, await renderInvoice({ ...samples.bulbCreditNote, language }));
}
save("reverse-charge", await renderInvoice(samples.reverseChargeInvoice));
save("sixty-lines", await renderInvoice(samples.longInvoice(60)));
save("letter", await renderInvoice({ ...samples.bulbInvoice, paper: "letter", locale: "en-US", currency: "USD" }));
await closeRenderer();
