import { describe, expect, test } from "vitest";
import { hazards } from "./codes/card.ts";
import { inLocale } from "./spelling.ts";
import { findSymptoms, symptoms, treesFor } from "./symptoms.ts";
import { treeIds } from "./trees.ts";

describe.each([...symptoms])("the symptom $id", ({ name, trees, hazards: dangers, driveability, questions }) => {
  test("names trees and hazards that exist and asks at most three questions with answers to choose", () => {
    expect(name).not.toBe("");
    for (const tree of trees) expect(treeIds).toContain(tree);
    for (const danger of dangers) expect(hazards).toContain(danger);
    expect(["stop", "tow", "limp", "soon", "fine"]).toContain(driveability);
    expect(questions.length).toBeGreaterThan(0);
    expect(questions.length).toBeLessThanOrEqual(3);
    for (const { text, options } of questions) {
      expect(text).toMatch(/\?$/);
      expect(options.length).toBeGreaterThan(1);
    }
  });
});

test.each([
  ["It just clicks when I turn the key", "no-crank"],
  ["Car won't crank", "no-crank"],
  ["Engine cranks but won’t start", "no-start"],
  ["my golf doesn't start any more", "no-start"],
  ["hard to start in the morning when it is cold", "hard-start-cold"],
  ["Engine keeps stalling at the lights", "stalls"],
  ["rough idle and it shakes", "misfire"],
  ["Check engine light is flashing", "engine-lamp-flashing"],
  ["engine light came on yesterday", "engine-lamp"],
  ["goes into limp mode on the motorway", "low-power"],
  ["the temperature gauge is in the red", "overheating"],
  ["loses coolant but no leak to be seen", "coolant-loss"],
  ["heater only blows cold", "cold-engine"],
  ["the red oil light came on", "oil-pressure"],
  ["battery goes flat overnight", "battery-flat"],
  ["battery light on the dash", "charging-lamp"],
  ["strong smell of petrol in the cabin", "fuel-smell"],
  ["smell of exhaust fumes inside", "exhaust-smell"],
  ["there is smoke from under the bonnet", "burning-smell"],
  ["Brakes judder from 60 mph", "brake-judder"],
  ["the car pulls to the left when braking", "brake-pull"],
  ["brake pedal goes to the floor", "brake-soft"],
  ["The brakes don't work!", "brake-failure"],
  ["grinding noise when I brake", "brake-grind"],
  ["ABS light is on", "abs-lamp"],
  ["steering wheel shakes at motorway speed", "vibration"],
  ["steering suddenly very heavy", "heavy-steering"],
  ["clunk over bumps at the front", "clunk"],
  ["humming noise that grows with speed", "wheel-hum"],
  ["clicking on full lock", "cv-click"],
  ["aircon is not cold", "no-cold-air"],
  ["DPF is full", "dpf-lamp"],
  ["airbag lamp stays on", "airbag-lamp"],
  ["high voltage system fault in my hybrid", "hv-warning"],
  ["tyre pressure warning", "tpms"],
  ["The car is completely dead, no lights", "no-crank"],
  ["starter motor spinning but engine not turning", "no-crank"],
  ["it takes ages to start first thing in the morning", "hard-start-cold"],
  ["the car judders when accelerating", "misfire"],
  ["EML is on", "engine-lamp"],
  ["no boost", "low-power"],
  ["coolant warning light", "coolant-loss"],
  ["heating is not working", "cold-engine"],
  ["brake warning light is on", "brake-lamp"],
  ["handbrake won't release", "brake-drag"],
  ["steering wheel shakes when braking", "brake-judder"],
  ["power steering stopped working", "heavy-steering"],
  ["clutch pedal stuck to the floor", "clutch"],
  ["car won't go into reverse", "automatic"],
  ["hybrid system malfunction", "hv-warning"],
  ["passenger footwell is wet", "water-inside"],
  ["exhaust blowing", "exhaust-loud"],
  ["oil leak under the car", "oil-leak"],
  ["adblue warning no start in 500 miles", "adblue"],
  ["wipers stopped working", "electrics"],
])("“%s” is %s", (said, id) => {
  expect(findSymptoms(said, "en-GB")[0]?.id).toBe(id);
});

test("what means nothing here is no symptom, and a phrase of one locale is found in it alone", () => {
  for (const said of [
    "",
    "hello",
    "what does P0420 mean",
    "torque of the wheel bolts",
    "how often change the oil filter",
  ])
    expect(findSymptoms(said, "en-GB"), said).toEqual([]);
  const american = (locale: "en-GB" | "en-US") => findSymptoms("It needs a boost to start", locale).map(({ id }) => id);
  expect(american("en-US")).toContain("battery-flat");
  expect(american("en-GB")).not.toContain("battery-flat");
});

test("a diesel is not sent to the tree of petrol engines, and an unknown car may choose", () => {
  const [symptom] = findSymptoms("cranks but won't start", "en-GB");
  if (!symptom) throw new Error("no symptom");
  expect(treesFor(symptom, "diesel")).toEqual(["no-start-diesel"]);
  expect(treesFor(symptom, "petrol")).toEqual(["no-start-petrol"]);
  expect(treesFor(symptom, null)).toEqual(["no-start-petrol", "no-start-diesel"]);
});

test("a very long text is read in time", () => {
  const before = performance.now();
  findSymptoms("brake not start engine ".repeat(5000), "en-GB");
  expect(performance.now() - before).toBeLessThan(400);
});

test("our British words turn into American ones, and only whole words do", () => {
  expect(inLocale("Tyres, petrol and the bonnet; tyrefitter", "en-US")).toBe(
    "Tires, gasoline and the hood; tyrefitter",
  );
  expect(inLocale("Tyres", "en-GB")).toBe("Tyres");
});
