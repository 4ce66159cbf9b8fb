import { choose, compare, conclude, instruct, measure, type Tree, unreviewed } from "../../src/trees/tree.ts";

export const wheelSpeed: Tree = {
  ...unreviewed,
  id: "wheel-speed",
  version: 1,
  title: "ABS wheel speed sensor",
  hazards: ["brakes", "lifting", "wheels", "steering-suspension"],
  tools: ["Scan tool", "Oscilloscope or meter", "Lift"],
  first: "module",
  steps: {
    module: choose("Does the brake module answer the scan tool?", { Yes: "live", No: "silent" }),
    silent: conclude("The module is not on the bus.", "Test its supply and ground first, then the bus.", "can-bus"),
    live: choose("Drive slowly straight ahead, a second person watching: how do the four speeds compare?", {
      "One is missing all the time": "plug",
      "One drops out when slow or on bends": "gap",
      "One is always a little off": "tyre",
      "All agree": "wiggle",
    }),
    tyre: choose("Are all four tyres of one size, wear and pressure?", { Yes: "ring", No: "tyres" }),
    tyres: conclude(
      "The wheels turn at different speeds in truth.",
      "Fit equal tyres, set the pressure of the placard, clear the code.",
    ),
    plug: choose(
      "Car safely lifted: are plug and cable whole, clean and fixed, also with the wheel turned and sprung?",
      {
        Yes: "type",
        No: "cable",
      },
    ),
    cable: conclude(
      "Cable or plug is damaged.",
      "Replace the cable or sensor; fix it in all its clips so that it is not pulled.",
    ),
    type: choose("Which sensor is it, by the wiring plan?", {
      "Two wires, with supply (active)": "supply",
      "A coil (passive)": "coil",
    }),
    supply: choose("Ignition on, sensor unplugged: does the module's supply arrive at the plug?", {
      Yes: "active",
      No: "feed",
    }),
    feed: conclude(
      "The module's supply does not arrive.",
      "Find the break or short between plug and module; if there is none, the module.",
    ),
    active: choose("Plugged in, turn the wheel slowly: does the signal change between two levels?", {
      Yes: "wiggle",
      No: "active-bad",
    }),
    "active-bad": choose("Is the magnetic ring in the bearing clean, whole and on the sensor's side?", {
      Yes: "sensor",
      No: "bearing",
    }),
    coil: compare(
      "Measure the coil's resistance at the plug.",
      ["Ω", 0, 10_000_000],
      "Resistance of the wheel speed sensor, in the maker's brake pages",
      ["sensor", "gap", "sensor"],
    ),
    sensor: conclude(
      "The sensor fails.",
      "Clean its seat without harming ring or bore, replace it, drive and read the speeds again.",
    ),
    gap: choose("Has the wheel bearing play, or is the sensor's seat rusty?", {
      Play: "bearing",
      Rust: "seat",
      Neither: "ring",
    }),
    bearing: conclude(
      "The bearing with its ring is at fault.",
      "Replace it the right way round, tightened to the maker's value.",
    ),
    seat: conclude("Rust lifts the sensor from its ring.", "Clean the seat, check the sensor's tip, fit it again."),
    ring: choose("Is the tone ring whole, tight and clean all round?", { Yes: "wiggle", No: "ring-bad" }),
    "ring-bad": conclude("The ring is cracked, loose or rusty.", "Replace the ring or the shaft it sits on."),
    wiggle: choose("Wiggle cable and plugs up to the module while watching the speed: does it drop out?", {
      Yes: "cable",
      No: "drive",
    }),
    drive: conclude(
      "The fault is not there now.",
      "Clear it, drive and log all speeds; do not release the car before anti-lock was proven on a safe road.",
    ),
  },
};

