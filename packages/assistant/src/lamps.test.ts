import { expect, test } from "vitest";
import { hazards } from "./codes/card.ts";
import { lampOf, lamps } from "./lamps.ts";
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
