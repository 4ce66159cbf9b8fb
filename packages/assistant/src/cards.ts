/** Full cards of trouble codes, where one is written. */

import { networkCards } from "../data/cards/network.ts";
import { powertrainCards } from "../data/cards/powertrain.ts";
import type { Card } from "./codes/card.ts";
import { readCode } from "./codes/structure.ts";

export type { Card } from "./codes/card.ts";

const cards = new Map([...powertrainCards, ...networkCards].map((card) => [card.code, card]));

/** The codes that have a card. */
export const cardCodes: readonly string[] = [...cards.keys()];

/** The card of a code as people type it; null when there is none or the text is not one code. */
export function cardOf(text: string): Card | null {
  return cards.get(readCode(text)?.code ?? "") ?? null;
}
