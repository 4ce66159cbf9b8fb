import { expect, test } from "vitest";
import { hazards } from "./codes/card.ts";
import { findQuantities } from "./quantities.ts";
import { dimensionsOf, findSpecifications, specifications } from "./specifications.ts";

test("every figure has a name, a place where it is printed and what is needed to look it up, and no value", () => {
  expect(specifications.length).toBeGreaterThanOrEqual(40);
  for (const term of specifications) {
    expect(term.name.length, term.id).toBeGreaterThan(5);
    expect(term.printed.length, term.id).toBeGreaterThan(10);
    expect(term.needed.length, term.id).toBeGreaterThan(3);
    expect(Object.keys(dimensionsOf), term.id).toContain(term.kind);
    for (const hazard of term.hazards) expect(hazards, term.id).toContain(hazard);
    expect(findQuantities(`${term.name} ${term.printed} ${term.needed}`), term.id).toEqual([]);
  }
});

test.each([
  ["What is the torque of the wheel bolts on a Golf?", "wheel-bolt-torque"],
  ["lug nut torque for a 2015 F-150", "wheel-bolt-torque"],
  ["how tight do the spark plugs go", "spark-plug-torque"],
  ["head bolt torque sequence", "cylinder-head-torque"],
  ["sump plug torque?", "drain-plug-torque"],
  ["caliper carrier bolts torque", "caliper-torque"],
  ["torque for the alternator bracket", "any-torque"],
  ["how much oil does it take", "oil-capacity"],
  ["Which oil goes in a 1.6 TDI?", "oil-grade"],
  ["coolant capacity", "coolant-capacity"],
  ["tyre pressures for the front", "tyre-pressure"],
  ["tire pressure psi", "tyre-pressure"],
  ["spark plug gap", "plug-gap"],
  ["valve clearances intake and exhaust", "valve-clearance"],
  ["minimum thickness of the front discs", "disc-thickness"],
  ["how much refrigerant in grams", "ac-charge"],
  ["what should the compression be", "compression"],
  ["firing order of the V6", "firing-order"],
  ["camber and toe settings", "geometry"],
  ["which fuse is the radio", "fuse"],
])("“%s” asks for %s", (asked, id) => {
  expect(findSpecifications(asked, asked.includes("tire") ? "en-US" : "en-GB")[0]?.id).toBe(id);
});

test("other words ask for no figure", () => {
  for (const said of ["", "My brakes judder", "P0420", "when is the next service due"])
    expect(findSpecifications(said, "en-GB"), said).toEqual([]);
});
