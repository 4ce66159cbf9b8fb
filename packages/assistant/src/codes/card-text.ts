/**
 * Reads cards from the text they are written in. A card begins with its codes and facts, in this order:
 * `P0171 P0174 | driveability | hazards or - | tree or - | related codes`, then one line for each thing said:
 * `=` meaning, `~` what the monitor watches, `@` enabling conditions, `-` cause, `+` first check, `!` mistaken for.
 * A blank line ends it. Where several codes share a card, `{left|right}` gives each code its own word, in their order.
 */

import { readRecords, wordsOf } from "../lexicon/records.ts";
import type { Card } from "./card.ts";

const origin = "Written for MechanicBuddy from general workshop practice";

/**
 * Every card of a text; unchecked against the schema, which the tests do.
 * @throws Error naming the line, when a line cannot be read
 */
export function readCards(text: string): Card[] {
  return readRecords(text, "=~@-+!").flatMap(({ head: [codes, ...facts], lines }) =>
    wordsOf(codes).map((code, place) => card(code, facts, lines, place)),
  );
}

function card(code: string, facts: string[], lines: Record<string, string[]>, place: number): Card {
  const own = (line: string) => line.replace(/\{([^}]+)\}/g, (_, choices: string) => choices.split("|")[place] ?? "");
  const said = (sign: string) => (lines[sign] ?? []).map(own);
  const [driveability = "", hazards, tree = "-", related] = facts;
  return {
    code,
    meaning: said("=").join(" "),
    watches: said("~").join(" "),
    enabling: said("@").join(" "),
    causes: said("-"),
    firstChecks: said("+"),
    mistakenFor: said("!"),
    driveability: driveability as Card["driveability"],
    hazards: wordsOf(hazards) as Card["hazards"],
    tree: tree === "-" ? null : (tree as Card["tree"]),
    related: wordsOf(related).filter((each) => each !== code),
    origin,
    reviewed: null,
  };
}
