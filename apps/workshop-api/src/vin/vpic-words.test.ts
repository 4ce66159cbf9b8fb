import { expect, test } from "vitest";
import { bodyOf, driveOf, engineOf, fuelOf, kilowattsOf } from "./vpic-words.ts";

const of = (facts: Record<string, string>) => (element: string) => facts[element];

test("American words become those of a European workshop, unknown ones nothing", () => {
  expect(bodyOf("Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV)")).toBe("suv");
  expect(bodyOf("Wagon")).toBe("estate");
  expect(bodyOf("Cargo Van")).toBe("van");
  expect(bodyOf("Incomplete - Cutaway")).toBeUndefined();
  expect(driveOf("4WD/4-Wheel Drive/4x4")).toBe("all");
  expect(driveOf("6x4")).toBeUndefined();
});

test("a car with petrol and electricity is a hybrid, one with petrol and ethanol is not", () => {
  expect(fuelOf("Gasoline", "Electric")).toBe("hybrid");
  expect(fuelOf("Gasoline", "Ethanol (E85)")).toBe("petrol");
  expect(fuelOf("Electric", undefined)).toBe("electric");
  expect(fuelOf(undefined, "Electric")).toBeUndefined();
});

test("an engine reads as a mechanic writes it", () => {
  const facts = {
    "Displacement (CC)": "1798",
    "Engine Configuration": "In-Line",
    "Engine Number of Cylinders": "4",
    "Engine Model": "2ZR-FE",
  };
  expect(engineOf(of(facts))).toBe("1.8 L I4 2ZR-FE");
  expect(engineOf(of({ "Engine Number of Cylinders": "4" }))).toBeUndefined();
  expect(engineOf(of({ "Engine Model": "x".repeat(200) }))).toHaveLength(80);
});

test("power is told where vPIC knows one figure, not a range", () => {
  expect(kilowattsOf(of({ "Engine Brake (hp) From": "200" }))).toBe(149);
  expect(kilowattsOf(of({ "Engine Brake (hp) From": "95", "Engine Brake (hp) To": "148" }))).toBeUndefined();
  expect(kilowattsOf(of({ "Engine Power (kW)": "110" }))).toBe(110);
  expect(kilowattsOf(of({}))).toBeUndefined();
});
