import { choose, compare, conclude, instruct, measure, type Tree, unreviewed } from "../../src/trees/tree.ts";

export const charging: Tree = {
  ...unreviewed,
  id: "charging",
  version: 1,
  title: "Charging",
  hazards: ["battery", "belts"],
  tools: ["Multimeter", "Current clamp", "Scan tool", "Oscilloscope"],
  first: "belt",
  steps: {
    belt: choose("With the engine off: is the belt there, tight, dry and whole, and does the pulley turn with it?", {
      Yes: "resting",
      No: "belt-bad",
    }),
    "belt-bad": conclude(
      "The alternator is not driven.",
      "Replace belt and tensioner, find what made them fail, test again.",
    ),
    resting: measure(
      "Measure the battery at its posts, everything off and rested.",
      ["V", 0, 30],
      "battery-table",
      [
        [11.89, "flat"],
        [12.24, "low"],
      ],
      "running",
    ),
    flat: conclude(
      "The battery is flat or has a dead cell.",
      "Charge it with a charger and load-test it before the alternator is judged.",
    ),
    low: instruct("Charge the battery with a charger first, then go on: a flat battery misleads the test.", "running"),
    running: measure(
      "Engine at raised idle, all loads off: measure at the battery posts.",
      ["V", 0, 30],
      "charging-law",
      [[12.65, "no-charge"]],
      "highest",
    ),
    highest: compare(
      "Compare that voltage with the maker's range; smart charging may hold it low for a while.",
      ["V", 0, 30],
      "Charging voltage by temperature and mode, in the maker's electrical pages",
      ["smart", "loads", "over"],
    ),
    smart: choose("Does it rise when lamps, blower and heated window are switched on?", {
      Yes: "loads",
      No: "control",
    }),
    over: conclude(
      "The voltage is not regulated.",
      "Test the sense wire; then replace regulator or alternator. Look at the battery for swelling.",
    ),
    loads: compare(
      "Switch on lamps, blower and heated window and measure again at raised idle.",
      ["V", 0, 30],
      "Charging voltage with loads on, in the maker's electrical pages",
      ["drop-plus", "ripple", "over"],
    ),
    "drop-plus": compare(
      "Loads on: measure the voltage drop from the alternator's main terminal to the positive battery post.",
      ["V", 0, 15],
      "Allowed voltage drop of the charging cable, in the maker's electrical pages",
      ["drop-minus", "drop-minus", "cable"],
    ),
    cable: conclude(
      "The charging cable or a fuse link has too much resistance.",
      "Clean or replace it and measure again.",
    ),
    "drop-minus": compare(
      "Loads on: measure the voltage drop from the alternator's housing to the negative battery post.",
      ["V", 0, 15],
      "Allowed voltage drop of the engine ground, in the maker's electrical pages",
      ["weak", "weak", "ground"],
    ),
    ground: conclude(
      "The ground of alternator or engine has too much resistance.",
      "Clean or replace the strap and measure again.",
    ),
    weak: conclude("The alternator cannot carry the load.", "Compare its current with its rating, then replace it."),
    "no-charge": choose("Is battery voltage at the alternator's main terminal, engine off?", {
      Yes: "control",
      No: "fuse",
    }),
    fuse: conclude(
      "The link between alternator and battery is open.",
      "Find the open fuse or cable and why it opened.",
    ),
    control: choose(
      "Does the scan tool show a command to charge, or its control wire the signal the maker describes?",
      {
        Yes: "alternator",
        No: "command",
      },
    ),
    command: conclude(
      "The alternator is not asked to charge.",
      "Test the control line, the battery sensor and their codes; P0620 leads on.",
    ),
    alternator: conclude(
      "It is driven, connected and asked, but does not charge.",
      "Replace or overhaul the alternator with the right type.",
    ),
    ripple: compare(
      "Loads on: look at the ripple of the charging voltage with a scope.",
      ["mV", 0, 5000],
      "Allowed ripple, in the maker's electrical pages",
      ["fine", "fine", "diode"],
    ),
    diode: conclude(
      "A diode of the alternator fails.",
      "Replace or overhaul the alternator; it may also drain the battery.",
    ),
    fine: choose("Does the battery still go flat while standing?", { Yes: "drain", No: "healthy" }),
    drain: conclude("Charging is right.", "Look for what drains the battery.", "parasitic-drain"),
    healthy: conclude("Charging is right.", "Load-test the battery and ask about short trips."),
  },
};

export const parasiticDrain: Tree = {
  ...unreviewed,
  id: "parasitic-drain",
  version: 1,
  title: "Battery goes flat while standing",
  hazards: ["battery"],
  tools: ["Current clamp or meter with a fused range", "Memory keeper", "Wiring plan"],
  first: "battery",
  steps: {
    battery: measure(
      "Charge the battery, let it rest for some hours and measure at its posts.",
      ["V", 0, 30],
      "battery-table",
      [[12.45, "worn"]],
      "use",
    ),
    worn: conclude(
      "The battery does not hold its charge even without the car.",
      "Load-test it off the car and replace it if it fails.",
    ),
    use: choose("How is the car used?", { "Short trips or standing for weeks": "short", "Normal use": "prepare" }),
    short: conclude(
      "It may simply not be charged enough.",
      "Use a maintainer, then watch; measure the drain if it goes on.",
    ),
    prepare: instruct(
      "Latch bonnet and doors by hand so that you can reach inside, keep the key far away, put the clamp on the negative cable.",
      "sleep",
    ),
    sleep: instruct(
      "Lock the car and wait as long as the maker says until all modules sleep. Do not open anything meanwhile.",
      "drain",
    ),
    drain: compare(
      "Read the current.",
      ["mA", 0, 20_000],
      "Allowed resting current and time to sleep, in the maker's electrical pages",
      ["fine", "fine", "pattern"],
    ),
    fine: choose("Does the current jump up from time to time?", { Yes: "wakes", No: "no-drain" }),
    "no-drain": conclude(
      "There is no drain now.",
      "Log the current over a night; test charging meanwhile.",
      "charging",
    ),
    wakes: conclude(
      "Something wakes the modules.",
      "Log the bus: keyless handles, telematics and door contacts are usual.",
    ),
    pattern: choose("Is the current steady or does it pulse?", { Steady: "added", "Pulses or falls slowly": "awake" }),
    awake: choose("Does a module still talk on the bus?", { Yes: "module", No: "added" }),
    module: conclude(
      "A module does not go to sleep.",
      "Unplug modules one after the other, or read which keeps the bus awake; then its inputs.",
    ),
    added: choose("Are there added devices: tracker, camera, alarm, radio, plug in the diagnostic socket?", {
      Yes: "remove",
      No: "alternator",
    }),
    remove: choose("Unplug them: is the current right now?", { Yes: "device", No: "alternator" }),
    device: conclude("The added device drains the battery.", "Feed it from an ignition circuit or remove it."),
    alternator: choose(
      "Take the alternator's main cable off with the battery disconnected, insulate it, measure again. Right now?",
      {
        Yes: "diode",
        No: "fuses",
      },
    ),
    diode: conclude("The alternator leaks through its diodes.", "Replace or overhaul the alternator."),
    fuses: choose("Without pulling fuses, measure the voltage over each fuse. Does one carry current?", {
      Yes: "circuit",
      No: "unfused",
    }),
    circuit: conclude(
      "That circuit is the one.",
      "Follow it in the wiring plan, unplug its users one after the other.",
    ),
    unfused: conclude(
      "The drain sits ahead of the fuse box.",
      "Look at the starter cable, the main fuses and everything bolted to the battery.",
    ),
  },
};
