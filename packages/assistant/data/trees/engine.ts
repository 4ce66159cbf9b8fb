import { choose, compare, conclude, instruct, measure, type Tree, unreviewed } from "../../src/trees/tree.ts";

export const misfire: Tree = {
  ...unreviewed,
  id: "misfire",
  version: 1,
  title: "Misfire",
  hazards: ["exhaust-gas", "fuel", "belts"],
  tools: ["Scan tool", "Compression gauge", "Smoke machine"],
  first: "lamp",
  steps: {
    lamp: choose("Does the engine lamp flash while it misfires?", { Yes: "spare", No: "counters" }),
    spare: instruct(
      "Do not drive on under load: unburnt fuel overheats the catalyst. Test at idle and briefly.",
      "counters",
    ),
    counters: choose("Read the misfire counters and the codes. Which cylinders?", {
      "One cylinder": "swap",
      "Two that share a coil or a head": "pair",
      "All or changing": "trims",
    }),
    swap: choose("Move the coil of this cylinder to another and run it again: does the misfire follow?", {
      "It follows": "coil",
      "It stays": "plug",
    }),
    coil: conclude("The ignition coil fails.", "Replace the coil; look at the plug, whose worn gap often killed it."),
    plug: choose("Look at the plug and move it to another cylinder: does the misfire follow?", {
      "It follows, or the plug is worn, cracked or wet": "plug-bad",
      "It stays": "injector",
    }),
    "plug-bad": conclude(
      "The spark plug fails.",
      "Fit a set of the type the maker asks for, tightened to the maker's value.",
    ),
    injector: choose("Does the injector get its pulse, and does its resistance match its neighbours'?", {
      Yes: "compression",
      No: "injector-circuit",
    }),
    "injector-circuit": conclude(
      "The injector or its circuit is at fault.",
      "Test plug, wires and output; P0201 and on lead further.",
    ),
    compression: compare(
      "Measure the compression of this cylinder, all plugs out and fuel off, as the maker describes.",
      ["bar", 0, 60],
      "Lowest compression and largest allowed difference, in the maker's engine pages",
      ["leak", "intake", "intake"],
    ),
    leak: choose("Do a leak-down test: where does the air leave?", {
      "Intake or exhaust": "valve",
      "Oil filler": "ring",
      "Coolant bubbles or the next cylinder": "gasket",
    }),
    valve: conclude("A valve does not seal.", "Check clearance or lifter and timing; then the head comes off."),
    ring: conclude(
      "Piston or rings do not seal.",
      "Repeat with a little oil in the cylinder to confirm, then plan the repair.",
    ),
    gasket: conclude(
      "The head gasket leaks.",
      "Confirm with a test of gas in the coolant; check the head for flatness.",
    ),
    intake: choose("Smoke-test the intake of this cylinder: does smoke come out?", { Yes: "air-leak", No: "deposit" }),
    "air-leak": conclude("Air enters at this cylinder.", "Replace the gasket or seal there and clear the trims."),
    deposit: conclude(
      "Spark, compression and intake are right: the injector meters wrongly.",
      "Test flow and pattern, clean or replace it.",
    ),
    pair: choose("What do the two share?", {
      "A coil": "pair-coil",
      "Neighbours in the head": "leak",
      "A bank": "trims",
    }),
    "pair-coil": conclude(
      "The shared coil or its circuit is at fault.",
      "Test its supply and control, then replace it.",
    ),
    trims: choose("Read the fuel trims at idle and at raised speed. What do they show?", {
      "Fuel is added": "lean",
      "Fuel is taken away": "rich",
      "Near nothing": "mechanical",
    }),
    lean: conclude("The whole engine runs lean.", "Find the air leak or the missing fuel.", "fuel-trim"),
    rich: conclude("The whole engine runs rich.", "Find the surplus fuel.", "fuel-trim"),
    mechanical: choose("How old are the plugs, by record and by look?", {
      "Due or unknown": "plug-bad",
      New: "egr",
    }),
    egr: choose(
      "Run the exhaust recirculation and purge valve with the scan tool: does idle settle when they are closed off?",
      {
        Yes: "open-valve",
        No: "timing",
      },
    ),
    "open-valve": conclude("A valve lets gas in that it should not.", "Clean or replace the valve that was found."),
    timing: conclude(
      "Look at what turns the engine.",
      "Compare compression of all cylinders and check valve timing; P0016 leads on.",
    ),
  },
};

