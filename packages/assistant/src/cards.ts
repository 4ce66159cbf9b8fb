/** Full cards of trouble codes, where one is written. */

import { airCards } from "../data/cards/air.ts";
import { driveCards } from "../data/cards/drive.ts";
import { electricalCards } from "../data/cards/electrical.ts";
import { emissionsCards } from "../data/cards/emissions.ts";
import { fuelCards } from "../data/cards/fuel.ts";
import { ignitionCards } from "../data/cards/ignition.ts";
import { mixtureCards } from "../data/cards/mixture.ts";
import { networkCards } from "../data/cards/network.ts";
import { newerCards } from "../data/cards/newer.ts";
import { newerExhaustCards } from "../data/cards/newer-exhaust.ts";
import type { Card } from "./codes/card.ts";
import { readCards } from "./codes/card-text.ts";
import { readCode } from "./codes/structure.ts";

export type { Card } from "./codes/card.ts";

const written = [
  airCards,
  mixtureCards,
  ignitionCards,
  fuelCards,
  emissionsCards,
  electricalCards,
  driveCards,
  networkCards,
  newerCards,
  newerExhaustCards,
];
const cards = new Map(written.flatMap(readCards).map((card) => [card.code, card]));

/** The codes that have a card. */
export const cardCodes: readonly string[] = [...cards.keys()];

/** The card of a code as people type it; null when there is none or the text is not one code. */
export function cardOf(text: string): Card | null {
  return cards.get(readCode(text)?.code ?? "") ?? null;
}
