import { expect, test } from "vitest";
import { hazards } from "./codes/card.ts";
import { findLamps, lampOf, lamps } from "./lamps.ts";
import { treeIds } from "./trees.ts";

test("about thirty lamps, each with name, sign, meaning, first step and a word on driving", () => {
  expect(lamps.length).toBeGreaterThanOrEqual(30);
  expect(new Set(lamps.map((lamp) => lamp.id)).size).toBe(lamps.length);
  for (const lamp of lamps) {
    for (const words of [lamp.name, lamp.looks, lamp.meaning, lamp.firstStep]) expect(words, lamp.id).not.toBe("");
    expect(["red", "yellow", "green", "blue"], lamp.id).toContain(lamp.colour);
    expect(["stop", "tow", "limp", "soon", "fine"], lamp.id).toContain(lamp.driveability);
    for (const hazard of lamp.hazards) expect(hazards, lamp.id).toContain(hazard);
    if (lamp.tree) expect(treeIds, lamp.id).toContain(lamp.tree);
  }
});

test("no red lamp of engine, brakes, steering or high voltage lets anybody drive on", () => {
  for (const id of ["oil-pressure", "coolant-temperature", "brake-system", "steering-red", "high-voltage"])
    expect(lampOf(id), id).toMatchObject({ colour: "red", driveability: "stop" });
  expect(lampOf("disco")).toBeNull();
});

test.each([
  ["What is the red oil can light?", "oil-pressure"],
  ["yellow horseshoe with an exclamation mark", "tyre-pressure"],
  ["a car with squiggly lines came on", "stability"],
  ["orange coil symbol", "glow"],
  ["a person with a ball in front", "airbag"],
  ["yellow engine symbol", "engine"],
  ["the engine symbol is flashing", "engine-flashing"],
  ["what does the turtle mean", "power-reduced"],
  ["spanner symbol on the dash", "service"],
  ["red thermometer", "coolant-temperature"],
  ["blue thermometer", "coolant-cold"],
  ["circle with an exclamation mark in red", "brake-system"],
])("“%s” is found as %s", (said, id) => {
  expect(findLamps(said, "en-GB")[0]?.id).toBe(id);
});

test("what describes no lamp finds none", () => {
  for (const said of ["", "What does P0300 mean", "torque of the head bolts", "the car pulls left"])
    expect(findLamps(said, "en-GB"), said).toEqual([]);
});
