import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { questions } from "../eval/questions.ts";
import { readCalculation } from "./calculations.ts";
import { calculate } from "./calculators.ts";

test.each<[string, string, Record<string, unknown>]>([
  ["What current flows at 12 V through 6 ohm?", "ohm", { voltage: 12, resistance: 6 }],
  ["Voltage drop, source 12.6 V, load 12.1 V at 20 A", "voltageDrop", { source: 12.6, load: 12.1, current: 20 }],
  ["battery reads 12.4 V at 10 °C, what state of charge", "batteryState", { voltage: 12.4, temperature: 10 }],
  ["compression spread 10, 9, 12 and 11 bar", "compressionSpread", { readings: [10, 9, 12, 11] }],
  ["leak down supply 100 psi, held 90 psi", "leakDown", { supply: 6.89475729, held: 6.2052815610000005 }],
  ["fuel trim long 10 % and short -3 %, total?", "fuelTrim", { shortTerm: -3, longTerm: 10 }],
  ["injector balance drops 30, 36 kPa", "injectorBalance", { readings: [30, 36] }],
  ["ripple with 14.25 V highest and 14.05 V lowest", "alternatorRipple", { highest: 14.25, lowest: 14.05 }],
  ["coolant mix 8 l, now 20 %, wanted 50 %", "coolantMix", { capacity: 8, present: 20, wanted: 50 }],
  [
    "205/55 R16 to 225/45R17",
    "tyreSize",
    { oldWidth: 205, oldRatio: 55, oldRim: 16, newWidth: 225, newRatio: 45, newRim: 17 },
  ],
  [
    "pads were 10 mm, now 6 mm, limit 2 mm after 20,000 km, wear rate?",
    "brakeWear",
    { before: 10, now: 6, limit: 2, distance: 20_000 },
  ],
  ["100 ft lbs in Nm", "unitConversion", { value: 100, from: "lb-ft", to: "Nm" }],
  ["convert 20 C to F", "unitConversion", { value: 20, from: "°C", to: "°F" }],
  ["R1234yf pressure at rest at 25 °C", "refrigerantBand", { refrigerant: "R1234yf", temperature: 25 }],
  ["total for 2 hours at 80, parts 120.50, VAT 24 %", "workTotal", { hours: 2, rate: 80, parts: 120.5, vat: 24 }],
])("“%s” is %s", (said, calculator, inputs) => {
  expect(readCalculation(said, "en-GB")).toEqual({ calculator, inputs, missing: [] });
});

test("what is missing is named and not assumed", () => {
  expect(readCalculation("What current does a 6 ohm coil draw?", "en-GB")).toMatchObject({
    calculator: "ohm",
    missing: ["voltage"],
  });
  expect(readCalculation("what pressure has R134a at rest at 20 °C", "en-GB")?.missing).toEqual([]);
  expect(readCalculation("static pressure of the refrigerant at 20 °C", "en-GB")?.missing).toEqual(["refrigerant"]);
});

test.each([
  "",
  "What does P0420 mean",
  "Tyre pressure for 205/55 R16?",
  "torque of the wheel bolts in Nm",
  "what is fuel trim",
  "12 V battery flat",
])("“%s” asks for no calculation", (said) => {
  expect(readCalculation(said, "en-GB")).toBeNull();
});

describe("the questions of the evaluation", () => {
  test.each(questions.filter(({ category }) => category === "calculation").map((each) => [each.ask, each] as const))(
    "“%s”",
    (ask, { sources, facts, locale }) => {
      const asked = readCalculation(ask, locale);
      expect(`calculator:${asked?.calculator}`).toBe(sources[0]);
      if (!asked || asked.missing.length > 0) return expect(asked?.missing).toEqual(facts);
      const result = calculate(asked.calculator, asked.inputs);
      const told = result.ok ? result.values.map(({ value, unit }) => `${value} ${unit}`).join("; ") : "";
      for (const fact of facts)
        expect(
          fact.split("|").some((words) => told.includes(words)),
          `${fact} in ${told}`,
        ).toBe(true);
    },
  );
});

test("any text is read without a crash", () => {
  fc.assert(fc.property(fc.string(), (text) => readCalculation(text, "en-US") !== undefined));
});
