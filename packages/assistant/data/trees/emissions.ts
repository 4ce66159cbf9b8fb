import { choose, compare, conclude, instruct, measure, type Tree, unreviewed } from "../../src/trees/tree.ts";

export const evap: Tree = {
  ...unreviewed,
  id: "evap",
  version: 1,
  title: "Fuel vapour system (EVAP)",
  hazards: ["fuel", "lifting"],
  tools: ["Scan tool", "Smoke machine for fuel vapour systems", "Hand pump"],
  first: "fire",
  steps: {
    fire: instruct(
      "No flame, no spark, no hot lamp near; let fresh air in. Work with the fuel level in the middle range.",
      "cap",
    ),
    cap: choose("Look at filler cap, seal and neck. Are they right, and is it the right cap?", {
      Yes: "kind",
      No: "cap-bad",
    }),
    "cap-bad": conclude(
      "Cap, seal or neck leaks.",
      "Replace it, clear the code and let the test run; it may take days.",
    ),
    kind: choose("Which kind of code?", {
      "Valve or sensor circuit": "circuit",
      "Purge flow": "purge",
      "Small or very small leak": "seal",
      "Large leak": "purge",
    }),
    circuit: choose("Measure the valve or sensor at its plug: do supply, ground and part fit the maker's figures?", {
      Yes: "wire",
      No: "part",
    }),
    part: conclude("The part or its plug is at fault.", "Replace what was found, run it with the scan tool, clear."),
    wire: conclude("The part is right.", "Follow the wire to the module; wiggle it above the tank, where it chafes."),
    purge: choose("Engine at idle, purge valve switched off by the scan tool: is there suction at its tank side?", {
      Yes: "purge-open",
      No: "purge-on",
    }),
    "purge-open": conclude(
      "The purge valve does not close.",
      "Replace it; look for charcoal in it, which means the canister breaks up.",
    ),
    "purge-on": choose("Switch it on: is there suction now?", { Yes: "vent", No: "purge-shut" }),
    "purge-shut": conclude(
      "Nothing is drawn from the tank.",
      "Look for a kinked or blocked hose to the engine, then replace the valve.",
    ),
    vent: choose("Run the vent with the scan tool: does it close and open, and is its filter free?", {
      Yes: "seal",
      No: "vent-bad",
    }),
    "vent-bad": conclude(
      "The vent does not work.",
      "Clean or replace valve and filter; look for dust, rust and fuel in it.",
    ),
    seal: compare(
      "Close the vent with the scan tool and put smoke in. Never above the pressure the maker allows.",
      ["kPa", 0, 20],
      "Highest test pressure of the fuel vapour system, in the maker's pages",
      ["smoke", "smoke", "too-much"],
    ),
    "too-much": conclude(
      "The pressure is too high for tank and sensor.",
      "Let it off at once and start the test again with the right setting.",
    ),
    smoke: choose("Where does smoke come out?", {
      "Cap or neck": "cap-bad",
      "Hose or pipe": "hose",
      "Top of the tank": "pump-seal",
      "Purge or vent": "valve",
      Nowhere: "sensor",
    }),
    hose: conclude("A hose or pipe leaks.", "Replace it with fuel-vapour hose and test again."),
    "pump-seal": conclude(
      "The seal of the pump or level sender leaks.",
      "Replace the seal; work with little fuel in the tank and fresh air.",
    ),
    valve: conclude("A valve leaks while it should be closed.", "Replace it and test again."),
    sensor: compare(
      "Cap off: read the tank pressure on the scan tool.",
      ["kPa", -20, 20],
      "Resting value of the tank pressure sensor, in the maker's pages",
      ["sensor-bad", "done", "sensor-bad"],
    ),
    "sensor-bad": conclude(
      "The tank pressure sensor reads wrong at rest.",
      "Test its circuit and hose, then replace it.",
    ),
    done: conclude(
      "The system is tight now.",
      "Clear the code, let the test run, and look at the cap's use with the driver.",
    ),
  },
};

