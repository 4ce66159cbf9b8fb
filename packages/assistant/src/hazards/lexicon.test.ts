import { describe, expect, test } from "vitest";
import { stopLines } from "../../data/driveability.ts";
import { hazards } from "../codes/card.ts";
import { driveabilityFloor, stopLine } from "../floor.ts";
import { lamps } from "../lamps.ts";
import { findQuantities } from "../quantities.ts";
import { symptoms } from "../symptoms.ts";
import { hazardsInText, hazardsOfCode, hazardText } from "./lexicon.ts";

describe.each([...hazards])("the hazard %s", (hazard) => {
  test.each(["en-GB", "en-US"] as const)(
    "has danger, first step and who may do it in %s, without a value",
    (locale) => {
      const text = hazardText(hazard, locale);
      for (const words of Object.values(text)) expect(words.length).toBeGreaterThan(5);
      expect(findQuantities(JSON.stringify({ ...text, title: "" }))).toEqual([]);
    },
  );
});

test("American readers get American words and their own certificate", () => {
  expect(hazardText("wheels", "en-US").title).toBe("Wheels and tires");
  expect(hazardText("refrigerant", "en-US").who).toContain("609");
  expect(hazardText("refrigerant", "en-GB").who).toContain("F-gas");
});

test.each<[string, string[]]>([
  ["How do I take the steering wheel off?", ["airbag"]],
  ["remove the front seat", ["airbag"]],
  ["can I unplug the orange cable", ["high-voltage"]],
  ["replace the brake pads", ["brakes", "lifting"]],
  ["change a front strut", ["steering-suspension", "springs"]],
  ["broken coil spring", ["springs"]],
  ["I work under my car", ["lifting"]],
  ["fuel pump replacement", ["fuel"]],
  ["diesel injector leaks", ["fuel", "diesel-pressure"]],
  ["top up the air con gas", ["refrigerant"]],
  ["open the radiator cap", ["hot-coolant"]],
  ["run the engine in a closed garage", ["exhaust-gas"]],
  ["jump start my car", ["battery"]],
  ["change the cambelt", ["belts"]],
  ["torque of the wheel bolts", ["wheels"]],
  ["swap to winter tires", ["wheels"]],
  ["can I jump start an EV", ["battery", "high-voltage"]],
  ["replace the rear drum shoes", ["brakes"]],
  ["drop the gearbox", ["lifting"]],
  ["evacuate the AC system", ["refrigerant"]],
])("“%s” warns of %j", (said, classes) => {
  expect(hazardsInText(said, "en-GB")).toEqual(expect.arrayContaining(classes));
});

test("talk without danger warns of nothing", () => {
  for (const said of [
    "",
    "Hello",
    "what does P1234 mean",
    "which bulb fits the dip beam",
    "set the clock",
    "book a service",
  ])
    expect(hazardsInText(said, "en-GB"), said).toEqual([]);
});

test.each([
  ["B0012", "airbag"],
  ["P0A94", "high-voltage"],
  ["C0060", "brakes"],
  ["U0131", "steering-suspension"],
  ["p0190", "fuel"],
  ["P0534", "refrigerant"],
  ["P0562", "battery"],
])("the code %s warns of %s even without a card", (code, hazard) => {
  expect(hazardsOfCode(code)).toContain(hazard);
  expect(hazardsOfCode("P1234")).toEqual([]);
});

test("the floor is the strictest of what is known, and the unknown is never fine", () => {
  expect(driveabilityFloor({ codes: ["P0128"] })).toBe("fine");
  expect(driveabilityFloor({ codes: ["P0128", "P1234"] })).toBe("unknown");
  expect(driveabilityFloor({ codes: ["P0300", "P0420"], symptoms: ["fuel-smell"] })).toBe("stop");
  expect(driveabilityFloor({ lamps: ["oil-pressure"] })).toBe("stop");
  expect(driveabilityFloor({})).toBe("unknown");
});

test("everything that stops the car has its line, and every line stands for something", () => {
  const stopping = [...symptoms, ...lamps].filter(({ driveability }) => driveability === "stop").map(({ id }) => id);
  expect(Object.keys(stopLines).sort()).toEqual([...new Set(stopping)].sort());
  for (const id of stopping) expect(stopLine(id, "en-GB"), id).toMatch(/^(Stop|Do not)/);
  expect(stopLine("burning-smell", "en-US")).toContain("fire department");
  expect(stopLine("brake-squeal", "en-GB")).toBeNull();
});
