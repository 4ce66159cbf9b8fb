/** Reads a pasted or uploaded scan report: modules, codes with their state, freeze frames, and raw bytes. */

import { type CodeState, joinedFrames, type RawCode, rawCodes, statusBits } from "./codes/raw.ts";
import { findCodes } from "./codes.ts";

export { type CodeState, statusBits } from "./codes/raw.ts";

export interface ReportedCode {
  code: string;
  failureType: string | null;
  /** Null when the report does not say. */
  state: CodeState | null;
  /** Whether this code asks for the lamp; null when the report does not say. */
  lamp: boolean | null;
  module: string | null;
  /** Counted from 1; where a person finds it in the report. */
  line: number;
}

export interface FreezeFrame {
  code: string | null;
  values: { name: string; value: string }[];
}

export interface ScanReport {
  codes: ReportedCode[];
  modules: string[];
  freezeFrames: FreezeFrame[];
  /** Words that look like codes but are none: "P04Z0". Shown for correction. */
  unread: { text: string; line: number }[];
  /** Supply or network faults stand so broadly that they come before every single code. */
  supplyFirst: boolean;
}

const most = { characters: 200_000, lines: 4000, codes: 300 };

const nearlyCode = /(?<![A-Za-z0-9])[PCBU]\d(?=[A-Z]*\d)[0-9A-Z]{3,4}(?![A-Za-z0-9])/g;

const states: [RegExp, CodeState][] = [
  [/\bpermanent\b/i, "permanent"],
  [/\b(?:pending|provisional|maturing)\b/i, "pending"],
  [/\b(?:history|historic|past|passive|inactive|not present|sporadic|intermittent)\b/i, "past"],
  [/\b(?:stored|confirmed|current|active|present|static|saved)\b/i, "stored"],
];
const moduleWord =
  /\b(?:module|control unit|ecu|ecm|pcm|tcm|bcm|abs|esp|srs|airbag|engine|transmission|gearbox|brakes?|instruments?|cluster|gateway|steering|immobili[sz]er|climate|hvac|body|central electrics|radio|battery|hybrid|4wd)\b/i;
const aboutFault =
  /\b(?:codes?|faults?|errors?|circuit|sensor|signal|lost|communication|invalid|voltage|low|high|malfunction|status|ok|scan|report|vehicle|test|speed|load|temperature)\b/i;
const frameHeading = /\bfreeze[\s-]?frame\b|\bambient conditions\b/i;
const frameValue =
  /^\s*([A-Za-z][\w /().%-]{1,50}?)\s*[:=]\s*(-?\d[\d.,]*\s*[^\s\d]?[^\s]{0,8}(?:\s?[A-Za-z/%°]{1,6})?)\s*$/;

/** Everything a report holds. Any text is read; nothing is guessed. */
export function readReport(text: string): ScanReport {
  const report: ScanReport = { codes: [], modules: [], freezeFrames: [], unread: [], supplyFirst: false };
  let module: string | null = null;
  let state: CodeState | null = null;
  let frame: FreezeFrame | null = null;
  const lines = joinedFrames(
    text
      .slice(0, most.characters)
      .split(/\r\n|\r|\n/)
      .slice(0, most.lines),
  );
  for (const [at, whole] of lines.entries()) {
    const line = whole.slice(0, 500);
    const raw = rawCodes(line);
    const found = raw ?? namedCodes(line);
    const said = stateOf(line);
    if (frameHeading.test(line)) {
      frame = { code: found[0]?.code ?? report.codes.at(-1)?.code ?? null, values: [] };
      report.freezeFrames.push(frame);
      continue;
    }
    const value = frame && frameValue.exec(line);
    if (frame && value && found.length === 0) {
      frame.values.push({ name: value[1] ?? "", value: (value[2] ?? "").trim() });
      continue;
    }
    if (found.length > 0) frame = null;
    for (const { code, failureType, state: own, lamp } of found) {
      if (report.codes.length < most.codes)
        report.codes.push({ code, failureType, state: own ?? said ?? state, lamp, module, line: at + 1 });
    }
    if (found.length > 0) continue;
    for (const [word] of line.matchAll(nearlyCode)) report.unread.push({ text: word, line: at + 1 });
    if (line.trim() === "") frame = null;
    else if (said && line.trim().split(/\s+/).length <= 6) state = said;
    const name = moduleName(line);
    if (name) {
      module = name;
      state = said;
      if (!report.modules.includes(name)) report.modules.push(name);
    }
  }
  report.codes = withoutRepeats(report.codes);
  report.supplyFirst = supplyComesFirst(report.codes);
  return report;
}

function namedCodes(line: string): RawCode[] {
  const status = /\bstatus\b\W{0,3}(?:byte\W{0,3})?(?:0x)?([0-9A-Fa-f]{2})\b/i.exec(line)?.[1];
  const bits = status === undefined ? null : statusBits(Number.parseInt(status, 16));
  return findCodes(line).map(({ code, failureType }) => ({
    code,
    failureType,
    state: bits?.state ?? null,
    lamp: bits?.lamp ?? null,
  }));
}

const stateOf = (line: string) => states.find(([words]) => words.test(line))?.[1] ?? null;

function moduleName(line: string): string | null {
  const named = /^\s*(?:address|addr\.?|module|ecu|control unit)(?:\s*[:#]|\s)\s*(\S.{1,200})$/i.exec(line)?.[1];
  const plain = /^[\s[<#*=-]*([A-Z0-9][^:|\]>#*=]{1,60}?)[\s\]>#*=:-]*$/.exec(line)?.[1];
  const name = (named ?? (plain && moduleWord.test(plain) ? plain : ""))
    .replace(/\s{2,}.*$/, "")
    .replace(/[\s:#\]>=*-]+$/, "")
    .slice(0, 60);
  return name === "" || aboutFault.test(name) || name.split(" ").length > 6 ? null : name;
}

/** The same code in the same module once; of two states the one that says more. */
function withoutRepeats(codes: ReportedCode[]): ReportedCode[] {
  const weight: Record<CodeState, number> = { permanent: 4, stored: 3, pending: 2, past: 1 };
  const kept = new Map<string, ReportedCode>();
  for (const code of codes) {
    const key = `${code.module}|${code.code}|${code.failureType}`;
    const before = kept.get(key);
    if (!before) kept.set(key, code);
    else if ((code.state ? weight[code.state] : 0) > (before.state ? weight[before.state] : 0))
      kept.set(key, { ...code, line: before.line });
  }
  return [...kept.values()];
}

/** Low voltage (P0560–P0563, failure types 16 and 17) and network codes as the majority, or in three modules. */
function supplyComesFirst(codes: ReportedCode[]): boolean {
  const broad = codes.filter(
    ({ code, failureType }) => /^U|^P056[0-3]|^P250[234]/.test(code) || failureType === "16" || failureType === "17",
  );
  const modules = new Set(broad.map((each) => each.module ?? each.code));
  return broad.length >= 2 && (broad.length * 2 > codes.length || modules.size >= 3);
}
