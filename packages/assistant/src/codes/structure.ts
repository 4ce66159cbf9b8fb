/** What a trouble code says by its shape alone (ISO 15031-6 / SAE J2012 numbering), without any table. */

export type CodeSystem = "powertrain" | "chassis" | "body" | "network";
/** Who gives the code its meaning: the standard, the car's maker, or nobody yet. */
export type CodeAuthority = "standardised" | "maker" | "reserved";

export interface CodeStructure {
  /** Five characters, upper case: "P0299". */
  code: string;
  /** The third byte as two hexadecimal digits, when it was given: "87" in U0100-87. */
  failureType: string | null;
  system: CodeSystem;
  authority: CodeAuthority;
  /** The area the third character names; powertrain codes only. */
  area: string | null;
}

const systems: Record<string, CodeSystem> = { P: "powertrain", C: "chassis", B: "body", U: "network" };

const areas: Record<string, string> = {
  0: "fuel, air and auxiliary emission control",
  1: "fuel and air",
  2: "fuel and air, injection",
  3: "ignition and misfire",
  4: "auxiliary emission control",
  5: "speed, idle and auxiliary inputs",
  6: "control module and its outputs",
  7: "transmission",
  8: "transmission",
  9: "transmission",
  A: "hybrid or electric drive",
  B: "hybrid or electric drive",
  C: "hybrid or electric drive",
};

/**
 * Reads one code as people type it: `p0299`, `P 0299`, `P-0299`, `PO299` (a letter O for the zero), `U0100-87`,
 * `U010087`, or two raw bytes as `0x4035`.
 * @returns null when the text is not one code; nothing is guessed
 */
export function readCode(text: string): CodeStructure | null {
  const typed = text.trim().toUpperCase();
  const raw = /^0X([0-9A-F])([0-9A-F]{3})$/.exec(typed);
  if (raw) {
    const top = Number.parseInt(raw[1] ?? "", 16);
    return structure(`${"PCBU"[top >> 2]}${top & 3}${raw[2]}`, null);
  }
  const match = /^([PCBU])[\s-]?([0-3O])([0-9A-FO]{3})(?:[\s:-]?([0-9A-F]{2}))?$/.exec(typed);
  if (!match) return null;
  return structure(`${match[1]}${`${match[2]}${match[3]}`.replaceAll("O", "0")}`, match[4] ?? null);
}

function structure(code: string, failureType: string | null): CodeStructure {
  const letter = code.charAt(0);
  return {
    code,
    failureType,
    system: systems[letter] ?? "network",
    authority: authority(letter, Number(code[1]), Number.parseInt(code.slice(2), 16)),
    area: letter === "P" ? (areas[code.charAt(2)] ?? null) : null,
  };
}

function authority(letter: string, group: number, rest: number): CodeAuthority {
  if (group === 0) return "standardised";
  if (letter !== "P") return group === 3 ? "reserved" : "maker";
  if (group === 2) return "standardised";
  return group === 3 && rest >= 0x400 ? "standardised" : "maker";
}
