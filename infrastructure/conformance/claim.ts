import { readFile } from "node:fs/promises";
import { guideFile } from "./charts.ts";
import { type Check, none } from "./check.ts";
import { commands, described, files, sentences, tables } from "./claims.ts";
import { helmLines, kustomizeLines } from "./guide-lines.ts";
import { commandsOf, guideText, type Part, partsOf } from "./guide-text.ts";
import { rows } from "./rows.ts";

const plain = (line: string) => line.replace(/\s*\\\n\s*/g, " ").trim();
const walked = new Map([...kustomizeLines, ...helmLines].map(({ line, row }) => [plain(line), row]));

interface Claimed {
  /** Rows that claim something the guide prints. */
  rows: Set<string>;
  faults: string[];
  /** Commands, as printed. */
  printed: Set<string>;
}

/** Each block, table and command of the guide belongs to a row; the files among them are those that are used here. */
async function claimed(): Promise<Claimed> {
  const text = await guideText();
  const found: Claimed = { rows: new Set(), faults: [], printed: new Set() };
  const waiting = [...files];
  for (const part of partsOf(text)) await claimPart(part, waiting, found);
  found.faults.push(...waiting.map(([, first]) => `the guide prints no file that begins with ${first}`));
  for (const [row, phrases] of Object.entries(sentences)) {
    found.rows.add(row);
    found.faults.push(
      ...phrases.filter((phrase) => !text.includes(phrase)).map((phrase) => `the guide does not say ${phrase}`),
    );
  }
  return found;
}

async function claimPart(part: Part, waiting: typeof files, { rows: own, faults, printed }: Claimed): Promise<void> {
  const first = part.lines[0] ?? "";
  const take = (row: string | undefined, what: string) => {
    if (row === undefined) faults.push(`nobody claims ${what} (${part.heading})`);
    else own.add(row);
  };
  if (part.kind === "table") return take(tables[part.heading], "the table");
  if (described[first] !== undefined) return take(described[first], first);
  if (part.language === "bash") {
    for (const command of commandsOf(part)) {
      printed.add(command);
      const start = Object.keys(commands).find((one) => command.startsWith(one));
      take(walked.get(command) ?? commands[start ?? ""], command);
    }
    return;
  }
  const at = waiting.findIndex(([language, begins]) => language === part.language && begins === first);
  const [file] = at < 0 ? [] : waiting.splice(at, 1);
  take(file?.[3], `the block ${first}`);
  if (file === undefined) return;
  const copy = await readFile(guideFile(file[2]), "utf8");
  if (copy.trimEnd() !== part.lines.join("\n").trimEnd()) faults.push(`guide/${file[2]} is not what the guide prints`);
}

async function everythingIsClaimed(): Promise<void> {
  const { faults, printed, rows: own } = await claimed();
  const known = new Set(rows.map(({ id }) => id));
  none([
    ...faults,
    ...[...own].filter((row) => !known.has(row)).map((row) => `there is no row ${row}`),
    ...[...walked.keys()].filter((line) => !printed.has(line)).map((line) => `the guide does not print ${line}`),
    ...Object.keys(commands)
      .filter((start) => ![...printed].some((line) => line.startsWith(start)))
      .map((start) => `the guide prints no command ${start}`),
    ...rows.filter(({ id, ours }) => !ours && !own.has(id)).map(({ id }) => `the row ${id} claims nothing`),
  ]);
}

export const checks: Check[] = [{ row: "claim", run: everythingIsClaimed }];
