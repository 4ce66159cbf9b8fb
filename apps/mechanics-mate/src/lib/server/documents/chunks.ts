import { findCodes } from "@mechanicbuddy/assistant/codes";

/** A passage of a document: small enough to quote, with the page it stands on and the heading above it. */
export interface Chunk {
  page: number | null;
  heading: string | null;
  body: string;
  /** Trouble codes and part numbers in it, in capitals. */
  codes: string[];
}

const LONGEST = 1_200;
/** Letters and digits mixed, as part numbers are. */
const partNumber = /\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]{4,17}\b/g;
const headingLine = /^(?:#{1,4}\s+(.{2,120})|(?:\d+(?:\.\d+)*\.?\s+)?([A-Z][^.!?]{2,80}))$/;

/** Cuts the pages of a document into passages, between paragraphs where it can. */
export function chunksOf(pages: readonly string[], hasPages: boolean): Chunk[] {
  let heading: string | null = null;
  return pages.flatMap((text, index) => {
    const chunks: Chunk[] = [];
    let body = "";
    const push = () => {
      if (body.trim() !== "") chunks.push(chunk(body.trim(), hasPages ? index + 1 : null, heading));
      body = "";
    };
    for (const paragraph of paragraphsOf(text)) {
      const title = headingOf(paragraph);
      if (title !== null) {
        push();
        heading = title;
        continue;
      }
      for (const piece of piecesOf(paragraph)) {
        if (body.length + piece.length > LONGEST) push();
        body += `${piece}\n`;
      }
    }
    push();
    return chunks;
  });
}

function chunk(body: string, page: number | null, heading: string | null): Chunk {
  const codes = [...findCodes(body).map(({ code }) => code), ...(body.toUpperCase().match(partNumber) ?? [])];
  return { page, heading, body, codes: [...new Set(codes)].slice(0, 50) };
}

const paragraphsOf = (text: string) =>
  text
    .replace(/\r\n?/g, "\n")
    .split(/\n\s*\n|\n(?=#{1,4}\s)/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");

function headingOf(paragraph: string): string | null {
  if (paragraph.includes("\n")) return null;
  const [, marked, plain] = headingLine.exec(paragraph) ?? [];
  return (marked ?? plain ?? null)?.slice(0, 200) ?? null;
}

/** A paragraph in pieces no longer than a passage, cut between sentences, else between words. */
function piecesOf(paragraph: string): string[] {
  if (paragraph.length <= LONGEST) return [paragraph];
  const pieces: string[] = [];
  for (let rest = paragraph; rest !== ""; ) {
    const end = rest.length <= LONGEST ? rest.length : cutAt(rest);
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return pieces;
}

function cutAt(text: string): number {
  const head = text.slice(0, LONGEST);
  const sentence = Math.max(head.lastIndexOf(". "), head.lastIndexOf("\n"));
  return sentence > LONGEST / 2 ? sentence + 1 : head.lastIndexOf(" ") > 0 ? head.lastIndexOf(" ") : LONGEST;
}
