import { choose, conclude, measure, type Tree, unreviewed } from "../../src/trees/tree.ts";

export const canBus: Tree = {
  ...unreviewed,
  id: "can-bus",
  version: 1,
  title: "Modules do not talk (CAN)",
  hazards: ["battery", "airbag"],
  tools: ["Scan tool", "Multimeter", "Oscilloscope", "Wiring plan"],
  first: "supply",
  steps: {
    supply: measure(
      "Measure the battery at its posts, everything off.",
      ["V", 0, 30],
      "battery-table",
      [[11.89, "low"]],
      "added",
    ),
    low: conclude(
      "The supply is too low for modules.",
      "Charge and test the battery first, clear the codes, read again.",
      "charging",
    ),
    added: choose("Are there added devices on the bus or in the diagnostic socket?", { Yes: "unplug", No: "who" }),
    unplug: choose("Unplug them: do all modules answer now?", { Yes: "device", No: "who" }),
    device: conclude(
      "The added device disturbs the bus.",
      "Leave it out or connect it as its maker and the car's maker allow.",
    ),
    who: choose("Which modules do not answer?", { One: "one", "Several on one line": "resistance", All: "socket" }),
    one: choose("Has this module supply and ground under load at its plug?", { Yes: "branch", No: "feed" }),
    feed: conclude("The module has no supply or ground.", "Find fuse, relay, wire or ground and repair it."),
    branch: choose("Do both bus lines reach its plug, by scope?", { Yes: "module", No: "open-branch" }),
    "open-branch": conclude("The branch to this module is open.", "Find the break or the bad splice."),
    module: conclude(
      "It is fed and hears the bus but does not answer.",
      "Check coding and version, then replace the module as the maker describes.",
    ),
    socket: choose("Has the diagnostic socket supply and ground, and does another car talk to this tool?", {
      Yes: "resistance",
      No: "socket-bad",
    }),
    "socket-bad": conclude("The tool, not the bus, is at fault.", "Repair the socket's supply or the tool's cable."),
    resistance: measure(
      "Battery disconnected, wait as long as the maker says. Measure between the two lines of the fast bus.",
      ["Ω", 0, 10_000_000],
      "can-resistance",
      [
        [50, "shorted"],
        [65.001, "voltage"],
        [100, "odd"],
        [130.001, "half"],
      ],
      "open",
    ),
    odd: conclude(
      "The value fits neither two nor one end resistor.",
      "Check that the battery is off and look for a poor joint in the lines; some buses use other resistors: look it up.",
    ),
    shorted: conclude(
      "The lines touch each other, or there are too many end resistors.",
      "Split the bus at its connectors until the value is right.",
    ),
    half: conclude(
      "One end of the bus is missing.",
      "Find the module with the end resistor that is unplugged, or the break before it.",
    ),
    open: conclude(
      "Both ends are missing, or the lines are open at the measuring place.",
      "Look at the wiring plan, measure at another module.",
    ),
    voltage: measure(
      "Battery connected, ignition on. Add the average voltages of both lines against ground.",
      ["V", 0, 30],
      "can-voltage",
      [
        [4, "short-ground"],
        [6.001, "scope"],
      ],
      "short-supply",
    ),
    "short-ground": conclude("A line is pulled to ground.", "Unplug modules and split the bus until it recovers."),
    "short-supply": conclude("A line is pulled to supply.", "Unplug modules and split the bus until it recovers."),
    scope: choose("Look at both lines on a scope: are the pictures clean mirror images?", {
      Yes: "sleeping",
      No: "disturbed",
    }),
    disturbed: choose(
      "Unplug one module after the other, airbag module only as its maker describes: does the picture become clean?",
      {
        Yes: "culprit",
        No: "harness",
      },
    ),
    culprit: conclude(
      "The module just unplugged disturbs the bus.",
      "Check its supply and ground, then replace it as the maker describes.",
    ),
    harness: conclude(
      "The harness disturbs the bus.",
      "Look for water in splices and plugs, and for lines that are swapped or not twisted.",
    ),
    sleeping: conclude("The bus is right now.", "Look for loose plugs by wiggling, and at the supply while cranking."),
  },
};
