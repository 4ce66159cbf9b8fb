import { Worker } from "node:worker_threads";
import { invalidFields } from "@mechanicbuddy/contract/mate/problem";

const TIME_MS = 10_000;
const MEMORY_MB = 256;
const LONGEST_TEXT = 5_000_000;

export interface Read {
  pages: string[];
  /** False for texts, which have no pages. */
  hasPages: boolean;
}

/** The text of a file by what it holds, not by its name. @param mostPages what the plan still has room for */
export async function readDocument(bytes: Uint8Array, mostPages: number): Promise<Read> {
  if (startsWith(bytes, "%PDF-")) {
    const pages = await readPdf(bytes, mostPages);
    if (pages.every((page) => page.trim() === "")) {
      throw refused("This PDF holds pictures of text, no text. Scan it with text recognition and try again.");
    }
    return { pages, hasPages: true };
  }
  return { pages: [textOf(bytes)], hasPages: false };
}

/** A text file's words. Anything that is not text is refused. */
export function textOf(bytes: Uint8Array): string {
  if (bytes.length > LONGEST_TEXT) throw refused("This text is longer than 5 MB. Take the pages you need.");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells text from other files
    if (!/[\u0000-\u0008\u000e-\u001f]/.test(text) && text.trim() !== "") return text;
  } catch {
    // Not UTF-8: refused below, with the same sentence as any other file that is no text.
  }
  throw refused("Send a PDF with text, a Markdown or a plain text file in UTF-8.");
}

function readPdf(bytes: Uint8Array, mostPages: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./pdf-worker.ts", import.meta.url), {
      workerData: { bytes, mostPages },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    const unreadable = () => reject(refused("This PDF cannot be read. Print it to a new PDF and try again."));
    const timer = setTimeout(() => {
      worker.terminate().catch(() => undefined);
      reject(refused("This PDF takes longer than 10 seconds to read. Send fewer pages."));
    }, TIME_MS);
    worker.once("message", (message: { pages?: string[]; tooMany?: number }) => {
      if (message.pages !== undefined) resolve(message.pages);
      else reject(refused(`This PDF has ${message.tooMany} pages; your plan has room for ${mostPages}.`));
    });
    worker.once("error", unreadable);
    worker.once("exit", () => {
      clearTimeout(timer);
      unreadable();
    });
  });
}

const refused = (message: string) => invalidFields({ file: message });

export const startsWith = (bytes: Uint8Array, sign: string) =>
  Buffer.from(bytes.subarray(0, sign.length)).toString("latin1") === sign;
