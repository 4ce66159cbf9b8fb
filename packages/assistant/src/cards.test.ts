import Value from "typebox/value";
import { describe, expect, test } from "vitest";
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
import { cardCodes, cardOf } from "./cards.ts";
import { Card } from "./codes/card.ts";
import { readCards } from "./codes/card-text.ts";
import { explainCode } from "./codes.ts";
import { findQuantities } from "./quantities.ts";

describe.each([...cardCodes])("the card of %s", (code) => {
  const card = cardOf(code);

  test("fits the schema and belongs to a code with a title", () => {
    expect([...Value.Errors(Card, card)]).toEqual([]);
    expect(explainCode(code)?.title).toEqual(expect.any(String));
  });

  test("names related codes that have a title", () => {
    for (const related of card?.related ?? []) expect(explainCode(related)?.title, related).toEqual(expect.any(String));
  });

  test("holds no specification value", () => {
    expect(findQuantities(JSON.stringify(card))).toEqual([]);
  });

  test("warns of each danger its checks touch", () => {
    const words = JSON.stringify([card?.firstChecks, card?.causes]).toLowerCase();
    const touched = Object.entries({
      fuel: /fuel pressure|fuel line/,
      battery: /battery/,
      airbag: /airbag/,
      belts: /\bbelt\b/,
    });
    for (const [hazard, pattern] of touched) if (pattern.test(words)) expect(card?.hazards).toContain(hazard);
  });
});

test("every airbag code with a card warns of airbags", () => {
  for (const code of cardCodes.filter((each) => each.startsWith("B00")))
    expect(cardOf(code)?.hazards).toContain("airbag");
});

test("a code without a card gets none", () => {
  expect(cardOf("P1234")).toBeNull();
  expect(cardOf("no code")).toBeNull();
});

test("at least 150 codes have a card, each written once, and a line that cannot be read is named", () => {
  expect(cardCodes.length).toBeGreaterThanOrEqual(150);
  const codes = [airCards, mixtureCards, ignitionCards, fuelCards, emissionsCards, electricalCards, driveCards]
    .concat(networkCards, newerCards, newerExhaustCards)
    .flatMap((text) => readCards(text).map((card) => card.code));
  expect(codes).toEqual([...new Set(codes)]);
  expect(() => readCards("P0300 | limp | | - | P0301\n? what")).toThrow('has a line that cannot be read: "? what"');
});