export const brakeJudderPull: Tree = {
  ...unreviewed,
  id: "brake-judder-pull",
  version: 1,
  title: "Brakes judder or pull",
  hazards: ["brakes", "lifting", "wheels", "steering-suspension"],
  tools: ["Roller brake tester", "Dial gauge", "Micrometer", "Lift"],
  first: "safe",
  steps: {
    safe: choose("Is the pedal firm, the level right and no fluid lost?", { Yes: "kind", No: "unsafe" }),
    unsafe: conclude("The brakes may fail.", "Do not drive; find the leak or the air first."),
    kind: choose("What is felt?", {
      "Judder while braking": "when",
      "Pull to one side while braking": "tyres",
      "Pull all the time": "always",
      "Judder without braking": "wheels",
    }),
    always: conclude(
      "It pulls without braking.",
      "Check tyre pressures, swap front tyres side to side, then wheel geometry and a dragging brake.",
    ),
    wheels: conclude(
      "It judders without braking.",
      "Balance and look at wheels and tyres, then drive shafts and bearings.",
    ),
    when: choose("Where is it felt?", { "Steering wheel": "front", "Seat or pedal only": "rear" }),
    front: instruct(
      "Car safely lifted: clean the hub, fasten the disc with nuts and washers, set the dial gauge.",
      "run-out",
    ),
    rear: choose(
      "With a hand lever: pull it lightly while rolling straight, on a safe place. Does it judder the same?",
      {
        "Yes, and it is at the rear wheels": "rear-disc",
        No: "front",
      },
    ),
    "rear-disc": instruct(
      "Work at the rear wheels: clean the hub, fasten the disc, set the dial gauge; drums are measured inside.",
      "run-out",
    ),
    "run-out": compare(
      "Turn the disc once and read its run-out.",
      ["mm", 0, 5],
      "Largest run-out of the brake disc, in the maker's brake pages",
      ["thickness", "thickness", "hub"],
    ),
    hub: compare(
      "Take the disc off and read the run-out of the hub.",
      ["mm", 0, 5],
      "Largest run-out of the hub, in the maker's chassis pages",
      ["disc", "disc", "hub-bad"],
    ),
    "hub-bad": conclude("The hub or its bearing runs out.", "Replace it, then measure with the disc fitted again."),
    disc: conclude(
      "The disc runs out.",
      "Turn it on the hub and measure, or replace both discs of the axle with the pads.",
    ),
    thickness: compare(
      "Measure the disc's thickness at eight places; type the difference.",
      ["mm", 0, 5],
      "Largest difference of thickness round the disc, in the maker's brake pages",
      ["play", "play", "uneven"],
    ),
    uneven: conclude(
      "The disc is uneven.",
      "Replace both discs of the axle with the pads, clean the hubs, bed them in.",
    ),
    play: choose("Any play in wishbones, ball joints, steering or bearing?", { Yes: "joint", No: "pads" }),
    joint: conclude("A worn joint turns small forces into judder.", "Replace it and set the geometry."),
    pads: choose("Are the pads free in the carrier and the slides free?", { Yes: "bedding", No: "slides" }),
    slides: conclude(
      "The caliper does not move freely.",
      "Clean and grease the slides as the maker describes, or replace the caliper; look at the pads.",
    ),
    bedding: conclude(
      "Geometry and play are right.",
      "Look for spots of pad material on the disc; replace pads and discs of the axle if they come back.",
    ),
    tyres: choose("Are the tyres of the axle equal and at the pressure of the placard?", {
      Yes: "roller",
      No: "set-tyres",
    }),
    "set-tyres": conclude(
      "Unequal tyres pull by themselves.",
      "Set them right and try again before brakes are judged.",
    ),
    roller: measure(
      "Roller tester: weaker wheel divided by stronger wheel of the axle, at full braking.",
      ["%", 0, 100],
      "roadworthiness-brakes",
      [[70, "weaker"]],
      "steer",
    ),
    weaker: choose("At the weaker wheel, what is found?", {
      "Pads or disc oily": "oil",
      "Caliper or slides stuck": "slides",
      Nothing: "hose",
    }),
    oil: conclude(
      "Friction is lost to oil, grease or fluid.",
      "Find the leak, replace pads of the axle, clean or replace the disc.",
    ),
    hose: conclude(
      "Pressure may not reach this wheel.",
      "Look for a swollen hose and a blocked line; bleed as the maker describes.",
    ),
    steer: conclude("The brakes are even.", "Check bushes and geometry: the axle moves under braking."),
  },
};