export const catalyst: Tree = {
  ...unreviewed,
  id: "catalyst",
  version: 1,
  title: "Catalyst efficiency",
  hazards: ["exhaust-gas", "lifting"],
  tools: ["Scan tool", "Gas analyser", "Smoke machine"],
  first: "codes",
  steps: {
    codes: choose("Are there other codes?", {
      Misfire: "misfire",
      Mixture: "mixture",
      "Oxygen sensor or its heater": "sensor",
      None: "bulletin",
    }),
    misfire: conclude("A misfire damages the catalyst and misleads its test.", "Do the misfire first.", "misfire"),
    mixture: conclude("A wrong mixture misleads the test.", "Do the mixture first.", "fuel-trim"),
    sensor: conclude(
      "The sensors must be right before they judge the catalyst.",
      "Do the sensor code first; its card tells how.",
    ),
    bulletin: choose("Has the maker corrected software for this code on this car?", {
      Yes: "software",
      "No or unknown": "leak",
    }),
    software: conclude(
      "The maker changed the limits.",
      "Have the software brought up to date, clear the code, let the test run.",
    ),
    leak: choose("Any exhaust leak from the engine to behind the rear sensor, by ear and by smoke?", {
      Yes: "leaks",
      No: "lambda",
    }),
    leaks: conclude("Air from the leak misleads the sensors.", "Seal it, clear the code, let the test run."),
    lambda: measure(
      "Read lambda with a gas analyser at raised idle, warm engine.",
      ["λ", 0.5, 2],
      "roadworthiness-lambda",
      [
        [0.97, "mixture"],
        [1.03001, "signals"],
      ],
      "mixture",
    ),
    signals: choose("Warm, steady raised speed: how does the rear sensor move beside the front one?", {
      "Calm near one value": "calm",
      "Swings along with the front one": "swings",
      "Does not move whatever is done": "stuck",
    }),
    calm: conclude("The catalyst works now.", "Clear the code, let its test run, watch when it comes back."),
    stuck: conclude(
      "The rear sensor does not answer.",
      "Make it rich and lean for a moment; test its circuit and replace it.",
    ),
    swings: choose("Is oil or coolant used, or was there a misfire or a rich mixture before?", {
      Yes: "killed",
      No: "aged",
    }),
    killed: conclude(
      "The catalyst was damaged by something that is still there or was.",
      "Repair that first, or the new catalyst fails too; then replace it with an approved one.",
    ),
    aged: conclude(
      "The catalyst stores too little oxygen.",
      "Replace it with an approved part for this engine, clear, let the test run.",
    ),
  },
};

export const dpf: Tree = {
  ...unreviewed,
  id: "dpf",
  version: 1,
  title: "Diesel particulate filter",
  hazards: ["exhaust-gas", "lifting", "fuel"],
  tools: ["Scan tool", "Manometer"],
  first: "removed",
  steps: {
    removed: choose("Is the filter there and whole, as far as it can be seen?", { Yes: "codes", No: "missing" }),
    missing: conclude(
      "The filter is missing or emptied.",
      "The car is not roadworthy and may not be used like this: an approved filter has to be fitted.",
    ),
    codes: choose("Are there other codes?", {
      "Temperature or pressure sensor": "sensor",
      "Recirculation, boost or injector": "soot",
      "Glow plugs or thermostat": "heat",
      None: "rest",
    }),
    sensor: conclude("A sensor blocks or misleads regeneration.", "Do that code first; its card tells how."),
    soot: conclude("The engine makes too much soot.", "Do that code first, or the filter fills again."),
    heat: conclude("The exhaust does not become hot enough.", "Do that code first: regeneration needs it."),
    rest: compare(
      "Ignition on, engine off for a while: read the pressure difference of the filter. Without flow there is none.",
      ["mbar", -50, 500],
      "Tolerance of the pressure sensor with the engine off, in the maker's pages",
      ["drift", "hoses", "drift"],
    ),
    drift: conclude(
      "The sensor shows pressure although nothing flows.",
      "Look for water in the hoses, then replace the sensor and teach it in.",
    ),
    hoses: choose("Are both pressure hoses whole, free and on the right port?", { Yes: "load", No: "hose-bad" }),
    "hose-bad": conclude("The pressure is not carried to the sensor.", "Replace or clear the hose, read again."),
    load: compare(
      "Warm, at the speed the maker names: read the pressure difference.",
      ["mbar", 0, 2000],
      "Pressure difference of a clean and of a full filter at that speed, in the maker's pages",
      ["too-low", "ash", "full"],
    ),
    "too-low": conclude(
      "The filter resists less than a whole one.",
      "Look into the tail pipe for soot: the filter may be cracked; look for exhaust leaks too.",
    ),
    ash: compare(
      "Read the calculated ash or the distance since the filter was new.",
      ["%", 0, 300],
      "Ash limit of this filter, in the maker's pages",
      ["regenerate", "regenerate", "ash-full"],
    ),
    "ash-full": conclude(
      "The filter is full of ash, which does not burn.",
      "Have it cleaned by a specialist or replace it with an approved one; reset the counter.",
    ),
    full: compare(
      "Read the calculated soot load.",
      ["%", 0, 500],
      "Highest soot load for a regeneration in the workshop, in the maker's pages",
      ["regenerate", "regenerate", "too-full"],
    ),
    "too-full": conclude(
      "Burning this much soot may destroy the filter and start a fire.",
      "Take it off for cleaning or replace it; find why it filled.",
    ),
    regenerate: instruct(
      "Check oil level and fuel, stand outdoors on ground that cannot burn, start the regeneration with the scan tool and stay with the car.",
      "result",
    ),
    result: choose("Did the soot load fall and the pressure with it?", {
      Yes: "trips",
      "It broke off": "broken-off",
      No: "blocked",
    }),
    "broken-off": conclude(
      "The conditions were lost on the way.",
      "Read why: temperature, fuel level, a code; repair that and start again.",
    ),
    blocked: conclude(
      "The filter does not become free.",
      "Have it cleaned by a specialist or replace it; find the cause first.",
    ),
    trips: choose("How is the car driven?", { "Mostly short trips": "driver", "Long trips too": "watch" }),
    driver: conclude(
      "Short trips break regeneration off.",
      "Explain a regular longer drive; change the oil if it rose.",
    ),
    watch: conclude(
      "The filter is free again.",
      "Read the distance to the next regeneration after some days; if it is short, look for soot.",
    ),
  },
};