export const fuelTrim: Tree = {
  ...unreviewed,
  id: "fuel-trim",
  version: 1,
  title: "Mixture too lean or too rich",
  hazards: ["fuel", "exhaust-gas", "belts"],
  tools: ["Scan tool", "Smoke machine", "Fuel pressure gauge", "Gas analyser"],
  first: "others",
  steps: {
    others: choose("Are there misfire, air flow or sensor codes as well?", {
      Misfire: "misfire",
      "Sensor circuit codes": "circuit",
      No: "exhaust",
    }),
    misfire: conclude("A misfire misleads the oxygen sensor.", "Do the misfire first.", "misfire"),
    circuit: conclude("A sensor circuit is at fault.", "Do that code first: its card tells how."),
    exhaust: choose("Any exhaust leak ahead of the front sensor, by ear and by smoke?", {
      Yes: "exhaust-leak",
      No: "lambda",
    }),
    "exhaust-leak": conclude("Air enters the exhaust and fools the sensor.", "Seal the leak and read the trims again."),
    lambda: measure(
      "Read lambda with a gas analyser at raised idle, warm engine.",
      ["λ", 0.5, 2],
      "roadworthiness-lambda",
      [
        [0.97, "rich"],
        [1.03001, "corrected"],
      ],
      "lean",
    ),
    corrected: choose("The module still corrects it. Which way do both trims together go?", {
      "Fuel is added": "lean",
      "Fuel is taken away": "rich",
    }),
    lean: choose("When is most fuel added?", {
      "At idle, less at speed": "smoke",
      "Under load and at speed": "supply",
      "Everywhere alike": "flow",
    }),
    smoke: choose("Smoke-test the intake, breather, servo line and purge. Does smoke come out?", {
      Yes: "air-leak",
      No: "flow",
    }),
    "air-leak": conclude(
      "Unmetered air enters there.",
      "Repair the leak, clear the learned trims and read them again.",
    ),
    supply: compare(
      "Measure fuel pressure under load.",
      ["bar", 0, 400],
      "Fuel pressure under load, in the maker's fuel system pages",
      ["weak", "flow", "flow"],
    ),
    weak: conclude("Too little fuel is delivered.", "Check filter, pump supply and ground under load, then the pump."),
    flow: compare(
      "Read the air flow at idle and warm.",
      ["g/s", 0, 700],
      "Air flow at idle for this engine, in the maker's engine management pages",
      ["flow-sensor", "injectors", "flow-sensor"],
    ),
    "flow-sensor": conclude(
      "The air flow sensor or its duct reads wrong.",
      "Look at filter and duct, clean the sensor if allowed, else replace it.",
    ),
    injectors: conclude(
      "Air and pressure are right.",
      "Test injector flow, then the oxygen sensor's answer to rich and lean.",
    ),
    rich: choose("Close off the purge line: do the trims come back?", { Yes: "purge", No: "oil" }),
    purge: conclude(
      "Fuel vapour enters all the time.",
      "Replace the purge valve; look whether the canister is soaked.",
    ),
    oil: choose("Does the engine oil smell of fuel, or stand too high?", { Yes: "diluted", No: "pressure" }),
    diluted: conclude(
      "Fuel in the oil is breathed in.",
      "Find why (short trips, leaking injector), change oil and filter, read again.",
    ),
    pressure: compare(
      "Measure fuel pressure at idle and whether it holds with the engine off.",
      ["bar", 0, 400],
      "Fuel pressure at idle and holding pressure, in the maker's fuel system pages",
      ["leaking", "temperature", "regulator"],
    ),
    leaking: conclude("Pressure is lost while it should hold.", "Find the leaking injector or valve."),
    regulator: conclude("Fuel pressure is too high.", "Test the return and the regulator."),
    temperature: choose("Does the coolant temperature on the scan tool fit the real one?", {
      Yes: "air-filter",
      No: "sensor",
    }),
    sensor: conclude(
      "The module believes the engine is cold.",
      "Test the sensor and its plug; check the thermostat.",
      "overheating",
    ),
    "air-filter": conclude(
      "Fuel side and temperature are right.",
      "Look at the air filter and intake, then the air flow reading.",
    ),
  },
};

