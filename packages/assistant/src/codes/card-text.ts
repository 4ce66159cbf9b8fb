/**
 * Reads cards from the text they are written in. A card begins with its codes and facts, in this order:
 * `P0171 P0174 | driveability | hazards or - | tree or - | related codes`, then one line for each thing said:
 * `=` meaning, `~` what the monitor watches, `@` enabling conditions, `-` cause, `+` first check, `!` mistaken for.
 * A blank line ends it. Where several codes share a card, `{left|right}` gives each code its own word, in their order.
 */

import type { Card } from "./card.ts";

const origin = "Written for MechanicBuddy from general workshop practice";

/**
 * Every card of a text; unchecked against the schema, which the tests do.
 * @throws Error naming the line, when a line cannot be read
 */
export function readCards(text: string): Card[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .flatMap((written) => {
      const [head = "", ...body] = written.split("\n");
      const [codes = "", ...facts] = head.split("|").map((part) => part.trim());
      return words(codes).map((code, place) => card(code, facts, body, place));
    });
}

function card(code: string, facts: string[], body: string[], place: number): Card {
  const said: Record<string, string[]> = { "=": [], "~": [], "@": [], "-": [], "+": [], "!": [] };
  for (const line of body) {
    const list = said[line.charAt(0)];
    if (!list || line.charAt(1) !== " ")
      throw new Error(`The card of ${code} has a line that cannot be read: "${line}"`);
    list.push(line.slice(2).replace(/\{([^}]+)\}/g, (_, choices: string) => choices.split("|")[place] ?? ""));
  }
  const [driveability = "", hazards = "", tree = "-", related = ""] = facts;
  const one = (sign: string) => (said[sign] ?? []).join(" ");
  return {
    code,
    meaning: one("="),
    watches: one("~"),
    enabling: one("@"),
    causes: said["-"] ?? [],
    firstChecks: said["+"] ?? [],
    mistakenFor: said["!"] ?? [],
    driveability: driveability as Card["driveability"],
    hazards: words(hazards) as Card["hazards"],
    tree: tree === "-" ? null : (tree as Card["tree"]),
    related: words(related).filter((each) => each !== code),
    origin,
    reviewed: null,
  };
}

const words = (text: string) => text.split(" ").filter((word) => word !== "" && word !== "-");
