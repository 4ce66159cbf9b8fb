/** Reads the text of a PDF in a thread of its own: a bad file ends the thread, never the server. No script of it runs. */

import { parentPort, workerData } from "node:worker_threads";
import { extractText, getDocumentProxy } from "unpdf";

const { bytes, mostPages } = workerData as { bytes: Uint8Array; mostPages: number };
const document = await getDocumentProxy(bytes, { disableFontFace: true });
if (document.numPages > mostPages) parentPort?.postMessage({ tooMany: document.numPages });
else {
  const { text } = await extractText(document, { mergePages: false });
  parentPort?.postMessage({ pages: text });
}
