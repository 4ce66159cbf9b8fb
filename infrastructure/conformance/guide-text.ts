import { readFile } from "node:fs/promises";
import { guideFile } from "./charts.ts";

/** A fenced block or a table of the guide. */
export interface Part {
  heading: string;
  kind: "block" | "table";
  /** Language of a block. */
  language: string;
  lines: string[];
}

/** The deployment guide, as it is printed. */
export function guideText(): Promise<string> {
  return readFile(guideFile("deployment-guide.md"), "utf8");
}

/** Every fenced block and every table of a page, in its order. */
export function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let heading = "";
  let open: Part | undefined;
  for (const line of text.split("\n")) {
    if (open?.kind === "block") {
      if (line.startsWith("```")) open = undefined;
      else open.lines.push(line);
      continue;
    }
    if (line.startsWith("```")) {
      open = { heading, kind: "block", language: line.slice(3), lines: [] };
      parts.push(open);
    } else if (line.startsWith("|")) {
      if (open === undefined) {
        open = { heading, kind: "table", language: "", lines: [] };
        parts.push(open);
      }
      open.lines.push(line);
    } else {
      open = undefined;
      if (line.startsWith("#")) heading = line.replace(/^#+ /, "");
    }
  }
  return parts;
}

/** The commands of a block: continued lines are one, remarks are left out. */
export function commandsOf({ lines }: Part): string[] {
  return lines
    .join("\n")
    .replace(/\s*\\\n\s*/g, " ")
    .split("\n")
    .map((line) => line.replace(/ {2,}#.*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Cells of a table without its heading, row by row. */
export function cellsOf({ lines }: Part): string[][] {
  return lines.slice(2).map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll("`", "")),
  );
}
