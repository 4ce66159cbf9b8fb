import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CalculatorName, calculate, calculators } from "./calculators.ts";

const examples: [CalculatorName, Record<string, unknown>, string[]][] = [
  ["ohm", { voltage: 12, resistance: 6 }, ["current 2 A", "power 24 W"]],
  ["voltageDrop", { source: 12.5, load: 12, current: 10 }, ["drop 0.5 V", "share 4 %", "resistance 50 mΩ"]],
  ["alternatorRipple", { highest: 14.25, lowest: 14.05 }, ["ripple 200 mV"]],
  ["compressionSpread", { readings: [10, 9, 12, 11] }, ["difference 3 bar", "spread 25 %"]],
  ["leakDown", { supply: 5, held: 4.5 }, ["loss 10 %"]],
  ["fuelTrim", { shortTerm: 4.7, longTerm: 10.1 }, ["total 14.8 %"]],
  ["injectorBalance", { readings: [30, 36] }, ["average 33 kPa", "injector 1 -3 kPa", "injector 2 3 kPa"]],
  ["coolantMix", { capacity: 8, present: 20, wanted: 50 }, ["exchange 3 l"]],
  [
    "tyreSize",
    { oldWidth: 205, oldRatio: 55, oldRim: 16, newWidth: 225, newRatio: 45, newRim: 17 },
    ["old diameter 631.9 mm", "new diameter 634.3 mm", "change of true speed 0.38 %"],
  ],
  [
    "brakeWear",
    { before: 10, now: 6, limit: 2, distance: 20_000 },
    ["rate 2 mm per 10,000 km", "distance left 20000 km"],
  ],
  ["batteryState", { voltage: 12.45, temperature: 25 }, ["voltage at 25 °C 12.45 V", "state of charge 75 %"]],
  ["unitConversion", { value: 100, from: "Nm", to: "lb-ft" }, ["lb-ft 73.756 lb-ft"]],
  ["refrigerantBand", { refrigerant: "R134a", temperature: 20 }, ["lowest at rest 4.4 bar", "highest at rest 5.1 bar"]],
  ["workTotal", { hours: 1.5, rate: 60, parts: 29.97, vat: 20 }, ["labour 90 ", "VAT 23.99 ", "total 143.96 "]],
];

describe("calculators", () => {
  test("every calculator has a worked example", () => {
    expect(examples.map(([name]) => name)).toEqual(Object.keys(calculators));
  });

  test.each(examples)("%s computes its worked example", (name, input, expected) => {
    const result = calculate(name, input);
    const told = result.ok ? result.values.map(({ name, value, unit }) => `${name} ${value} ${unit}`) : result.errors;
    expect(told).toEqual(expected);
  });

  test("bad input names each field and what it takes", () => {
    expect(calculate("ohm", { resistance: 0, colour: "red" })).toEqual({
      ok: false,
      errors: {
        voltage: "Give a number from 0 to 1000 V.",
        resistance: "Give a number from 0.001 to 10000000 Ω.",
        colour: "This calculator has no such field.",
      },
    });
    expect(calculate("compressionSpread", { readings: [10] })).toMatchObject({
      errors: { readings: "Give at least two readings, each from 0 to 100 bar." },
    });
    expect(calculate("leakDown", { supply: 4, held: 5 })).toEqual({
      ok: false,
      errors: { held: "This cannot be more than “supply”." },
    });
  });

  test("units turn into their like only, both ways of every pair agree, and a choice that is none is named", () => {
    expect(calculate("unitConversion", { value: 1, from: "bar", to: "Nm" })).toMatchObject({
      errors: { to: "“bar” becomes one of: kPa, MPa, psi, inHg." },
    });
    expect(calculate("refrigerantBand", { refrigerant: "R12", temperature: 20 })).toMatchObject({
      errors: { refrigerant: "Choose one of: R134a, R1234yf." },
    });
    const turned = (value: number, from: string, to: string) => {
      const result = calculate("unitConversion", { value, from, to });
      return result.ok ? result.values[0]?.value : undefined;
    };
    expect([turned(20, "°C", "°F"), turned(68, "°F", "K"), turned(50, "mpg (UK)", "l/100 km")]).toEqual([
      68, 293.15, 5.65,
    ]);
    expect(turned(5.65, "l/100 km", "mpg (US)")).toBe(41.631);
  });

  test("pads that have not worn get no distance left", () => {
    const result = calculate("brakeWear", { before: 8, now: 8, limit: 2, distance: 1000 });
    expect(result.ok && result.values.map((value) => value.name)).toEqual(["rate"]);
  });

  test("any input gives finite values or an error, never a crash", () => {
    const anything = fc.oneof(fc.double(), fc.array(fc.double()), fc.string());
    for (const [name, { fields }] of Object.entries(calculators)) {
      const input = fc.record(Object.fromEntries(Object.keys(fields).map((key) => [key, anything])));
      fc.assert(
        fc.property(input, (typed) => {
          const result = calculate(name as CalculatorName, typed);
          expect(!result.ok || result.values.every(({ value }) => Number.isFinite(value))).toBe(true);
        }),
      );
    }
  });
});