export const overheating: Tree = {
  ...unreviewed,
  id: "overheating",
  version: 1,
  title: "Engine too hot, or never warm",
  hazards: ["hot-coolant", "belts"],
  tools: ["Cooling system tester", "Scan tool", "Thermometer", "Gas-in-coolant test"],
  first: "cool",
  steps: {
    cool: instruct(
      "Let the engine cool until the top hose can be held. Open nothing before that. Look at the level.",
      "kind",
    ),
    kind: choose("What is the complaint?", { "Too hot": "level", "Never warm": "never-warm" }),
    level: choose("Is the coolant at its mark, engine cold?", { Yes: "when", "Too low": "leak" }),
    leak: choose("Fill, fit the tester and pressurise to the value on the cap. Does it hold?", {
      "It holds": "gas",
      "It falls and a leak is seen": "outside",
      "It falls and nothing is seen": "inside",
    }),
    outside: conclude("Coolant leaks outside.", "Replace the leaking part, bleed as the maker describes, test again."),
    inside: choose("Where does it go?", {
      "Wet carpet or steamy windows": "heater",
      "White steam, rough start or milky oil": "gasket",
      Neither: "gas",
    }),
    heater: conclude("The heater core or its joints leak.", "Replace it; dry the carpet and the modules under it."),
    gas: choose("Does the test show exhaust gas in the coolant?", { Yes: "gasket", No: "cap" }),
    gasket: conclude(
      "Combustion reaches the coolant: head gasket, head or recirculation cooler.",
      "Find which by pressure on each cylinder; do not drive.",
    ),
    cap: conclude("No leak and no gas.", "Test the cap's own pressure, refill, bleed, and watch the level."),
    when: choose("When does it get too hot?", {
      "Standing or slow": "fan",
      "At speed or on hills": "flow",
      "Soon after start": "flow",
    }),
    fan: choose("Run the fan with the scan tool, hands away: does it turn fast?", { Yes: "fan-on", No: "fan-circuit" }),
    "fan-circuit": conclude("The fan does not run.", "Test fuse, supply, ground and motor current; P0480 leads on."),
    "fan-on": choose("Does it come on by itself when hot?", { Yes: "radiator", No: "sensor" }),
    sensor: choose("Does the scan tool's coolant temperature fit a second thermometer?", {
      Yes: "fan-control",
      No: "sensor-bad",
    }),
    "sensor-bad": conclude(
      "The temperature sensor reads wrong.",
      "Test the sensor and its plug; P0116 to P0118 lead on.",
    ),
    "fan-control": conclude(
      "The fan is not asked for.",
      "Test its control, and the A/C pressure signal that also asks for it.",
    ),
    flow: choose("Warm, does the lower radiator hose become warm too?", { Yes: "radiator", No: "thermostat" }),
    thermostat: choose("Does water move, seen in the expansion tank or by the heater getting hot when revved?", {
      Yes: "stuck",
      No: "pump",
    }),
    stuck: conclude("The thermostat does not open.", "Replace it with the maker's temperature and bleed the system."),
    pump: conclude(
      "The water pump does not move coolant.",
      "Look at its drive with the engine off, then replace the pump.",
    ),
    radiator: choose("Feel or scan the radiator: is the temperature even over its face, and its fins clean?", {
      Yes: "load",
      No: "blocked",
    }),
    blocked: conclude(
      "The radiator is blocked inside or outside.",
      "Clean the outside; if cold spots stay, replace it.",
    ),
    load: conclude(
      "Cooling works.",
      "Test the mixture of the coolant, look for a dragging brake, slipping gearbox or late ignition.",
    ),
    "never-warm": choose(
      "While it warms from cold, does the top radiator hose stay cool until the thermostat should open?",
      {
        "Warm from the start": "open",
        "Stays cool": "cold-sensor",
      },
    ),
    open: conclude("The thermostat is stuck open.", "Replace it and bleed the system."),
    "cold-sensor": choose("Does the shown temperature fit a second thermometer?", {
      Yes: "fan-always",
      No: "sensor-bad",
    }),
    "fan-always": conclude(
      "The engine warms as it should, or the fan cools it all the time.",
      "See whether the fan runs from cold; check the level and bleed.",
    ),
  },
};