export const coldAc: Tree = {
  ...unreviewed,
  id: "cold-ac",
  version: 1,
  title: "Air conditioning does not cool",
  hazards: ["refrigerant", "belts"],
  tools: ["Scan tool", "Thermometer", "Pressure gauges, for trained people", "Leak detector"],
  first: "trained",
  steps: {
    trained: choose("Are you trained and certified for refrigerants?", { Yes: "blower", No: "untrained" }),
    untrained: choose("Nothing of the circuit is opened or connected. What can be seen?", {
      "Little air comes out": "air",
      "Air, but not cold; compressor does not switch on": "electric",
      "Compressor runs, still not cold": "specialist",
    }),
    specialist: conclude("The circuit has to be measured.", "Take it to a trained person with recovery equipment."),
    blower: choose("Is there strong air from the vents?", { Yes: "flap", No: "air" }),
    air: conclude("Air does not pass.", "Look at the cabin filter, blower and evaporator face."),
    flap: choose("Does the air become hot and cold with the heater control, A/C off?", { Yes: "rest", No: "flap-bad" }),
    "flap-bad": conclude("Warm air is mixed in.", "Look at the flap motors, their calibration and the heater valve."),
    rest: compare(
      "Engine off until the circuit has the outside temperature. Read the pressure, on the scan tool or gauges.",
      ["bar", -1, 40],
      "Band of the A/C pressure-temperature calculator for this refrigerant and temperature",
      ["lost", "clutch", "other-gas"],
      "saturation",
    ),
    lost: conclude(
      "There is hardly any liquid left: refrigerant was lost.",
      "Find the leak before it is filled; recover, repair, evacuate, fill the amount of the placard.",
    ),
    "other-gas": conclude(
      "Air or a wrong refrigerant is in the circuit, or it is hotter than thought.",
      "Identify the gas; recover, evacuate, fill the amount of the placard.",
    ),
    clutch: choose("Engine on, cooling asked for: does the compressor work?", { Yes: "running", No: "electric" }),
    electric: choose("What do the codes and live values say?", {
      "Pressure sensor out of range": "sensor",
      "Outside or evaporator too cold": "too-cold",
      "Allowed, but relay or coil not fed": "relay",
      "Not asked for": "request",
    }),
    sensor: conclude(
      "The pressure signal does not allow it.",
      "Compare with the pressure at rest; P0530 to P0533 lead on.",
    ),
    "too-cold": conclude("A temperature does not allow it.", "Compare the sensors with a thermometer."),
    relay: conclude(
      "The compressor is allowed but not fed.",
      "Test relay, fuse, coil or control valve; P0645 leads on.",
    ),
    request: conclude(
      "The request does not arrive.",
      "Test panel, bus and engine module, which may forbid it at high load.",
    ),
    running: choose("Does the condenser fan run, and is the condenser clean?", { Yes: "pressures", No: "fan" }),
    fan: conclude("Heat is not carried away.", "Clean the condenser, test the fan; P0480 leads on."),
    pressures: compare(
      "Read the low side pressure while running, with the outside temperature.",
      ["bar", -1, 20],
      "Low side pressure by temperature, in the maker's climate pages",
      ["restriction", "amount", "compressor"],
    ),
    restriction: conclude(
      "Too little flows to the evaporator.",
      "Look for a low charge, an iced valve or a blocked dryer; recover and weigh the charge.",
    ),
    compressor: conclude(
      "The compressor or its control valve does not draw.",
      "Watch the control signal; then valve or compressor, with a new dryer.",
    ),
    amount: conclude(
      "Pressures are near right.",
      "Recover and weigh the charge, fill the amount of the placard, check the flaps.",
    ),
  },
};
